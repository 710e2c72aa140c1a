"""Claims about recognising data sets by their path."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from anymask.data.bsds import BsdsDataset
from anymask.data.coco_dataset import CocoDataset
from anymask.data.dataset import MaskDataset
from anymask.data.exchange.drawn_dataset import DrawnDataset
from anymask.data.mask_pictures import MaskPictures
from anymask.data.open import open_dataset
from anymask.data.packed import PackedDataset
from anymask.data.voc import VocDataset
from anymask.errors import ConfigurationError, InputError


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3)).save(buffer, "jpeg")
    return buffer.getvalue()


@pytest.fixture
def coco(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.jpg").write_bytes(_jpeg())
    image = {"id": 1, "file_name": "a.jpg", "width": 4, "height": 3, "split": "eval"}
    content = {"images": [image], "annotations": [], "categories": []}
    (tmp_path / "annotations.json").write_text(json.dumps(content))
    return tmp_path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "cats_1.jpg").write_bytes(_jpeg())
    (tmp_path / "cats_1.json").write_text('{"annotations": []}')
    return tmp_path


def test_coco_is_known_by_its_file_or_its_folder(coco: Path) -> None:
    for path in (coco, coco / "annotations.json"):
        dataset = open_dataset(path, split="eval")
        assert isinstance(dataset, CocoDataset)
        assert dataset[0].size == (3, 4)


def test_pairs_are_known_as_a_pack(pack: Path) -> None:
    dataset = open_dataset(pack, sets=["cats"])
    assert isinstance(dataset, PackedDataset)
    assert dataset.source(0) == "cats"


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing does not exist"):
        open_dataset(tmp_path / "nothing")


def test_sets_and_splits_are_refused_where_there_are_none(coco: Path, pack: Path) -> None:
    with pytest.raises(ConfigurationError, match="is no pack"):
        open_dataset(coco, sets=["cats"])
    (coco / "annotations.json").unlink()
    with pytest.raises(ConfigurationError, match="split is 'eval', but the pack"):
        open_dataset(pack, split="eval")


@pytest.mark.parametrize(
    ("kind", "paths"),
    [
        (CocoDataset, ["annotations/instances_train.json"]),
        (VocDataset, ["JPEGImages/a.jpg", "SegmentationObject/a.png"]),
        (BsdsDataset, ["images/val/a.jpg", "groundTruth/val/a.npz"]),
        (BsdsDataset, ["data/images/val/a.jpg", "data/groundTruth/val/a.npz"]),
        (MaskPictures, ["images/a.jpg", "masks/a.png"]),
    ],
)
def test_forms_are_known_by_the_names_of_their_files(
    tmp_path: Path, kind: type[MaskDataset], paths: list[str]
) -> None:
    image = {"id": 1, "file_name": "a.jpg", "width": 4, "height": 3}
    coco = {"images": [image], "annotations": [], "categories": []}
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(json.dumps(coco).encode())
    (tmp_path / "annotations" / "a.jpg").parent.mkdir(exist_ok=True)
    (tmp_path / "annotations" / "a.jpg").write_bytes(_jpeg())
    dataset = open_dataset(tmp_path)
    assert type(dataset) is kind
    assert dataset.name(0) == "a.jpg"


@pytest.mark.parametrize(
    "path",
    ["annotations.xml", "data.yaml", "tasks.json", "a.json", "labels/a.label-studio.json"],
)
def test_exports_of_tools_are_known(tmp_path: Path, path: str) -> None:
    image = '<image name="a.jpg" width="4" height="3"><polygon points="0,0;1,0;1,1"/></image>'
    contents = {
        ".xml": f"<annotations>{image}</annotations>",
        ".yaml": "names: [a]",
        ".json": json.dumps([{"data": {"image": "a.jpg"}, "predictions": [{"result": []}]}]),
    }
    (tmp_path / "images").mkdir()
    (tmp_path / "labels").mkdir()
    (tmp_path / "images" / "a.jpg").write_bytes(_jpeg())
    (tmp_path / path).write_text(contents[Path(path).suffix])
    if path == "data.yaml":
        (tmp_path / "labels" / "a.txt").touch()
    if path == "a.json":
        (tmp_path / path).write_text('{"shapes": [], "imagePath": "../images/a.jpg"}')
    dataset = open_dataset(tmp_path)
    assert type(dataset) is DrawnDataset
    assert dataset.name(0).endswith("a.jpg")
