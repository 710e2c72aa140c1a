"""What people drew is a method like any other, and takes no prompt."""

import numpy as np

from anymask.evaluation.methods import Method, TakesBoxes, TakesClicks
from anymask.evaluation.quality.own_masks import HUMAN_AGREEMENT, OwnMasks


def test_people_are_a_method_without_prompts() -> None:
    people = OwnMasks()
    assert isinstance(people, Method)
    assert people.name == HUMAN_AGREEMENT
    assert not isinstance(people(np.zeros((2, 2, 3), np.uint8)), TakesClicks | TakesBoxes)
