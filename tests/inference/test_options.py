import numpy as np
import pytest

from anymask.errors import ConfigurationError
from anymask.inference.options import AutomaticOptions


def test_defaults_are_the_published_ones():
    options = AutomaticOptions()
    assert (options.points_per_side, options.points_per_batch) == (32, 64)
    assert (options.pred_iou_thresh, options.stability_score_thresh) == (0.88, 0.95)
    assert options.crop_overlap_ratio == 512 / 1500


def test_deeper_layers_have_smaller_grids():
    options = AutomaticOptions(points_per_side=8, crop_n_layers=2, crop_n_points_downscale_factor=2)
    assert [len(options.grid(layer)) for layer in range(3)] == [64, 16, 4]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"points_per_side": None}, "points_per_side is None and point_grids is None"),
        ({"point_grids": [np.zeros((1, 2))]}, "point_grids is given"),
        ({"points_per_side": None, "point_grids": []}, "point_grids has 0 grids"),
        ({"points_per_batch": 0}, "points_per_batch is 0; pass 1 or more"),
        ({"crop_n_layers": -1}, "crop_n_layers is -1"),
        ({"min_mask_region_area": -5}, "min_mask_region_area is -5"),
        ({"iou_thresh": 0.5}, "no option 'iou_thresh'; did you mean"),
    ],
)
def test_options_out_of_range_are_refused(given, message):
    with pytest.raises(ConfigurationError, match=message):
        AutomaticOptions.of(given)
