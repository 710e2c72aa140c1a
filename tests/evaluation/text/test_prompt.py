"""Claims about the seam for text."""

import torch

from anymask.evaluation.text.prompt import TakesText
from anymask.inference.result import Masks


class Reader:
    """Answers nothing to everything."""

    def text(self, phrases: list[str]) -> Masks:
        return Masks((1, 1), scores=torch.zeros(0), runs=())


def test_one_method_is_enough_to_take_text() -> None:
    assert isinstance(Reader(), TakesText)


def test_a_view_of_clicks_and_boxes_takes_no_text(answering) -> None:
    assert not isinstance(answering(), TakesText)
