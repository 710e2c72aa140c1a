"""What `anymask evaluate probe` draws: a picture for each method on each set."""

from pathlib import Path

import pytest
from PIL import Image

from anymask.cli.evaluate.measured import measure
from anymask.cli.evaluate.probe_run import draw_all
from anymask.cli.evaluate.request import Request
from anymask.evaluation.probe.task import ProbeTask
from anymask.evaluation.sampling import Sampling


@pytest.fixture
def request_of(squares: Path):
    """A function that makes a request for colours, with a rule for objects."""
    return lambda sampling: Request([squares], "eval", sampling, [], ["colours"], None, "fp32")


def test_pictures_are_numbered_and_readable(request_of, tmp_path: Path) -> None:
    measured = measure(ProbeTask(), request_of(Sampling()), None)
    paths = list(draw_all(measured, tmp_path, 0))
    assert paths == [tmp_path / "neighbours-1.png"]
    with Image.open(paths[0]) as picture:
        assert picture.format == "PNG"


def test_the_same_seed_draws_the_same(request_of, tmp_path: Path) -> None:
    measured = measure(ProbeTask(), request_of(Sampling()), None)
    drawn = [next(draw_all(measured, tmp_path, seed)).read_bytes() for seed in (0, 0)]
    assert drawn[0] == drawn[1]


def test_without_company_nothing_is_drawn(request_of, tmp_path: Path) -> None:
    alone = Sampling(min_area_share=0.2)  # one of the two rectangles of each picture
    measured = measure(ProbeTask(), request_of(alone), None)
    assert list(draw_all(measured, tmp_path, 0)) == []
