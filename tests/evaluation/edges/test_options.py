"""Claims about the options of the boundary benchmark."""

import numpy as np
import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.edges.options import EdgeOptions


def test_the_defaults_are_the_published_ones() -> None:
    options = EdgeOptions()
    assert (options.thresholds, options.max_distance) == (99, 0.0075)
    assert (options.points_per_side, options.nms_thresh) == (16, 0.7)
    assert np.allclose(options.levels, np.arange(1, 100) / 100)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"thresholds": 0}, r"thresholds is 0; pass 1 or more \(published: 99\)"),
        ({"points_per_side": 0}, r"points_per_side is 0; pass 1 or more \(published: 16\)"),
        ({"max_distance": 0.0}, r"max_distance is 0; pass a share of the diagonal"),
        ({"nms_thresh": 1.5}, r"nms_thresh is 1\.5; pass a box IoU from 0 to 1"),
        ({"border": "inside"}, r"border is 'inside'; did you mean 'outside'"),
    ],
)
def test_what_cannot_be_is_refused_with_the_rule(wrong: dict, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        EdgeOptions(**wrong)
