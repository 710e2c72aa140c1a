"""From a COCO folder to a model of one's own, through the command line as a user would."""

import json
from pathlib import Path

import numpy as np
import pytest
import yaml
from PIL import Image

import anymask
from anymask.cli.main import main

FEW_STEPS = (
    ("train.steps", 3),
    ("train.images_per_step", 1),
    ("train.optim.warmup_steps", 1),
    ("train.evaluate_steps", 3),
    ("train.picture_steps", 0),
    ("train.log_steps", 1),
    ("objective.rounds", 2),
)


@pytest.fixture
def coco(tmp_path: Path) -> Path:
    """Four pictures of a bright square each, with polygons."""
    (tmp_path / "coco/images").mkdir(parents=True)
    images, annotations = [], []
    for number in range(4):
        x, y = 20 + 10 * number, 30
        picture = np.full((96, 128, 3), 70, np.uint8)
        picture[y : y + 40, x : x + 40] = (200, 60, 40)
        Image.fromarray(picture).save(tmp_path / f"coco/images/{number}.jpg")
        images.append({"id": number, "file_name": f"{number}.jpg", "width": 128, "height": 96})
        corners = [x, y, x + 40, y, x + 40, y + 40, x, y + 40]
        annotation = {"id": number, "image_id": number, "category_id": 1, "iscrowd": 0}
        annotation |= {"segmentation": [corners], "area": 1600, "bbox": [x, y, 40, 40]}
        annotations.append(annotation)
    content = {"images": images, "annotations": annotations}
    content["categories"] = [{"id": 1, "name": "square"}]
    (tmp_path / "coco/annotations.json").write_text(json.dumps(content))
    return tmp_path / "coco"


def test_a_model_of_ones_own_loads_and_segments_everything(coco: Path, tmp_path: Path) -> None:
    settings = [word for key, value in FEW_STEPS for word in ("--set", f"{key}={value}")]
    command = ["train", "sam", "--init", "tiny", "--data", str(coco), "--lora", "8"]
    command += ["--out", str(tmp_path / "run"), "--device", "cpu"]
    with pytest.raises(SystemExit) as ending:
        main([*command, *settings])
    assert not ending.value.code

    assert yaml.safe_load((tmp_path / "run/run.yaml").read_text())["lora_rank"] == 8
    model, original = anymask.load(tmp_path / "run/model"), anymask.load("tiny")
    assert model.sam.state_dict().keys() == original.sam.state_dict().keys()
    picture = anymask.open_image(coco / "images/0.jpg")
    assert len(model.embed(picture).segment(points=[(40, 50)])) == 3
    masks = model.everything(picture, points_per_side=4, pred_iou_thresh=0.0)
    assert len(masks) > 0
