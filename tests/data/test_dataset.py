"""Claims about reading packs and COCO folders."""

import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.data.dataset import CocoDataset, PackedDataset
from anymask.errors import FormatError, InputError

SIZE = (20, 30)


def _mask(number: int) -> np.ndarray:
    mask = np.zeros(SIZE, dtype=bool)
    mask[2 : 6 + number, 1 + number : 9 + 2 * number] = True
    return mask


def _annotation(mask: np.ndarray, **more: int) -> dict[str, object]:
    """Encode with plain column-major run lengths, written out by hand."""
    pixels = np.concatenate([[False], mask.T.ravel()])
    edges = np.flatnonzero(pixels[1:] != pixels[:-1])
    counts = np.diff(np.concatenate([[0], edges, [mask.size]])).tolist()
    segmentation = {"size": list(mask.shape), "counts": counts}
    return {"segmentation": segmentation, "area": int(mask.sum()), **more}


def _jpeg(grey: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (SIZE[1], SIZE[0]), (grey, grey, grey)).save(buffer, "jpeg")
    return buffer.getvalue()


def _labels(count: int) -> bytes:
    return json.dumps({"annotations": [_annotation(_mask(n)) for n in range(count)]}).encode()


@pytest.fixture
def files() -> dict[str, bytes]:
    return {
        "cats_1.jpg": _jpeg(10),
        "cats_1.json": _labels(2),
        "cats_2.jpg": _jpeg(20),
        "cats_2.json": _labels(0),
        "em_vnc_1.jpg": _jpeg(30),
        "em_vnc_1.json": _labels(5),
        "em_vnc_2.jpg": _jpeg(40),  # no labels: not a pair
    }


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def archive(tmp_path: Path, files: dict[str, bytes]) -> Path:
    path = tmp_path / "pack.tar"
    with tarfile.open(path, "w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"pack/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


@pytest.fixture
def coco(tmp_path: Path) -> Path:
    folder = tmp_path / "zoo"
    (folder / "images").mkdir(parents=True)
    for number in range(3):
        (folder / "images" / f"{number}.jpg").write_bytes(_jpeg(50 * number))
    images = [
        {"id": number, "file_name": f"{number}.jpg", "split": split}
        for number, split in enumerate(["train", "eval", "train"])
    ]
    annotations = [
        _annotation(_mask(1), image_id=0),
        _annotation(_mask(2), image_id=0, iscrowd=1),
        _annotation(_mask(3), image_id=1),
    ]
    content = {"images": images, "annotations": annotations}
    (folder / "annotations.json").write_text(json.dumps(content))
    return folder


def test_folder_and_tar_give_the_same_samples(folder: Path, archive: Path) -> None:
    from_folder, from_tar = PackedDataset(folder), PackedDataset(archive)
    assert len(from_folder) == len(from_tar) == 3
    for one, other in zip(from_folder, from_tar, strict=True):
        assert torch.equal(one.image, other.image)
        assert torch.equal(one.masks, other.masks)


def test_masks_are_the_encoded_ones_in_the_order_of_the_file(archive: Path) -> None:
    masks = PackedDataset(archive, sets=["cats"])[0].masks
    assert np.array_equal(masks.numpy(), np.stack([_mask(0), _mask(1)]))


def test_pixels_are_those_of_the_image_file(archive: Path, files: dict[str, bytes]) -> None:
    expected = np.asarray(Image.open(io.BytesIO(files["cats_2.jpg"])))
    image = PackedDataset(archive, sets=["cats"])[1].image
    assert np.array_equal(image.permute(1, 2, 0).numpy(), expected)


def test_an_image_without_objects_gives_no_masks(archive: Path) -> None:
    dataset = PackedDataset(archive, sets=["cats"])
    assert dataset[1].masks.shape == (0, *SIZE)


def test_sets_choose_by_prefix_and_name_the_source(archive: Path) -> None:
    dataset = PackedDataset(archive, sets=["em_vnc", "cats"])
    assert [sample.source for sample in dataset] == ["em_vnc", "cats", "cats"]
    assert len(PackedDataset(archive, sets=["em_vnc"])) == 1


def test_an_unknown_set_is_answered_with_the_nearest(archive: Path) -> None:
    with pytest.raises(InputError, match="no image of set 'cat'; did you mean 'cats'"):
        PackedDataset(archive, sets=["cat"])


def test_draws_decode_no_more_masks_than_asked_and_none_twice(archive: Path) -> None:
    dataset = PackedDataset(archive, sets=["em_vnc"])
    sample = dataset.draw(torch.Generator().manual_seed(0), max_masks=3)
    assert len(sample.masks) == 3
    assert len({mask.numpy().tobytes() for mask in sample.masks}) == 3


def test_a_missing_path_a_foreign_file_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        PackedDataset(tmp_path / "nothing.tar")
    (tmp_path / "text.tar").write_text("not an archive")
    with pytest.raises(FormatError, match="not an uncompressed tar"):
        PackedDataset(tmp_path / "text.tar")
    with pytest.raises(FormatError, match="no pair"):
        PackedDataset(tmp_path)


def test_labels_that_are_not_labels_are_named(folder: Path) -> None:
    for content in ("[1, 2]", '{"annotations": [{"bbox": []}]}', "{not json"):
        (folder / "cats_1.json").write_text(content)
        with pytest.raises(FormatError, match=r"cats_1\.json"):
            PackedDataset(folder)[0]


def test_an_image_that_does_not_decode_is_named(folder: Path) -> None:
    (folder / "cats_1.jpg").write_bytes(_jpeg(10)[:100])
    with pytest.raises(FormatError, match=r"cats_1\.jpg cannot be used"):
        PackedDataset(folder)[0]


def test_a_mask_larger_than_its_image_is_named(folder: Path) -> None:
    labels = {"annotations": [_annotation(np.ones((40, 40), dtype=bool))]}
    (folder / "cats_1.json").write_text(json.dumps(labels))
    with pytest.raises(FormatError, match=r"cats_1\.jpg cannot be used: mask 0 has \(40, 40\)"):
        PackedDataset(folder)[0]


def test_coco_splits_partition_the_images_and_crowds_are_left_out(coco: Path) -> None:
    train, evaluation = CocoDataset(coco, "train"), CocoDataset(coco, "eval")
    assert (len(train), len(evaluation), len(CocoDataset(coco))) == (2, 1, 3)
    assert np.array_equal(train[0].masks.numpy(), _mask(1)[None])
    assert np.array_equal(evaluation[0].masks.numpy(), _mask(3)[None])
    assert len(train[1].masks) == 0
    assert train.source(0) == "zoo"


def test_coco_errors_name_the_file(coco: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        CocoDataset(tmp_path)
    (coco / "annotations.json").write_text('{"annotations": []}')
    with pytest.raises(FormatError, match="no list 'images'"):
        CocoDataset(coco)


def test_indices_end_with_the_data(archive: Path) -> None:
    with pytest.raises(IndexError, match="index 3 of 3"):
        PackedDataset(archive)[3]
