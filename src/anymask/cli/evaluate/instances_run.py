"""What `anymask evaluate instances` does besides measuring: truths, boxes, and masks on disk."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from anymask.cli.console import say
from anymask.cli.evaluate.request import Request
from anymask.cli.evaluate.run import Output, run_task
from anymask.cli.options import part_of
from anymask.errors import ConfigurationError
from anymask.evaluation.instances.annotation_file import find_annotation_file
from anymask.evaluation.instances.average_precision import import_tools
from anymask.evaluation.instances.boxes import BoxSource, DetectedBoxes, TrueBoxes
from anymask.evaluation.instances.detections import read_detections
from anymask.evaluation.instances.results import write_results
from anymask.evaluation.instances.row import InstanceRow
from anymask.evaluation.instances.task import InstancesTask
from anymask.evaluation.instances.truth import Style, Truth, choose_style, read_truth
from anymask.evaluation.rows import FILE_NAME, read_rows

TRUTH = "truth"
RESULTS = "results"
DIGITS = 12
"""Of a file's hash, enough to tell detections apart."""


@dataclass(frozen=True)
class Asked:
    """The options of the command alone.

    Attributes:
        detections: a file, or "truth".
        style: "auto", "coco" or "lvis".
        feedback: passes of feedback.
    """

    detections: str
    style: str
    feedback: int


def run_instances(request: Request, output: Output, asked: Asked) -> None:
    """Measure, report, and write the masks.

    Raises:
        Exit: with code 1, for images that cannot be read or a closed gate.
        ConfigurationError: options that do not go together, or faster-coco-eval is missing.
    """
    import_tools()
    truths = {str(path): _truth(path, request.split) for path in request.data}
    source = _source(asked.detections, request)
    task = InstancesTask(truths, source, _style(asked.style, truths), asked.feedback)
    try:
        run_task(task, request, output)
    finally:
        if output.folder is not None and (output.folder / FILE_NAME).exists():
            rows = read_rows(output.folder / FILE_NAME, InstanceRow)
            for path in write_results(rows, truths, output.folder / RESULTS):
                say(f"masks: {path}")


def _truth(path: Path, split: str) -> Truth:
    file = find_annotation_file(path, part_of(split))
    if file is None:
        raise ConfigurationError(
            f"{path} has no COCO or LVIS file, whose ids and categories instances are judged by; "
            f"run: anymask data convert {path} --to coco --out FOLDER"
        )
    return read_truth(file)


def _source(detections: str, request: Request) -> BoxSource:
    if detections == TRUTH:
        return TrueBoxes()
    if len(request.data) > 1:
        raise ConfigurationError(
            f"{detections} holds the boxes of one set, but --data is given {len(request.data)} "
            "times; measure one set at a time"
        )
    found = read_detections(Path(detections))
    # Boxes of other contents are other settings: rows of both are never mixed.
    digest = hashlib.sha256(Path(detections).read_bytes()).hexdigest()[:DIGITS]
    return DetectedBoxes(f"{detections}, sha256 {digest}", found)


def _style(name: str, truths: dict[str, Truth]) -> Style:
    styles = {choose_style(name, truth) for truth in truths.values()}
    if len(styles) > 1:
        raise ConfigurationError(
            "some of the sets are in the style of COCO and some in that of LVIS; pass --style "
            "coco, or measure them one at a time"
        )
    return styles.pop()
