"""Claims about packs: pairs of images and json in folders and tars."""

from pathlib import Path

import pytest
import torch
from PIL import Image

from anymask.data.broken import BrokenSampleError
from anymask.data.packed import PackedDataset
from anymask.errors import FormatError, InputError
from anymask.storage.shards import ShardWriter


def test_folder_and_tar_give_the_same_samples(folder: Path, archive: Path) -> None:
    from_folder, from_tar = PackedDataset(folder), PackedDataset(archive)
    assert len(from_folder) == len(from_tar) == 3
    for one, other in zip(from_folder, from_tar, strict=True):
        assert torch.equal(one.image, other.image)
        assert torch.equal(one.masks, other.masks)


def test_sets_choose_by_prefix_and_name_the_source(archive: Path) -> None:
    dataset = PackedDataset(archive, sets=["em_vnc", "cats"])
    assert [sample.source for sample in dataset] == ["em_vnc", "cats", "cats"]
    assert len(PackedDataset(archive, sets=["em_vnc"])) == 1


def test_an_unknown_set_is_answered_with_the_nearest(archive: Path) -> None:
    with pytest.raises(InputError, match="no image of set 'cat'; did you mean 'cats'"):
        PackedDataset(archive, sets=["cat"])


def test_a_missing_path_a_foreign_file_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        PackedDataset(tmp_path / "nothing.tar")
    (tmp_path / "text.tar").write_text("not an archive")
    with pytest.raises(FormatError, match="no tar, cut off or damaged"):
        PackedDataset(tmp_path / "text.tar")
    (tmp_path / "text.tar").unlink()
    with pytest.raises(FormatError, match="no pair"):
        PackedDataset(tmp_path)


def test_labels_that_are_not_labels_are_named(folder: Path) -> None:
    for content in ("[1, 2]", '{"annotations": [3]}', "{not json", '{"annotations": [{}]}'):
        (folder / "cats_1.json").write_text(content)
        with pytest.raises(BrokenSampleError, match=r"cats_1\.jpg cannot be used: "):
            PackedDataset(folder)[0]


def test_tars_of_a_folder_are_read_as_one(tmp_path: Path, files: dict[str, bytes]) -> None:
    with ShardWriter(tmp_path / "shards", "s", max_bytes=5000) as writer:
        for stem in ("cats_1", "cats_2", "em_vnc_1"):
            writer.add({f"{stem}.jpg": files[f"{stem}.jpg"], f"{stem}.json": files[f"{stem}.json"]})
    assert len(writer.paths) > 1
    dataset = PackedDataset(tmp_path / "shards")
    assert [dataset.name(i) for i in range(3)] == ["cats_1.jpg", "cats_2.jpg", "em_vnc_1.jpg"]
    assert [len(sample.masks) for sample in dataset] == [2, 0, 5]


def test_images_may_be_of_any_kind_that_is_read(tmp_path: Path) -> None:
    Image.new("RGB", (4, 3)).save(tmp_path / "a.b_1.PNG")
    (tmp_path / "a.b_1.json").write_text('{"annotations": []}')
    dataset = PackedDataset(tmp_path)
    assert dataset[0].size == (3, 4)
    assert dataset.source(0) == "a.b"


def test_an_image_that_vanishes_is_broken(folder: Path) -> None:
    dataset = PackedDataset(folder)
    (folder / "cats_1.jpg").unlink()
    with pytest.raises(BrokenSampleError, match=r"cats_1\.jpg cannot be used: cannot read"):
        dataset[0]
