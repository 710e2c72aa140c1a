"""Claims about how simulated annotators take their time."""

import numpy as np
import pytest

from anymask.serving.simulated.behaviour import Behaviour


def test_times_spread_around_their_median() -> None:
    draws = np.random.default_rng(0)
    taken = [Behaviour(spread=0.3).takes(2.0, draws) for _ in range(4000)]
    assert min(taken) > 0
    assert np.median(taken) == pytest.approx(2.0, rel=0.05)
    assert np.std(np.log(taken)) == pytest.approx(0.3, rel=0.1)


def test_without_spread_times_are_what_they_are() -> None:
    assert Behaviour(spread=0.0).takes(2.0, np.random.default_rng(0)) == 2.0


def test_without_a_limit_nobody_has_enough() -> None:
    assert not Behaviour().has_enough(1e9)
    hasty = Behaviour(image_seconds=60)
    assert (hasty.has_enough(59), hasty.has_enough(60)) == (False, True)
