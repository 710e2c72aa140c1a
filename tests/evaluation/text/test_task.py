"""Claims about the text task, walked over drawn pictures."""

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from anymask.errors import InputError
from anymask.evaluation.baselines.whole_picture import WholePicture
from anymask.evaluation.rows import RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.text.rows import TextRow
from anymask.evaluation.text.task import TextTask
from anymask.evaluation.walk import walk
from anymask.geometry import rle
from anymask.inference.result import Masks


class Reader:
    """Answers with masks of its own for each phrase."""

    name, stamp = "reader", "1"

    def __init__(self, answers: dict[str, torch.Tensor]) -> None:
        self.answers = answers
        self.asked: list[list[str]] = []

    def __call__(self, image: np.ndarray) -> "Reader":
        return self

    def text(self, phrases: Sequence[str]) -> Masks:
        self.asked.append(list(phrases))
        masks = [self.answers[phrase] for phrase in phrases]
        places = [place for place, each in enumerate(masks) for _ in each]
        runs = tuple(rle.encode(torch.cat(masks)))
        return Masks((40, 50), torch.ones(len(runs)), runs=runs, objects=torch.tensor(places))


@pytest.fixture
def labelled(drawn, pair, rectangles):
    """Two pictures: a cat and a dog, and a cat alone."""

    class Labelled(drawn):
        names = (("cat", "dog"), ("cat",))

        def annotations(self, index: int):
            told = super().annotations(index)
            return [
                {**each, "category": name}
                for each, name in zip(told, self.names[index], strict=True)
            ]

    return Labelled([pair, rectangles((10, 10, 40, 30))])


@pytest.fixture
def ask(labelled):
    """A function that walks over the pictures and returns the rows."""

    def run(method: object, **sampling: float) -> tuple[TextRow, ...]:
        settings = Sampling(**sampling)
        return walk("data", labelled, method, TextTask(), settings, RowLog()).rows

    return run


def test_each_phrase_of_an_image_is_asked_once(ask, pair, rectangles) -> None:
    reader = Reader({"cat": rectangles((10, 10, 40, 30)), "dog": pair})
    first, second = ask(reader)
    assert reader.asked == [["cat", "dog"], ["cat"]]
    assert first.scores["recall"] == (0, 1)
    assert second.scores == {"recall": (1,), "iou": (1,)}


def test_a_phrase_without_an_answer_scores_nothing(ask, pair, rectangles) -> None:
    first, _ = ask(Reader({"cat": torch.zeros(0, 40, 50, dtype=torch.bool), "dog": pair[1:]}))
    assert first.scores == {"recall": (0, 1), "iou": (0, 1)}


def test_the_whole_picture_has_the_share_of_the_object_as_its_iou(ask, pair) -> None:
    first, second = ask(WholePicture())
    assert first.scores["iou"] == pytest.approx([int(mask.sum()) / 2000 for mask in pair])
    assert second.scores["iou"] == (600 / 2000,)


def test_sets_are_averages_over_phrases_with_an_interval(ask) -> None:
    rows = ask(WholePicture())
    (result,) = TextTask().summarise(rows).sets
    assert (result.images, result.objects) == (2, 3)
    assert result.scores["iou"] == pytest.approx((400 + 460 + 600) / 3 / 2000)
    low, high = result.intervals["iou"]
    assert low < result.scores["iou"] < high


def test_one_image_has_no_interval(ask) -> None:
    (result,) = TextTask().summarise(ask(WholePicture())[:1]).sets
    assert result.intervals == {}


def test_the_maximum_counts_phrases(ask) -> None:
    assert sum(row.objects for row in ask(WholePicture(), max_objects=1)) == 1


def test_a_method_without_text_is_refused_by_name(ask, answering) -> None:
    with pytest.raises(InputError, match="given takes no text prompts; measure a model that has"):
        ask(answering())


def test_a_set_without_labels_is_named(dataset) -> None:
    with pytest.raises(InputError, match="no object that counts"):
        walk("data", dataset, WholePicture(), TextTask(), Sampling(), RowLog())
    row = TextRow.from_dict(
        {"key": {"method": "", "stamp": "", "data": "", "image": ""}, "set_name": "cats"}
        | {"phrases": [], "members": [], "areas": [], "left_out": {}}
        | {"scores": {"recall": [], "iou": []}, "answers": []}
    )
    with pytest.raises(InputError, match="'cats' has no phrase in 1 images"):
        TextTask().summarise([row])


def test_the_labels_are_a_setting() -> None:
    assert TextTask("phrase").settings() == {"labels": "phrase"}
    assert list(TextTask().measures()) == ["recall", "iou"]
