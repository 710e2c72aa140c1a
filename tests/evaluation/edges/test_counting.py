"""Claims about counting, against a plain loop over thresholds and annotators."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from anymask.errors import ConfigurationError, InputError, ResourceError
from anymask.evaluation.edges.counting import ImageCounts, count_pixels, start_workers
from anymask.evaluation.edges.matching import match_boundaries
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.thinning import pack, thin, unpack

GENERATOR = np.random.default_rng(7)
EDGES = gaussian_filter(GENERATOR.random((40, 50)), 1.5)
EDGES = (EDGES - EDGES.min()) / np.ptp(EDGES)
BOUNDARIES = GENERATOR.random((3, 40, 50)) < 0.05


def plain(edges: np.ndarray, boundaries: np.ndarray, options: EdgeOptions) -> ImageCounts:
    """The benchmark, threshold by threshold and annotator by annotator."""
    right, drawn, found = [], [], []
    for level in options.levels:
        thinned = unpack(thin(pack((edges >= level)[None])), 0)
        matches = [match_boundaries(thinned, each, options.max_distance) for each in boundaries]
        right.append(int(np.any([ours for ours, _ in matches], axis=0).sum()))
        drawn.append(int(thinned.sum()))
        found.append(int(sum(theirs.sum() for _, theirs in matches)))
    return ImageCounts(tuple(right), tuple(drawn), tuple(found), int(boundaries.sum()))


@pytest.mark.parametrize("thresholds", [1, 5, 40])
def test_counts_are_those_of_a_plain_loop(thresholds: int) -> None:
    options = EdgeOptions(thresholds, max_distance=0.04)
    assert count_pixels(EDGES, BOUNDARIES, options) == plain(EDGES, BOUNDARIES, options)


def test_thresholds_between_which_nothing_changes_count_the_same() -> None:
    steps, options = np.round(EDGES * 3) / 3, EdgeOptions(11)
    counted = count_pixels(steps, BOUNDARIES, options)
    assert counted == plain(steps, BOUNDARIES, options)
    assert len(set(counted.drawn)) == 3


class AtOnce(Executor):
    """Workers that do what they are told in this process, or fall over."""

    def __init__(self, broken: bool = False) -> None:
        self.jobs = 0
        self.broken = broken

    def submit(self, function: Callable, /, *arguments: object, **more: object) -> Future:
        self.jobs += 1
        job: Future = Future()
        if self.broken:
            job.set_exception(BrokenProcessPool())
        else:
            job.set_result(function(*arguments, **more))
        return job


@pytest.mark.parametrize("thresholds", [1, 5, 40])
def test_shared_work_counts_the_same(thresholds: int) -> None:
    options, workers = EdgeOptions(thresholds), AtOnce()
    alone = count_pixels(EDGES, BOUNDARIES, options)
    assert count_pixels(EDGES, BOUNDARIES, options, workers) == alone
    assert workers.jobs >= min(thresholds, 2)


def test_a_worker_that_dies_is_named() -> None:
    with pytest.raises(ResourceError, match="again with fewer --workers"):
        count_pixels(EDGES, BOUNDARIES, EdgeOptions(3), AtOnce(broken=True))


def test_processes_count_the_same() -> None:
    options = EdgeOptions(6)
    with start_workers(2) as workers:
        counted = count_pixels(EDGES, BOUNDARIES, options, workers)
    assert counted == count_pixels(EDGES, BOUNDARIES, options)


PARENT = """
import os, time
from anymask.evaluation.edges.counting import start_workers
if __name__ == "__main__":
    with start_workers(2) as workers:
        print(workers.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def test_workers_end_with_their_parent_however_it_ends(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) != parent.pid
        parent.kill()
        # Workers write to the same pipe: it ends when the last of them has ended.
        assert parent.communicate(timeout=30)[0] == ""


def test_a_single_worker_is_this_process() -> None:
    with start_workers(1) as workers:
        assert workers is None
    with pytest.raises(ConfigurationError, match="workers is 0; pass 1 or more"), start_workers(0):
        pass


def test_annotators_who_agree_lose_nothing() -> None:
    line = np.zeros((30, 40), np.bool_)
    line[15, 3:30] = True
    counted = count_pixels(line.astype(float), np.stack([line, line]), EdgeOptions(3))
    assert counted == ImageCounts((27,) * 3, (27,) * 3, (54,) * 3, 54)


def test_a_pixel_that_any_annotator_drew_is_right_once() -> None:
    drawn, one, other = np.zeros((3, 30, 40), np.bool_)
    drawn[5, 5:15] = drawn[20, 5:15] = one[5, 5:15] = other[20, 5:15] = True
    counted = count_pixels(drawn.astype(float), np.stack([one, other]), EdgeOptions(1))
    assert counted == ImageCounts((20,), (20,), (20,), 20)


def test_edges_of_another_size_are_refused() -> None:
    with pytest.raises(InputError, match=r"edges are \(40, 49\).*boundaries \(40, 50\)"):
        count_pixels(EDGES[:, 1:], BOUNDARIES, EdgeOptions(3))
