"""Claims about GrabCut, against OpenCV called directly with a rectangle."""

import sys

import numpy as np
import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.grabcut import GrabCut

cv2 = pytest.importorskip("cv2")

BOXES = torch.tensor([[30.0, 20.0, 90.0, 80.0], [5.0, 40.0, 60.0, 95.0]])


@pytest.fixture
def photo(cat: np.ndarray) -> np.ndarray:
    """A piece of a photograph (100, 120, 3)."""
    return np.ascontiguousarray(cat[60:160, 120:240])


def test_a_box_gets_what_opencv_cuts_from_its_rectangle(photo: np.ndarray) -> None:
    answers = GrabCut()(photo).box(BOXES).binary().numpy()
    for answer, (x0, y0, x1, y1) in zip(answers, BOXES.int().tolist(), strict=True):
        labels = np.zeros(photo.shape[:2], np.uint8)
        cv2.setRNGSeed(0)
        bgr, models = cv2.cvtColor(photo, cv2.COLOR_RGB2BGR), (np.zeros((1, 65)), np.zeros((1, 65)))
        rectangle = (x0, y0, x1 - x0, y1 - y0)
        cv2.grabCut(bgr, labels, rectangle, *models, 5, cv2.GC_INIT_WITH_RECT)
        assert np.array_equal(answer, (labels == 1) | (labels == 3))
        assert answer.any()


def test_it_does_not_depend_on_what_was_cut_before(photo: np.ndarray) -> None:
    view = GrabCut()(photo)
    together = view.box(BOXES).binary()
    assert torch.equal(view.box(BOXES[1:]).binary(), together[1:])


@pytest.mark.parametrize("box", [[0, 0, 120, 100], [7, 7, 9, 9]])
def test_a_box_with_too_few_pixels_inside_or_outside_is_filled(
    photo: np.ndarray, box: list[int]
) -> None:
    answer = GrabCut()(photo).box(torch.tensor([box]).float())
    assert answer.areas.tolist() == [(box[2] - box[0]) * (box[3] - box[1])]


def test_without_opencv_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        GrabCut()
