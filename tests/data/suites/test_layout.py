"""Claims about finding the files of an archive."""

from collections.abc import Callable
from pathlib import Path

import pytest

from anymask.data.broken import BrokenSampleError
from anymask.data.left_out import LeftOutItems
from anymask.data.suites.layout import AROUND, FileDataset, find_root
from anymask.errors import InputError

Save = Callable[..., Path]


@pytest.mark.parametrize("depth", range(AROUND + 1))
def test_folders_around_the_files_do_not_matter(tmp_path: Path, depth: int) -> None:
    root = tmp_path.joinpath(*(f"level {n}" for n in range(depth)))
    (root / "train" / "label").mkdir(parents=True)
    assert find_root(tmp_path, "train/label") == root
    assert find_root(tmp_path, "*/label") == root


def test_the_outermost_folder_counts(tmp_path: Path) -> None:
    for name in ("labels", "copy/labels"):
        (tmp_path / name).mkdir(parents=True)
    assert find_root(tmp_path, "labels") == tmp_path


def test_missing_files_are_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no train/label, .* unpack the published archive"):
        find_root(tmp_path, "train/label")


def test_names_are_paths_of_the_archive(photo: Save, tmp_path: Path) -> None:
    photo("val/a/1.png")
    gone = (LeftOutItems("torn pages", 1, ("7",)),)
    dataset = FileDataset("Set", tmp_path, [tmp_path / "val/a/1.png"], lambda index: [], gone)
    assert (dataset.name(0), dataset.source(0), len(dataset)) == ("val/a/1.png", "Set", 1)
    assert dataset.left_out == gone
    assert dataset.compact(0).size == (3, 4)


def test_a_missing_photo_is_a_broken_sample(tmp_path: Path) -> None:
    dataset = FileDataset("Set", tmp_path, [tmp_path / "gone.png"], lambda index: [])
    with pytest.raises(BrokenSampleError, match=r"gone\.png cannot be used"):
        dataset.compact(0)


def test_a_set_without_images_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no labelled image of Set"):
        FileDataset("Set", tmp_path, [], lambda index: [])
