"""Claims about the table of the 23 sets, and that its guide tells the same."""

from pathlib import Path

import pytest

from anymask.data.suites.manifest import PublishedSet
from anymask.data.suites.sam23.suite import SAM_23

GUIDE = Path(__file__).parents[4] / "docs" / "guides" / "datasets-23.md"


def test_there_are_as_many_sets_images_and_masks_as_in_the_source() -> None:
    assert len({each.name for each in SAM_23.sets}) == 23
    assert sum(each.images for each in SAM_23.sets) == 40_188
    assert sum(each.masks for each in SAM_23.sets) == 172_653


@pytest.mark.parametrize("each", SAM_23.sets, ids=lambda each: each.name)
def test_what_is_thinned_has_about_as_many_masks_as_the_rule_says(each: PublishedSet) -> None:
    assert not each.thinned or abs(each.masks - SAM_23.thin_to) < 600
    assert each.thinned or each.masks < 15_000
    assert each.address.startswith(("http://", "https://"))
    assert each.files
    assert each.shows


@pytest.mark.parametrize("each", SAM_23.sets, ids=lambda each: each.name)
def test_the_guide_has_the_row_of_every_set(each: PublishedSet) -> None:
    terms = each.licence.terms if each.licence else "not verified"
    mark = " ¹" if each.licence and each.licence.evidence == "third party" else ""
    row = (
        f"| [{each.name}]({each.address}) | {each.shows} | {each.part} | {each.images} | "
        f"{each.masks} | {terms}{mark} |"
    )
    guide = GUIDE.read_text("utf-8")
    assert row in guide
    assert f"| {each.name} | {each.files.replace('*', chr(92) + '*')} |" in guide
    assert each.remarks.replace("*", "\\*") in guide
