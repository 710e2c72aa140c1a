"""Everything mode on one image and on folders: results, resume, bad images."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.cli.ledger import LEDGER_NAME
from anymask.data.coco import read_coco
from anymask.data.sa1b import read_sa1b
from anymask.storage.images import open_image


@pytest.fixture
def photos(tmp_path: Path, cat: np.ndarray) -> Path:
    """Three small pictures, two of them of the same name but for the ending."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("a.png", "a.jpg", "b.png"):
        Image.fromarray(cat[::4, ::4]).save(folder / name)
    return folder


def test_one_image_gives_an_overlay_and_a_label_map(everything, cat_file: Path) -> None:
    ran = everything(cat_file, "--label-map")
    overlay, labels = ran.out.split()
    assert open_image(overlay).shape == (300, 451, 3)
    with Image.open(labels) as picture:
        assert picture.mode.startswith("I")
        assert np.asarray(picture).max() >= 1


def test_json_holds_the_tree_and_the_stability(everything, cat_file: Path) -> None:
    masks = everything(cat_file, "--json").json["masks"]
    assert masks
    assert all(mask["parent"] >= -1 and mask["stability_score"] is not None for mask in masks)


@pytest.mark.parametrize("option", [["--fast"], ["--tile", "200"], ["--crop-n-layers", "1"]])
def test_the_ways_of_looking_all_work(everything, cat_file: Path, option: list[str]) -> None:
    assert everything(cat_file, "--json", *option).code == 0


def test_every_image_of_a_folder_gets_its_results(everything, photos: Path) -> None:
    ran = everything(photos, "--out", "out", "--format", "sa1b", "--format", "coco")
    assert ran.code == 0
    for name in ("a.png.json", "a.jpg.json", "b.json"):
        assert read_sa1b(Path("out") / name).size == (75, 113)
    joined = read_coco(Path("out/anymask-coco.json")).images
    assert sorted(image.file_name for image in joined) == ["a.jpg", "a.png", "b.png"]


def test_a_second_run_does_nothing(everything, photos: Path) -> None:
    everything(photos, "--out", "out")
    before = {path: path.stat().st_mtime_ns for path in Path("out").glob("*.png")}
    ran = everything(photos, "--out", "out", "--json")
    assert ran.json["skipped"] == 3
    assert before == {path: path.stat().st_mtime_ns for path in Path("out").glob("*.png")}


def test_a_killed_run_goes_on_and_ends_with_the_same_files(everything, photos: Path) -> None:
    everything(photos, "--out", "whole", "--format", "coco")
    everything(photos, "--out", "killed", "--format", "coco")
    ledger = Path("killed") / LEDGER_NAME
    ledger.write_bytes(ledger.read_bytes()[:-20])
    ran = everything(photos, "--out", "killed", "--format", "coco", "--json")
    assert ran.json["skipped"] == 2
    for path in Path("whole").glob("*.coco.json"):
        assert (Path("killed") / path.name).read_bytes() == path.read_bytes()


def test_changed_options_do_everything_again(everything, photos: Path) -> None:
    everything(photos, "--out", "out")
    assert everything(photos, "--out", "out", "--fast", "--json").json["skipped"] == 0


def test_a_bad_image_is_skipped_listed_and_tried_again(everything, photos: Path) -> None:
    (photos / "bad.jpg").write_text("this is text")
    for skipped in (0, 3):
        ran = everything(photos, "--out", "out", "--json")
        assert ran.code == 1
        assert (ran.json["finished"], ran.json["skipped"]) == (3, skipped)
        assert ran.json["failed"][0]["image"] == "bad.jpg"
        assert "not done: bad.jpg" in ran.err


def test_a_damaged_model_stops_a_folder_run_at_once(run, photos: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.pth"
    model.write_text("<html>not found</html>")
    ran = run("everything", photos, "--model", model)
    assert ran.code == 2
    assert "bad image" not in ran.err
    assert str(model) in ran.err


def test_a_folder_without_images_is_wrong_input(everything, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = everything(tmp_path / "empty")
    assert ran.code == 2
    assert "holds no JPEG" in ran.err
