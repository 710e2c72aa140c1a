"""What `anymask everything` does once its options are understood: one image, or a folder."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import typer

from anymask import __version__
from anymask.cli.answer import Answer
from anymask.cli.console import answer, answer_json, say
from anymask.cli.folder_run import REPORT_NAME, FolderReport, Work, run_folder
from anymask.cli.loading import ModelChoice
from anymask.cli.options import DEFAULT_OUT
from anymask.cli.target import EXTENSIONS, Target, check_formats, wants_files
from anymask.data.coco import read_coco, write_coco
from anymask.inference.segmenter import Segmenter
from anymask.storage.images import list_images, open_image

ALL_COCO_NAME = "anymask-coco.json"
"""The COCO file of all images of a folder run."""


@dataclass(frozen=True)
class Request:
    """How to segment everything, and what to write."""

    choice: ModelChoice
    options: Mapping[str, Any]
    fast: bool
    tile: int | None
    formats: list[str] | None
    label_map: bool

    def segment(self, segmenter: Segmenter, path: Path, pixels: np.ndarray) -> Answer:
        """Segment everything in one image."""
        masks = segmenter.everything(pixels, fast=self.fast, tile=self.tile, **self.options)
        return Answer(path, pixels, masks)

    def settings(self) -> dict[str, object]:
        """Everything that changes the results, in JSON values."""
        return {
            "anymask": __version__,
            "weights": self.choice.stamp(),
            **asdict(self),
        }


def run_image(source: Path, out: Path | None, request: Request, as_json: bool) -> None:
    """Segment everything in one image, write the results and report them."""
    target = Target.plan(source.stem, out, request.formats, label_map=request.label_map)
    pixels = open_image(source)
    found = request.segment(request.choice.load(), source, pixels)
    writes = wants_files(out, request.formats, as_json) or request.label_map
    files = found.write(target) if writes else []
    found.report(request.choice.model, files, as_json)


def run_images(folder: Path, out: Path | None, request: Request, as_json: bool) -> None:
    """Segment everything in each image of a folder; exit code 1 when one could not be used."""
    out = DEFAULT_OUT / folder.resolve().name if out is None else out
    check_formats(request.formats or [])
    stems = [path.stem for path in list_images(folder)]

    def start() -> Work:
        segmenter = request.choice.load()

        def work(path: Path) -> tuple[list[Path], int]:
            stem = path.stem if stems.count(path.stem) == 1 else path.name
            target = Target.plan(stem, out, request.formats, label_map=request.label_map)
            found = request.segment(segmenter, path, open_image(path))
            return found.write(target), len(found.masks)

        return work

    report = run_folder(folder, out, request.settings(), start)
    if "coco" in (request.formats or []):
        join_coco(report, out)
    _print_report(report, out, as_json)
    if report.failures:
        raise typer.Exit(1)


def join_coco(report: FolderReport, out: Path) -> None:
    """Join the COCO files of the images into one, as trainers want them."""
    extension = EXTENSIONS["coco"]
    files = [file for entry in report.finished for file in entry.files if file.endswith(extension)]
    images = [image for file in sorted(files) for image in read_coco(out / file).images]
    write_coco(out / ALL_COCO_NAME, images)


def _print_report(report: FolderReport, out: Path, as_json: bool) -> None:
    for failure in report.failures:
        say(f"not done: {failure.image}: {failure.reason}")
    if as_json:
        answer_json(report.to_dict())
        return
    say(
        f"{len(report.finished)} images complete ({report.skipped} from before), "
        f"{len(report.failures)} failed; report: {out / REPORT_NAME}"
    )
    answer(str(out))
