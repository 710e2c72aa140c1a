"""Claims about the whole picture."""

import numpy as np

from anymask.evaluation.baselines.whole_picture import WholePicture
from anymask.evaluation.text.prompt import TakesText

VIEW = WholePicture()(np.zeros((7, 9, 3), np.uint8))


def test_every_phrase_gets_everything() -> None:
    answers = VIEW.text(["a cat", "a dog"])
    assert answers.binary().shape == (2, 7, 9)
    assert answers.binary().all()
    assert answers.objects is not None
    assert answers.objects.tolist() == [0, 1]


def test_no_phrase_gets_no_mask() -> None:
    assert len(VIEW.text([])) == 0


def test_it_takes_text() -> None:
    assert isinstance(VIEW, TakesText)
