"""Where results go, from `--out` and `--format`."""

from pathlib import Path

import pytest

from anymask.cli.options import Format
from anymask.cli.target import EXTENSIONS, Target, check_formats, is_file_name, wants_files
from anymask.errors import ConfigurationError, InputError


def test_the_default_is_an_overlay_in_the_default_folder() -> None:
    assert Target.plan("cat", None, None).paths == {
        "overlay": Path("anymask-output/cat.overlay.png")
    }


def test_all_formats_together_have_different_names() -> None:
    paths = Target.plan("cat", None, list(EXTENSIONS)).paths
    assert len(set(paths.values())) == len(EXTENSIONS)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("a.png", "overlay"), ("a.json", "coco"), ("a.geojson", "geojson"), ("a.TXT", "yolo")],
)
def test_a_file_name_says_its_format(name: str, meant: str) -> None:
    assert Target.plan("cat", Path(name), None).paths == {meant: Path(name)}


def test_a_format_wins_over_the_file_name() -> None:
    assert Target.plan("cat", Path("a.json"), ["sa1b"]).paths == {"sa1b": Path("a.json")}


def test_one_file_cannot_hold_two_formats() -> None:
    with pytest.raises(InputError, match=r"one file for 2 formats; pass a folder"):
        Target.plan("cat", Path("a.json"), ["sa1b", "coco"])


def test_a_folder_with_a_dot_in_its_name_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "v1.0"
    assert is_file_name(folder)
    folder.mkdir()
    assert not is_file_name(folder)


def test_the_label_map_lies_beside_the_other_results() -> None:
    assert Target.plan("cat", Path("out"), None, label_map=True).label_map == Path(
        "out/cat.labels.png"
    )
    assert Target.plan("cat", Path("a.png"), None, label_map=True).label_map == Path("a.labels.png")


def test_an_unknown_format_is_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="no format is called 'coko'; did you mean 'coco'"):
        check_formats(["overlay", "coko"])


def test_the_help_text_lists_every_format() -> None:
    (option,) = Format.__metadata__
    assert not {name for name in EXTENSIONS if name not in option.help}


def test_json_alone_writes_no_files() -> None:
    assert not wants_files(None, None, as_json=True)
    assert wants_files(None, ["coco"], as_json=True)
    assert wants_files(Path("out"), None, as_json=True)
    assert wants_files(None, None, as_json=False)
