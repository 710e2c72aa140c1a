"""Tables about images, annotations and boxes: joined, and what fits nowhere is counted."""

from pathlib import Path

import pytest

from anymask.evaluation.fairness.attribute_files import read_attributes
from anymask.evaluation.fairness.attributes import AttributeTable

NOWHERE = (0.0, 0.0, 0.0, 0.0)


@pytest.fixture
def table(tmp_path: Path):
    """A function that writes a CSV table and reads it."""

    def read(*lines: str) -> AttributeTable:
        (tmp_path / "table.csv").write_text("\n".join(lines), "utf-8")
        return read_attributes(tmp_path / "table.csv")

    return read


def test_annotations_are_joined_by_their_ids(table) -> None:
    people = table("image,annotation,age,skin", "a.jpg,7,older,II", "a.jpg,8,young,", "b.jpg,7,,V")
    assert people.attributes == ("age", "skin")
    found = people.find("a.jpg", [8, "7", None], [NOWHERE] * 3)
    assert found.of_objects == ({"age": "young"}, {"age": "older", "skin": "II"}, {})
    assert (found.of_image, found.stray) == ({}, 0)


def test_lines_without_annotation_hold_for_the_image(table) -> None:
    found = table("file_name,country", "a.jpg,Peru").find("a.jpg", [1, 2], [NOWHERE] * 2)
    assert found.of_image == {"country": "Peru"}
    assert found.of_objects == ({}, {})


def test_people_are_joined_by_their_boxes_as_miap_gives_them(table) -> None:
    people = table(
        "ImageID,LabelName,XMin,XMax,YMin,YMax,GenderPresentation",
        "00a1,/m/01g317,0.10,0.40,0.20,0.90,Predominantly Feminine",
        "00a1,/m/01g317,0.50,0.70,0.20,0.90,Unknown",
    )
    found = people.find("train/00a1.jpg", [3], [(0.105, 0.2, 0.4, 0.895)])
    assert found.of_objects[0]["GenderPresentation"] == "Predominantly Feminine"
    assert found.stray == 1


@pytest.mark.parametrize("name", ["val/a.jpg", "a.jpg", "a"])
def test_a_table_may_leave_out_folder_and_suffix(table, name: str) -> None:
    places = table("image,country", f"{name},Peru")
    assert places.find("val/a.jpg", [], []).of_image == {"country": "Peru"}
    assert places.missing(["val/a.jpg"]) == ()


def test_what_fits_nowhere_is_counted(table) -> None:
    people = table("image,annotation,age", "a.jpg,1,old", "a.jpg,2,old", "z.jpg,1,old")
    assert people.find("a.jpg", [1], [NOWHERE]).stray == 1
    assert people.find("b.jpg", [1], [NOWHERE]).of_objects == ({},)
    assert people.missing(["a.jpg", "b.jpg"]) == ("z.jpg",)


def test_names_that_fit_several_images_are_found(table) -> None:
    places = table("image,country", "1.jpg,Peru", "b/2.jpg,Kenya")
    assert places.ambiguous(["a/1.jpg", "b/1.jpg", "b/2.jpg"]) == ("1.jpg",)
    assert places.ambiguous(["a/1.jpg", "b/2.jpg", "c/2.jpg"]) == ()
