"""Folder runs: what is done, what is skipped, and what stops them."""

from pathlib import Path

import pytest

from anymask.cli.folder_run import REPORT_NAME, Work, run_folder
from anymask.errors import FormatError, InputError, ResourceError


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("a.png", "b.png", "c.png"):
        (folder / name).write_text(name)
    return folder


def worker(out: Path, errors: dict[str, Exception] | None = None) -> Work:
    """Write the image's name to a file, or raise what the name is mapped to."""

    def work(image: Path) -> tuple[list[Path], int]:
        if errors and image.name in errors:
            raise errors[image.name]
        result = out / f"{image.stem}.txt"
        result.write_text(image.name)
        return [result], 2

    return work


def test_all_images_are_worked_on_and_counted(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = run_folder(photos, out, {}, lambda: worker(out))
    assert [entry.image for entry in report.finished] == ["a.png", "b.png", "c.png"]
    assert report.to_dict()["masks"] == 6
    assert (out / REPORT_NAME).exists()


def test_nothing_is_started_when_all_is_done(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_folder(photos, out, {}, lambda: worker(out))
    report = run_folder(photos, out, {}, lambda: pytest.fail("the model was loaded"))
    assert report.skipped == 3


def test_a_bad_image_does_not_stop_the_others(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    errors: dict[str, Exception] = {"b.png": FormatError("truncated")}
    report = run_folder(photos, out, {}, lambda: worker(out, errors))
    assert len(report.finished) == 2
    assert [(one.image, one.reason) for one in report.failures] == [("b.png", "truncated")]


def test_a_full_disk_stops_the_run_and_the_next_one_goes_on(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    errors: dict[str, Exception] = {"b.png": ResourceError("disk full")}
    with pytest.raises(ResourceError, match="disk full"):
        run_folder(photos, out, {}, lambda: worker(out, errors))
    assert run_folder(photos, out, {}, lambda: worker(out)).skipped == 1


def test_results_do_not_go_where_the_images_are(photos: Path) -> None:
    with pytest.raises(InputError, match="is the folder of the images; choose another"):
        run_folder(photos, photos, {}, lambda: worker(photos))


def test_results_of_a_folder_do_not_fit_a_file(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("{}")
    with pytest.raises(InputError, match=r"is a file, and .* a folder of images; pass a folder"):
        run_folder(photos, out, {}, lambda: worker(out))
