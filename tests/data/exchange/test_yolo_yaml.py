"""data.yaml gives names and splits, whatever machine it was written on."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from anymask.data.exchange.yolo_yaml import YoloYaml, read_yolo_yaml
from anymask.errors import AnymaskError, FormatError

ULTRALYTICS = "path: ../coco8\ntrain: images/train\nval: images/val\nnames:\n  0: a\n  7: b"
ROBOFLOW = "train: ../train/images\nval: ../valid/images\nnc: 2\nnames: ['a', 'b']\n"


def read(folder: Path, text: str | bytes) -> YoloYaml:
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "data.yaml").write_bytes(content)
    return read_yolo_yaml(folder / "data.yaml")


@pytest.mark.parametrize(
    ("text", "image", "classes"),
    [
        (ULTRALYTICS, "images/val/1.jpg", {0: "a", 7: "b"}),
        ("path: ./set\nval: images/val\nnames: [a]", "set/images/val/1.jpg", {0: "a"}),
        (ROBOFLOW, "valid/images/1.jpg", {0: "a", 1: "b"}),
        ("names: {0: yes, 1: 1.0}\nval: [x, images]", "images/1.jpg", {0: "yes", 1: "1.0"}),
    ],
)
def test_names_and_splits_of_all_writers_are_read(
    tmp_path: Path, text: str, image: str, classes: dict[int, str]
) -> None:
    found = read(tmp_path, text)
    assert found.classes == classes
    assert found.splits(PurePosixPath(image)) == {"val"}
    assert found.splits(PurePosixPath("other/1.jpg")) == frozenset()


def test_a_split_may_list_its_images_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "val.txt").write_text("./images/1.jpg\n/home/../images/2.jpg\n\n")
    found = read(tmp_path, "names: [a]\nval: val.txt")
    assert found.splits(PurePosixPath("images/1.jpg")) == {"val"}
    assert found.splits(PurePosixPath("images/2.jpg")) == frozenset()


def test_a_name_that_no_file_can_have_is_a_folder_without_images(tmp_path: Path) -> None:
    found = read(tmp_path, f"names: [a]\nval: {'x' * 5000}.txt")
    assert found.splits(PurePosixPath("images/1.jpg")) == frozenset()


def test_an_image_may_belong_to_several_splits(tmp_path: Path) -> None:
    found = read(tmp_path, "names: [a]\ntrain: images\nval: images")
    assert found.splits(PurePosixPath("images/1.jpg")) == {"train", "val"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "is not YAML"),
        ("[" * 5000, "is not YAML"),
        (b"\xff\xfe\x00\xd8", "is not YAML"),
        ("a", "has no fields such as 'names'"),
        ("train: x", "'names' must list the names"),
        ("names: [[a]]", r"'0' is \['a'\] but must be a text"),
        ('names: ["\\ud800"]', "but must be a text"),
        ("names: {a: b}", "'names' must list the names"),
        ("names: [a]\npath: [b]", "'path' is .'b'. but must be a text"),
        ("names: [a]\nval: {a: b}", "a split is a folder or a list of folders"),
        ("names: [a] #" + "x" * (1 << 20), "has more than 1048576 bytes"),
    ],
)
def test_damage_is_named(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(tmp_path, text)


def test_tags_make_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "names: !!python/object/apply:os.getcwd [a]").classes == {0: "a"}


def test_aliases_do_not_grow(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{f'*a{i - 1},' * 9}]\n" for i in range(1, 30))
    with pytest.raises(FormatError, match=r"'0' is .* but must be a text"):
        read(tmp_path, bomb + "names: *a29\n")


def test_damaged_files_are_read_or_refused(
    tmp_path: Path, damaged: Callable[[bytes], Iterator[bytes]]
) -> None:
    for text in (ULTRALYTICS, ROBOFLOW):
        for content in damaged(text.encode()):
            with contextlib.suppress(AnymaskError):
                read(tmp_path, content)
