"""What can be measured on clicks and boxes: a model, and two baselines that need no weights."""

import numpy as np
import torch
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.evaluation.clicks import Answers
from anymask.inference.segmenter import Segmenter

FELZENSZWALB_SCALES = (100, 300, 1000)
"""Fine, middle and coarse segmentation; the middle one counts as the most confident."""


class ModelMethod:
    """A model: three masks for a click, the best mask for a box."""

    def __init__(self, segmenter: Segmenter) -> None:
        self.segmenter = segmenter

    def __call__(self, image: Tensor, points: Tensor, boxes: Tensor) -> Answers:
        scene = self.segmenter.embed(image)
        count = len(points)
        clicks = scene.segment(points=points[:, None], labels=torch.ones(count, 1), multimask=True)
        return Answers(
            clicks=clicks.binary().unflatten(0, (count, 3)),
            scores=clicks.scores.view(count, 3),
            boxes=scene.segment(boxes=boxes).binary(),
        )


def felzenszwalb(image: Tensor, points: Tensor, boxes: Tensor) -> Answers:
    """Answer a click by the graph-based segment under it, at three scales; a box by itself.

    Source: Felzenszwalb and Huttenlocher 2004, in scikit-image's implementation with sigma 0.8 and
    segments of 50 pixels or more.

    Raises:
        ConfigurationError: scikit-image is not installed.
    """
    try:
        from skimage.segmentation import felzenszwalb as segment
    except ImportError:
        raise ConfigurationError(
            "the baseline is scikit-image's, which is not installed; "
            "run: pip install 'anymask[eval]'"
        ) from None

    pixels = image.permute(1, 2, 0).numpy()
    maps = [segment(pixels, scale=s, sigma=0.8, min_size=50) for s in FELZENSZWALB_SCALES]
    labels = torch.from_numpy(np.stack(maps))  # (3, H, W)
    column, row = points.round().long().unbind(1)
    under = labels[:, row, column].t()  # (N, 3)
    return Answers(
        clicks=labels[None] == under[:, :, None, None],
        scores=torch.tensor([0.0, 1.0, 0.0]).repeat(len(points), 1),
        boxes=_filled(boxes, image.shape[1], image.shape[2]),
    )


def _filled(boxes: Tensor, height: int, width: int) -> Tensor:
    rows, columns = torch.arange(height)[:, None], torch.arange(width)
    x0, y0, x1, y1 = (edge[:, None, None] for edge in boxes.unbind(1))
    return (columns >= x0) & (columns < x1) & (rows >= y0) & (rows < y1)
