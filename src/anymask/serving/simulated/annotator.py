"""One simulated annotator: takes tasks, clicks, looks at the answers, mends, saves, moves on.

Everything goes through the API. Time is the annotator's own and passes in no time: the moments at
which they did something are what the server hears of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID, uuid4

import numpy as np

from anymask.errors import ConflictError, InputError
from anymask.evaluation.overlap import paired_iou
from anymask.evaluation.points.policy import Click, ClickPolicy
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.serving.client import ProjectClient
from anymask.serving.simulated.behaviour import Behaviour
from anymask.serving.simulated.oracle import Oracle
from anymask.serving.wire import ImageOut, MaskIn, Prompt, SegmentIn, SegmentOut, TaskOut

FOUND_IOU = 0.5
"""An object that a mask covers so well is labelled already."""
POLICY = ClickPolicy()


@dataclass
class Diary:
    """What an annotator did.

    Attributes:
        images: finished.
        masks: saved and acknowledged, by id.
        clicks: in all.
        brushed: masks that needed the brush.
        lost_leases: tasks that somebody else got meanwhile.
    """

    images: int = 0
    masks: list[UUID] = field(default_factory=list)
    clicks: int = 0
    brushed: int = 0
    lost_leases: int = 0


@dataclass
class _Sitting:
    """A task in work: the moments at which something was done, since it was opened."""

    task: TaskOut
    image: ImageOut
    elapsed: float = 0.0
    moments: list[int] = field(default_factory=list)


class Annotator:
    """A simulated annotator.

    Args:
        client: of the project, as this person.
        oracle: knows the truth.
        behaviour: how they work.
        seed: of all that is random about them.
        begin: is told the number of a task before it is worked on.
    """

    def __init__(
        self,
        client: ProjectClient,
        oracle: Oracle,
        behaviour: Behaviour,
        seed: int,
        begin: Callable[[int], None] = lambda task_id: None,
    ) -> None:
        self.diary = Diary()
        self._client = client
        self._oracle = oracle
        self._behaviour = behaviour
        self._draws = np.random.default_rng(seed)
        self._begin = begin
        self._images = {image.id: image for image in client.images()}

    def work(self) -> bool:
        """Do one task; False: there was none."""
        task = self._client.next_task()
        if task is None:
            return False
        self._begin(task.id)
        sitting = _Sitting(task, self._images[task.image_id])
        try:
            for number, truth in enumerate(self._missing(sitting)):
                if self._behaviour.has_enough(sitting.elapsed):
                    break
                self._label(sitting, truth, number)
            self._client.finish(task, sitting.moments)
            self.diary.images += 1
        except ConflictError:
            self.diary.lost_leases += 1
        return True

    def _missing(self, sitting: _Sitting) -> list[Rle]:
        """List the objects that nobody has labelled, as many as this annotator would label."""
        image = sitting.image
        truths = self._oracle.objects(image.name, self._behaviour.least_pixels)
        there = [_runs(mask.rle, image) for mask in self._client.masks(image.id)]
        missing = [truth for truth in truths if not _is_found(truth, there)]
        return missing[: self._behaviour.objects]

    def _label(self, sitting: _Sitting, truth: Rle, number: int) -> None:
        """Label one object and save it."""
        self._wait(sitting, self._behaviour.look_seconds)
        clicks, counts, quality, model = self._click(sitting, truth)
        prompts = [_prompt(click) for click in clicks]
        if quality < self._behaviour.content_iou:
            self._wait(sitting, self._behaviour.brush_seconds)
            counts = str(rle.to_coco(truth)["counts"])
            prompts.append(Prompt(kind="brush"))
            self.diary.brushed += 1
        mask_id = uuid4()  # never from the seed: the next team would find its masks there already
        mask = MaskIn(
            lease=sitting.task.lease,
            moments_ms=sitting.moments,
            request_id=uuid4(),
            seen_version=0,
            counts=counts,
            prompts=prompts,
            prominence=number,
            model_id=model,
        )
        try:
            self._client.save_mask(sitting.task, mask_id, mask)
        except InputError:  # two objects were answered by the very same mask
            return
        self.diary.masks.append(mask_id)
        self.diary.clicks += len(clicks)

    def _click(self, sitting: _Sitting, truth: Rle) -> tuple[list[Click], str, float, int]:
        """Click until content; return the clicks, the best answer, its IoU and its model."""
        whole = rle.decode(truth)
        clicks = [POLICY.first_click(whole, self._draws)]
        best = "", 0.0, 0
        while True:
            self._wait(sitting, self._behaviour.click_seconds)
            answers = self._ask(sitting.image, clicks)
            runs = [_runs(each.counts, sitting.image) for each in answers.masks]
            ious = paired_iou(runs, [truth] * len(runs)).tolist()
            chosen = int(np.argmax(ious))
            if ious[chosen] > best[1]:
                best = answers.masks[chosen].counts, ious[chosen], answers.model_id
            if best[1] >= self._behaviour.content_iou:
                break
            following = POLICY.next_click(rle.decode(runs[chosen]), whole, clicks, self._draws)
            if following is None or len(clicks) == self._behaviour.most_clicks:
                break
            clicks.append(following)
        return clicks, *best

    def _ask(self, image: ImageOut, clicks: Sequence[Click]) -> SegmentOut:
        points = [self._shaken(click, image) for click in clicks]
        prompt = SegmentIn(points=points, labels=[_label(click) for click in clicks])
        return self._client.segment(image.id, prompt)

    def _shaken(self, click: Click, image: ImageOut) -> tuple[float, float]:
        """Miss the place that was meant by a little."""
        x, y = self._draws.normal((click.column, click.row), self._behaviour.click_noise_px)
        return float(np.clip(x, 0, image.width - 1)), float(np.clip(y, 0, image.height - 1))

    def _wait(self, sitting: _Sitting, seconds: float) -> None:
        """Take some time, and do something at its end."""
        sitting.elapsed += self._behaviour.takes(seconds, self._draws)
        sitting.moments.append(round(1000 * sitting.elapsed))


def _runs(counts: str, image: ImageOut) -> Rle:
    return rle.from_coco({"size": [image.height, image.width], "counts": counts})


def _is_found(truth: Rle, masks: Sequence[Rle]) -> bool:
    ious = paired_iou(masks, [truth] * len(masks)) if masks else None
    return ious is not None and bool((ious >= FOUND_IOU).any())


def _prompt(click: Click) -> Prompt:
    return Prompt(kind="click", points=[(click.column, click.row)], label=_label(click))


def _label(click: Click) -> Literal[0, 1]:
    return 1 if click.label else 0
