"""The table of formats is complete, unambiguous and true about what is lost."""

from pathlib import Path

import pytest

from anymask.data.formats import FORMATS, find_format
from anymask.data.record import ImageRecord
from anymask.errors import ConfigurationError


def test_names_and_extensions_are_unique() -> None:
    assert all(name == format.name for name, format in FORMATS.items())
    assert len({format.extension for format in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_the_files_that_it_names(
    tmp_path: Path, image: ImageRecord, name: str
) -> None:
    files = FORMATS[name].write(tmp_path / f"cat{FORMATS[name].extension}", image)
    assert set(files) == {path for path in tmp_path.rglob("*") if path.is_file()}


def test_only_outlines_without_holes_lose_masks() -> None:
    lossy = {name for name, format in FORMATS.items() if not format.lossless}
    assert lossy == {"yolo", "cvat-polygons"}
    assert all("holes" in FORMATS[name].loss for name in lossy)


def test_only_coco_loses_nothing() -> None:
    assert [name for name, format in FORMATS.items() if not format.loss] == ["coco"]


def test_an_unknown_format_gets_a_suggestion() -> None:
    with pytest.raises(ConfigurationError, match="no format 'cocoo'; did you mean 'coco'"):
        find_format("cocoo")
