"""`anymask data`: sets are shown, counted, checked and converted; faults make the exit code 1."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from anymask.data.coco_dataset import CocoDataset

Run = Callable[..., Any]


@pytest.fixture
def zoo(tmp_path: Path) -> Path:
    """A COCO folder with two images, a mask in each."""
    (tmp_path / "zoo/images").mkdir(parents=True)
    images, annotations = [], []
    for number in range(2):
        name = f"{number}.jpg"
        Image.new("RGB", (30, 20), (number * 90, 50, 50)).save(tmp_path / "zoo/images" / name)
        images.append({"id": number, "file_name": name, "height": 20, "width": 30})
        mask = {"size": [20, 30], "counts": [30 + number, 50, 520 - number]}
        annotations.append({"id": number, "image_id": number, "segmentation": mask, "area": 50})
    content = {"images": images, "annotations": annotations}
    (tmp_path / "zoo/annotations.json").write_text(json.dumps(content))
    return tmp_path / "zoo"


def _tear(folder: Path, name: str = "1.jpg") -> None:
    (folder / "images" / name).write_bytes(b"torn")


def test_a_set_is_converted_there_and_back(run: Run, zoo: Path, tmp_path: Path) -> None:
    ran = run("data", "convert", zoo, "--to", "shards", "--out", "tars")
    assert (ran.code, ran.out) == (0, "tars: 2 images, 2 masks\n")
    assert run("data", "convert", "tars", "--to", "coco", "--out", "back").code == 0
    for one, other in zip(CocoDataset(zoo), CocoDataset(tmp_path / "back"), strict=True):
        assert one.image.equal(other.image)
        assert one.masks.equal(other.masks)


def test_a_conversion_says_what_it_loses(run: Run, zoo: Path) -> None:
    ran = run("data", "convert", zoo, "--to", "labelme", "--out", "lm")
    assert "lost in this form: stability, clicks, crops and parents" in ran.err
    content = json.loads((zoo / "annotations.json").read_text())
    content["annotations"].append(content["annotations"][0] | {"id": 9, "iscrowd": 1})
    (zoo / "annotations.json").write_text(json.dumps(content))
    ran = run("data", "convert", zoo, "--to", "cvat", "--out", "cvat")
    assert "left out 1 crowd regions" in ran.err
    found = run("data", "convert", zoo, "--to", "yolo", "--out", "y", "--json").json
    assert (found["lossless"], found["loss"].split(",")[0]) == (False, "holes")
    assert found["left_out"][0]["reason"] == "crowd regions"


def test_broken_images_make_the_exit_code_1_and_are_listed(run: Run, zoo: Path) -> None:
    _tear(zoo)
    ran = run("data", "convert", zoo, "--to", "sa1b", "--out", "pairs", "--json")
    assert ran.code == 1
    assert (ran.json["images"], list(ran.json["broken"])) == (1, ["1.jpg"])
    assert "1 broken sample was skipped: 1.jpg" in ran.err
    assert "broken.jsonl lists all" in ran.err


def test_wrong_input_makes_the_exit_code_2(run: Run, zoo: Path) -> None:
    assert "did you mean 'coco'" in run("data", "convert", zoo, "--to", "cocos", "--out", "x").err
    for arguments in (
        ["inspect", "nowhere"],
        ["verify", "nowhere"],
        ["stats", zoo, "--split", "x"],
    ):
        ran = run("data", *arguments)
        assert ran.code == 2
        assert ran.err.startswith("anymask: ")


def test_inspect_draws_a_page_and_names_the_images(run: Run, zoo: Path, tmp_path: Path) -> None:
    ran = run("data", "inspect", zoo, "--images", 5, "--out", "page.png")
    assert ran.code == 0
    assert ran.out.splitlines()[1] == "  0.jpg: 30 x 20, masks: 1"
    with Image.open(tmp_path / "page.png") as page:
        assert page.format == "PNG"


def test_inspect_skips_what_is_broken(run: Run, zoo: Path) -> None:
    _tear(zoo)
    ran = run("data", "inspect", zoo, "--json")
    assert (ran.code, [row["name"] for row in ran.json["shown"]]) == (1, ["0.jpg"])
    _tear(zoo, "0.jpg")
    ran = run("data", "inspect", zoo)
    assert ran.code == 2
    assert "nothing of" in ran.err


def test_stats_are_printed_and_drawn(run: Run, zoo: Path, tmp_path: Path) -> None:
    ran = run("data", "stats", zoo, "--out", "stats.png")
    assert ran.code == 0
    assert "masks               2" in ran.out
    assert (tmp_path / "stats.png").is_file()
    assert run("data", "stats", zoo, "--json").json["masks_per_image"] == [0, 2]


def test_verify_says_what_is_wrong(run: Run, zoo: Path) -> None:
    ran = run("data", "verify", zoo)
    assert (ran.code, ran.out) == (0, "images: 2, faults: 0, notes: 0\n")
    _tear(zoo)
    ran = run("data", "verify", zoo)
    assert ran.code == 1
    assert ran.out.startswith("1.jpg: broken: ")
    assert run("data", "verify", zoo, "--json").json["faults"] == 1
