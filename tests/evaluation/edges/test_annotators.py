"""Claims about human agreement: each drawing against all others, by the benchmark's own rule."""

import numpy as np
import pytest

from anymask.evaluation.edges.annotators import Annotators
from anymask.evaluation.edges.counting import ImageCounts, count_pixels
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.thinning import pack, thin, unpack

PICTURE = np.zeros((30, 40, 3), np.uint8)


def agree(boundaries: np.ndarray, max_distance: float = 0.03) -> ImageCounts | None:
    """Agreement of the drawings of one picture."""
    return Annotators()(PICTURE).agreement(boundaries, max_distance)


def test_agreement_counts_each_drawing_as_if_a_method_had_made_it() -> None:
    noise = np.random.default_rng(2).random((3, 30, 40)) < 0.15
    packed = thin(pack(noise))
    boundaries = np.stack([unpack(packed, number) for number in range(3)])
    options = EdgeOptions(1, max_distance=0.03)
    singles = [
        count_pixels(boundaries[one].astype(float), np.delete(boundaries, one, axis=0), options)
        for one in range(3)
    ]
    assert agree(boundaries) == ImageCounts(
        right=(sum(single.right[0] for single in singles),),
        drawn=(sum(single.drawn[0] for single in singles),),
        found=(sum(single.found[0] for single in singles),),
        annotated=sum(single.annotated for single in singles),
    )


@pytest.mark.parametrize("people", [2, 5])
def test_people_who_draw_the_same_agree_wholly(people: int) -> None:
    boundaries = np.repeat(np.eye(30, 40, dtype=np.bool_)[None], people, axis=0)
    counts = agree(boundaries)
    assert counts is not None
    assert counts.right == counts.drawn == (30 * people,)
    assert counts.found == (counts.annotated,)


def test_nobody_agrees_with_a_single_annotator() -> None:
    assert agree(np.ones((1, 30, 40), np.bool_)) is None
