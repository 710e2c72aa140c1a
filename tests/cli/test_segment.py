"""`anymask segment`: prompts in, masks out."""

from pathlib import Path

import numpy as np
import pytest

from anymask.cli.segment import read_question
from anymask.errors import InputError
from anymask.geometry import rle
from anymask.inference.segmenter import load
from anymask.storage.images import open_image, save_png


def test_one_click_gives_three_masks_and_a_picture_with_three_panels(segment) -> None:
    ran = segment("--point", "230,80")
    assert ran.code == 0
    assert "masks: 3" in ran.err
    assert open_image(ran.out.strip()).shape == (300, 3 * 451 + 2 * 9, 3)


def test_json_alone_prints_the_masks_and_writes_nothing(segment, tmp_path: Path) -> None:
    ran = segment("--point", "230,80", "--json")
    assert len(ran.json["masks"]) == 3
    assert ran.json["files"] == []
    assert not (tmp_path / "anymask-output").exists()


def test_the_masks_are_those_of_the_python_interface(
    segment, cat_file: Path, random_model: Path
) -> None:
    ran = segment("--box", "20,0,400,299", "--point", "420,60,0", "--json")
    masks = (
        load(random_model)
        .embed(cat_file)
        .segment(points=[(420, 60)], labels=[0], boxes=[(20, 0, 400, 299)])
    )
    assert [mask["segmentation"] for mask in ran.json["masks"]] == [
        rle.to_coco(one) for one in masks.rle()
    ]


def test_several_boxes_are_several_objects(segment) -> None:
    ran = segment("--box", "20,0,400,299", "--box", "128,78,215,152", "--json")
    assert [mask["object"] for mask in ran.json["masks"]] == [0, 1]


@pytest.mark.parametrize(("option", "count"), [("--multimask", 3), ("--single", 1)])
def test_the_number_of_masks_can_be_chosen(segment, option: str, count: int) -> None:
    assert len(segment("--box", "20,0,400,299", option, "--json").json["masks"]) == count


def test_a_drawn_mask_is_a_prompt(segment, tmp_path: Path) -> None:
    drawn = np.zeros((300, 451), np.uint8)
    drawn[50:200, 100:300] = 255
    save_png(tmp_path / "drawn.png", drawn)
    assert len(segment("--mask", "drawn.png", "--json").json["masks"]) == 1


def test_a_file_name_chooses_place_and_format(segment, tmp_path: Path) -> None:
    ran = segment("--box", "20,0,400,299", "--out", "here/cat.geojson")
    assert ran.out.strip() == "here/cat.geojson"
    assert (tmp_path / "here/cat.geojson").exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "nothing to segment; pass --point"),
        (["--point", "900,80"], "point (900, 80) lies outside the image of 451 x 300"),
        (["--box", "50,50,10,10"], "empty or inverted"),
        (["--point", "1,1", "--format", "coko"], "did you mean 'coco'"),
        (["--point", "1,1", "--device", "abacus"], "device 'abacus' cannot be used"),
        (["--mask", "missing.png"], "there is no file missing.png"),
    ],
)
def test_wrong_input_is_explained_in_one_line(segment, arguments: list[str], reason: str) -> None:
    ran = segment(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert reason in ran.err
    assert ran.err.count("\n") == 1


def test_an_unknown_model_is_answered_with_the_nearest(run, cat_file: Path) -> None:
    ran = run("segment", cat_file, "--point", "1,1", "--model", "tinny")
    assert ran.code == 2
    assert "did you mean 'tiny'" in ran.err


def test_it_is_not_guessed_which_box_a_point_belongs_to() -> None:
    with pytest.raises(InputError, match="2 boxes are 2 objects"):
        read_question(["1,1"], ["0,0,5,5", "5,5,9,9"], None)
    with pytest.raises(InputError, match="2 boxes are 2 objects"):
        read_question([], ["0,0,5,5", "5,5,9,9"], Path("mask.png"))
