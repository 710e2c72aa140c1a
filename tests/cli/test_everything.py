"""`anymask everything`: its options are the published ones."""

import dataclasses
import inspect

from anymask.cli.everything import everything as command
from anymask.inference.options import AutomaticOptions

PYTHON_ONLY = {"point_grids"}
OF_THE_MODEL = {"pred_iou_thresh", "stability_score_thresh"}


def test_names_and_defaults_are_the_published_ones() -> None:
    given = inspect.signature(command).parameters
    for field in dataclasses.fields(AutomaticOptions):
        if field.name not in PYTHON_ONLY:
            expected = None if field.name in OF_THE_MODEL else field.default
            assert given[field.name].default == expected


def test_options_reach_the_algorithm(everything, cat_file) -> None:
    ran = everything(cat_file, "--points-per-batch", "0")
    assert ran.code == 2
    assert "points_per_batch is 0; pass 1 or more" in ran.err
