"""Agreement with other annotators: exact on masks that can be counted by hand."""

import pytest

from anymask.evaluation.quality.agreement import agreement, versions_of
from anymask.evaluation.quality.annotators import DrewMasks, DrewSegmentation


@pytest.fixture
def people(halves, thirds) -> list[DrewSegmentation]:
    """Two who drew halves, one who drew thirds."""
    return [DrewSegmentation(each) for each in (halves, halves, thirds)]


def test_one_annotator_is_compared_with_each_other(people, halves, runs) -> None:
    left = runs(halves == 1)
    versions = versions_of(left, people, one_drew_it=True, same=0.0)
    assert len(versions) == 2
    assert agreement(left, versions) == pytest.approx(
        {
            "second": (1 + 2 / 3) / 2,
            "second_90": 0.5,
            "second_75": 0.5,
            "closest": 1,
            "closest_90": 1,
            "closest_75": 1,
        }
    )


def test_another_answer_is_compared_with_the_same_segments(people, halves, runs) -> None:
    left = runs(halves == 1)
    versions = versions_of(left, people, one_drew_it=True, same=0.0)
    scores = agreement(runs(halves > 0), versions)  # the whole picture
    assert scores["second"] == pytest.approx((1 / 2 + 3 / 4) / 2)
    assert scores["closest_75"] == 1
    assert scores["closest_90"] == 0


def test_segments_that_overlap_too_little_are_other_objects(people, halves, runs) -> None:
    right = runs(halves == 2)
    assert len(versions_of(right, people, one_drew_it=True, same=0.5)) == 2
    assert len(versions_of(right, people, one_drew_it=True, same=0.6)) == 1
    assert len(versions_of(right, people[1:], one_drew_it=True, same=0.6)) == 0


def test_a_second_annotator_may_have_drawn_the_same(people, halves, runs) -> None:
    left = runs(halves == 1)
    versions = versions_of(left, [people[0]], one_drew_it=False, same=0.5)
    assert agreement(left, versions)["second_90"] == 1


def test_who_drew_nothing_disagrees_unless_only_versions_count(runs) -> None:
    mask, elsewhere = runs([[1, 0, 0]]), DrewMasks([runs([[0, 0, 1]])])
    silent = versions_of(mask, [elsewhere], one_drew_it=False, same=0.0)
    assert agreement(mask, silent)["second"] == 0
    assert len(versions_of(mask, [elsewhere], one_drew_it=False, same=0.5)) == 0


def test_a_mask_that_nobody_drew_is_not_taken_for_somebodys(people, runs) -> None:
    with pytest.raises(ValueError, match="not in list"):
        versions_of(runs([[1, 0, 1, 0]] * 4), people, one_drew_it=True, same=0.0)
