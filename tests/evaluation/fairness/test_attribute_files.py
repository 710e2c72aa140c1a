"""Reading tables: CSV and COCO files, and what cannot be read says why."""

import json
from pathlib import Path

import pytest

from anymask.errors import FormatError, InputError
from anymask.evaluation.fairness.attribute_files import read_attributes
from anymask.evaluation.fairness.attributes import AttributeTable


@pytest.fixture
def table(tmp_path: Path):
    """A function that writes a CSV table and reads it."""

    def read(*lines: str) -> AttributeTable:
        (tmp_path / "table.csv").write_text("\n".join(lines), "utf-8")
        return read_attributes(tmp_path / "table.csv")

    return read


def test_a_coco_file_tells_about_its_images(tmp_path: Path) -> None:
    image = {"id": 1, "file_name": "a.jpg", "height": 2, "width": 3, "country": "CH", "night": True}
    (tmp_path / "coco.json").write_text(json.dumps({"images": [image]}))
    places = read_attributes(tmp_path / "coco.json")
    assert places.find("a.jpg", [], []).of_image == {"country": "CH", "night": "True"}


def test_the_digest_follows_the_content(table) -> None:
    first = table("image,country", "a.jpg,Peru").digest
    assert first == table("image,country", "a.jpg,Peru").digest
    assert first != table("image,country", "a.jpg,Kenya").digest


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["picture,age", "a.jpg,old"], "has no column for the image among picture, age"),
        (["image", "a.jpg"], "tells nothing about its images"),
        ([""], "has no column for the image among none"),
        (["image,xmin,xmax,ymin,ymax,age", "a,0,x,0,1,old"], "line 2: a side of the box"),
        (["image,xmin,xmax,ymin,ymax,age", "a,0,9,0,1,old"], "not given in shares"),
        (["image,age", 'a.jpg,"old'], "is no CSV table"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(table, lines: list[str], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        table(*lines)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv does not exist"):
        read_attributes(tmp_path / "none.csv")
