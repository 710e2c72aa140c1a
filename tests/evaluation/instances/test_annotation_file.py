"""Claims about where annotation files lie; `open_dataset` must have found the same."""

from pathlib import Path

import pytest

from anymask.data.open import open_dataset
from anymask.evaluation.instances.annotation_file import find_annotation_file


def test_a_file_stands_for_itself(content_of, write) -> None:
    path = write(content_of(0, "coco"))
    assert find_annotation_file(path, "eval") == path
    assert find_annotation_file(path.parent, None) == path


@pytest.mark.parametrize("split", ["val2017", "train2017"])
def test_the_split_chooses_among_several_files(content_of, write, split: str) -> None:
    path = write(content_of(0, "coco"))
    folder = path.parent / "annotations"
    folder.mkdir()
    for name in ("captions_val2017", "instances_val2017", "instances_train2017"):
        (folder / f"{name}.json").write_text(path.read_text())
    path.unlink()
    assert len(open_dataset(path.parent, split=split)) == 6
    assert find_annotation_file(path.parent, split) == folder / f"instances_{split}.json"


def test_other_forms_have_none(tmp_path: Path) -> None:
    (tmp_path / "shard.tar").touch()
    assert find_annotation_file(tmp_path / "shard.tar", None) is None
    assert find_annotation_file(tmp_path, "eval") is None
