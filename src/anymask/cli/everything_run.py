"""What `anymask everything` does once its options are understood: one image, or a folder."""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import typer

from anymask.cli.answer import Answer
from anymask.cli.console import answer, answer_json, say
from anymask.cli.folder_run import REPORT_NAME, FolderReport, run_folder
from anymask.cli.loading import ModelChoice
from anymask.cli.options import DEFAULT_OUT
from anymask.cli.target import EXTENSIONS, Target, is_file_name, wants_files
from anymask.data.coco import read_coco, write_coco
from anymask.errors import InputError
from anymask.inference.options import AutomaticOptions
from anymask.inference.segmenter import Segmenter
from anymask.storage.images import list_images, open_image

ALL_COCO_NAME = "anymask-coco.json"
"""The COCO file of all images of a folder run."""


@dataclass(frozen=True)
class Request:
    """How to segment everything, and what to write."""

    choice: ModelChoice
    options: AutomaticOptions
    fast: bool
    tile: int | None
    formats: list[str] | None
    label_map: bool

    def segment(self, segmenter: Segmenter, path: Path, pixels: np.ndarray) -> Answer:
        """Segment everything in one image."""
        masks = segmenter.everything(pixels, fast=self.fast, tile=self.tile, options=self.options)
        return Answer(path, pixels, masks)

    def settings(self) -> dict[str, object]:
        """Everything that changes the results, in JSON values."""
        return {
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
    if is_file_name(out):
        raise InputError(f"--out {out} is a file name for a folder of images; pass a folder")
    Target.plan("", out, request.formats)
    stems = [path.stem for path in list_images(folder)]
    loaded: list[Segmenter] = []

    def work(path: Path) -> tuple[list[Path], int]:
        pixels = open_image(path)
        # The model is loaded for the first image that needs it: a complete run is instant.
        if not loaded:
            loaded.append(request.choice.load())
        stem = path.stem if stems.count(path.stem) == 1 else path.name
        target = Target.plan(stem, out, request.formats, label_map=request.label_map)
        found = request.segment(loaded[0], path, pixels)
        return found.write(target), len(found.masks)

    report = run_folder(folder, out, request.settings(), work)
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
