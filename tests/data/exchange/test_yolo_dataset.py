"""YOLO data sets are opened in the layouts of all who write them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from anymask.data.exchange.yolo_dataset import UNLABELLED, is_yolo, open_yolo
from anymask.errors import ConfigurationError, InputError

LINE = "1 0 0 1 0 1 1\n"


@pytest.fixture
def lay(tmp_path: Path, picture: Callable[[tuple[int, int]], bytes]) -> Callable[..., Path]:
    """Lays files out: pictures, and texts of one line unless they are given."""

    def files(*names: str, **texts: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(LINE.encode() if path.suffix == ".txt" else picture((4, 5)))
        for stem, text in texts.items():
            (tmp_path / stem.replace("_", ".")).write_text(text)
        return tmp_path

    return files


def test_splits_of_data_yaml_are_followed(lay: Callable[..., Path]) -> None:
    names = [
        f"{kind}/{split}/1{suffix}"
        for split in ("train", "val")
        for kind, suffix in (("images", ".jpg"), ("labels", ".txt"))
    ]
    folder = lay(*names, data_yaml="names: [a, b]\ntrain: images/train\nval: images/val")
    for path in (folder, folder / "data.yaml"):
        assert is_yolo(path)
        dataset = open_yolo(path, "val")
        assert [dataset.name(index) for index in range(len(dataset))] == ["val/1.jpg"]
        assert [mask.category for mask in dataset.record(0).masks] == ["b"]
    assert len(open_yolo(folder)) == 2


def test_splits_may_lie_around_images(lay: Callable[..., Path]) -> None:
    folder = lay("valid/images/1.jpg", "valid/labels/1.txt", data_yaml="names: [a, b]")
    dataset = open_yolo(folder, "valid")
    assert dataset.name(0) == "valid/1.jpg"


def test_without_data_yaml_folders_are_splits_and_lists_give_names(
    lay: Callable[..., Path],
) -> None:
    folder = lay("images/val/1.png", "labels/val/1.txt")
    assert is_yolo(folder)
    assert open_yolo(folder, "val").record(0).masks[0].category == "1"
    (folder / "classes.txt").write_text("cat\ndog\n")
    assert open_yolo(folder, "val").record(0).masks[0].category == "dog"
    (folder / "classes.txt").write_text("cat\n\n")
    assert open_yolo(folder, "val").record(0).masks[0].category == "1"


def test_what_is_not_used_is_counted(lay: Callable[..., Path]) -> None:
    folder = lay("images/1.png", "labels/1.txt", "images/2.png", "images/.3.png")
    (folder / "labels/1.txt").write_text(LINE + "0 .5 .5 .1 .1\n")
    found = {items.reason: items.examples for items in open_yolo(folder).left_out}
    assert found == {UNLABELLED: ("images/2.png",), "boxes without an outline": ("1.png",)}


def test_what_is_not_there_is_said(lay: Callable[..., Path]) -> None:
    folder = lay("images/1.png", "labels/1.txt")
    with pytest.raises(ConfigurationError, match="split is 'val', but"):
        open_yolo(folder, "val")
    (folder / "labels/1.txt").unlink()
    assert not is_yolo(folder)
    with pytest.raises(InputError, match="no labelled image: left out 1 images without a file in"):
        open_yolo(folder)
