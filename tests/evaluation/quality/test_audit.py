"""The audit: people against each other, methods against people, and what cannot be compared."""

import numpy as np
import pytest
import torch

from anymask.data.broken import BrokenSampleError
from anymask.errors import ConfigurationError, InputError
from anymask.evaluation.picture import Picture
from anymask.evaluation.quality.audit import ALONE, AuditTask
from anymask.evaluation.quality.own_masks import OwnMasks
from anymask.evaluation.quality.second_set import SecondSet
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Sampling


@pytest.fixture
def segmented(drawn, halves, thirds):
    """Two images of a left and a right half, each also cut by somebody else, a little wider."""

    def annotations(labels):
        return torch.stack([torch.from_numpy(labels == each) for each in np.unique(labels)])

    dataset = drawn([annotations(halves), annotations(thirds)])
    dataset.segmentations = lambda index: np.stack([halves, thirds])
    return dataset


@pytest.fixture
def picture():
    """A function that makes the picture of an image of a set."""

    def make(dataset, index: int = 0, method: str = "given") -> Picture:
        key = RowKey(method, "1", "data", dataset.name(index))
        return Picture(key, dataset, index, Sampling())

    return make


def test_people_are_compared_with_each_other(segmented, picture) -> None:
    row = AuditTask().score(OwnMasks(), picture(segmented))
    assert row.scores["second"] == pytest.approx((2 / 3, 1 / 2))
    assert row.scores["second_75"] == (0, 0)
    assert "own" not in row.scores


def test_a_method_is_compared_with_both(segmented, picture, answering, thirds) -> None:
    wide = torch.from_numpy(np.stack([thirds == 7, thirds == 9]))
    row = AuditTask().score(answering(wide), picture(segmented))
    assert row.scores["own"] == pytest.approx((2 / 3, 1 / 2))
    assert row.scores["second"] == (1, 1)
    assert len(row.answers) == 2


@pytest.mark.parametrize(("prompt", "asked"), [("box", "boxes"), ("click", "points")])
def test_the_prompt_is_chosen(segmented, picture, answering, halves, prompt, asked) -> None:
    method = answering(torch.from_numpy(np.stack([halves == 1, halves == 2])))
    row = AuditTask(prompt).score(method, picture(segmented))
    assert len(getattr(method, asked)) == 1
    assert row.scores["own"] == (1, 1)


def test_objects_that_nobody_else_drew_are_counted(segmented, picture) -> None:
    row = AuditTask(same=0.6).score(OwnMasks(), picture(segmented))
    assert row.numbers == (0,)
    assert row.left_out == {ALONE: 1}


def test_another_set_may_be_the_second_annotator(drawn, pair, picture) -> None:
    ours, theirs = drawn([pair]), drawn([pair[:1]])
    task = AuditTask(second=SecondSet(theirs, "theirs"))
    row = task.score(OwnMasks("masks of the set"), picture(ours))
    assert row.scores["second"] == (1,)
    assert row.left_out == {ALONE: 1}
    assert "closest" not in row.scores
    assert task.settings()["second"] == "theirs"


def test_an_image_that_the_second_set_lacks_is_named(drawn, pair, picture) -> None:
    task = AuditTask(second=SecondSet(drawn([pair]), "theirs"))
    with pytest.raises(BrokenSampleError, match=r"1\.png cannot be used: theirs does not have it"):
        task.score(OwnMasks(), picture(drawn([pair, pair]), index=1))


def test_a_set_of_one_annotator_is_refused(dataset, picture) -> None:
    with pytest.raises(InputError, match="keeps one annotation per image; pass a set with several"):
        AuditTask().score(OwnMasks(), picture(dataset))


def test_a_method_that_takes_no_such_prompt_is_refused(segmented, picture) -> None:
    class Blind:
        name, stamp = "blind", "1"

        def __call__(self, image: np.ndarray) -> object:
            return self

    with pytest.raises(InputError, match="blind takes no box; choose another --prompt"):
        AuditTask().score(Blind(), picture(segmented))


def test_averages_have_intervals_over_images(segmented, picture) -> None:
    task = AuditTask(same=0.0)
    rows = [task.score(OwnMasks(), picture(segmented, index)) for index in range(2)]
    (result,) = task.summarise(rows).sets
    assert set(result.scores) == set(task.measures()) - {"own"}
    low, high = result.intervals["second"]
    assert low <= result.scores["second"] <= high


def test_a_share_beyond_one_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="same is 50; pass an IoU from 0 to 1"):
        AuditTask(same=50.0)
