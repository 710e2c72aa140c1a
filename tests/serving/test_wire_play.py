"""Claims about what goes over the wire of the playground."""

from typing import get_args

import pytest
from pydantic import ValidationError

from anymask.data.formats import FORMATS
from anymask.serving.wire_play import MOST_MASKS, EverythingIn, FormatName, PlayExportIn


def test_every_format_can_be_asked_for() -> None:
    assert set(get_args(FormatName)) == set(FORMATS)


@pytest.mark.parametrize("wrong", [{"points_per_side": 65}, {"points_per_side": 0}, {"crops": 9}])
def test_searches_have_bounds(wrong) -> None:
    with pytest.raises(ValidationError):
        EverythingIn(**wrong)


def test_files_have_bounds() -> None:
    with pytest.raises(ValidationError):
        PlayExportIn(format="coco", masks=[{"counts": "a"}] * (MOST_MASKS + 1))
