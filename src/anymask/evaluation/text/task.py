"""The task "text": every phrase that the labels of an image bear is asked, and the answers scored.

"Segment Anything" (section 7.5) shows text prompts without a number for them; recall at an IoU of
one half and mean IoU, each averaged over the phrases of all images, are what this task reports.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anymask.errors import InputError
from anymask.evaluation.intervals import mean_interval
from anymask.evaluation.methods import Method
from anymask.evaluation.picture import Picture
from anymask.evaluation.report import Measure, SetResult
from anymask.evaluation.sampling import add_left_out
from anymask.evaluation.task import Summary
from anymask.evaluation.text.phrases import LabelField, read_phrases
from anymask.evaluation.text.prompt import TakesText
from anymask.evaluation.text.questions import Question, choose_questions
from anymask.evaluation.text.rows import TextRow
from anymask.evaluation.text.scoring import PhraseScore, score_phrase
from anymask.geometry import rle

RECALL, IOU = "recall", "iou"


@dataclass(frozen=True)
class TextTask:
    """Recall and mean IoU of phrases.

    Attributes:
        labels: where the phrases of an object stand.
    """

    labels: LabelField = "category"
    name: str = "text"
    row_type: type[TextRow] = TextRow

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows."""
        return {"labels": self.labels}

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns."""
        return {RECALL: Measure("recall at .5"), IOU: Measure("mIoU")}

    def score(self, method: Method, picture: Picture) -> TextRow:
        """Ask all phrases of an image; it is not looked at where there is none.

        Raises:
            BrokenSampleError: the image cannot be read.
            InputError: the method takes no text prompts.
        """
        phrases = read_phrases(picture.dataset.annotations(picture.index), self.labels)
        chosen = choose_questions(
            picture.sample, phrases, picture.index, picture.sampling, picture.room
        )
        scores = _ask(method, picture, chosen.asked) if chosen.asked else []
        return TextRow(
            key=picture.key,
            set_name=picture.sample.source,
            phrases=tuple(question.text for question in chosen.asked),
            members=tuple(question.members for question in chosen.asked),
            areas=tuple(question.area for question in chosen.asked),
            left_out=chosen.left_out,
            scores={
                RECALL: tuple(score.recall for score in scores),
                IOU: tuple(score.iou for score in scores),
            },
            answers=tuple(rle.to_coco(score.answer)["counts"] for score in scores),
        )

    def summarise(self, rows: Sequence[TextRow]) -> Summary:
        """Average over the phrases of each set."""
        names = dict.fromkeys(row.set_name for row in rows)
        return Summary(
            tuple(_summarise_set(name, [r for r in rows if r.set_name == name]) for name in names)
        )


def _ask(method: Method, picture: Picture, questions: Sequence[Question]) -> list[PhraseScore]:
    """Ask all phrases at once and score the answers to each."""
    view = method(picture.pixels)
    if not isinstance(view, TakesText):
        raise InputError(
            f"{method.name} takes no text prompts; measure a model that has a text encoder, or "
            "--baseline whole-picture"
        )
    answers = view.text([question.text for question in questions])
    assert answers.objects is not None, "answers to phrases tell the phrase of each mask"
    answered = list(zip(answers.rle(), answers.objects.tolist(), strict=True))
    return [
        score_phrase([run for run, own in answered if own == place], question.truths)
        for place, question in enumerate(questions)
    ]


def _summarise_set(name: str, rows: Sequence[TextRow]) -> SetResult:
    """Average one set; images of many phrases make the interval wider, as they are alike.

    Raises:
        InputError: no phrase of it was asked.
    """
    if not any(row.phrases for row in rows):
        raise InputError(
            f"set '{name}' has no phrase in {len(rows)} images; pass data with labels, or choose "
            "where they stand with --labels"
        )
    pooled = {
        measure: [value for row in rows for value in row.scores[measure]]
        for measure in (RECALL, IOU)
    }
    images = [row.key.image for row in rows for _ in row.phrases]
    several = len(set(images)) > 1
    return SetResult(
        name=name,
        images=len(rows),
        objects=len(images),
        scores={measure: sum(values) / len(values) for measure, values in pooled.items()},
        intervals={
            measure: mean_interval(values, groups=images)
            for measure, values in pooled.items()
            if several
        },
        left_out=add_left_out(row.left_out for row in rows),
    )
