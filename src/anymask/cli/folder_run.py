"""Work through a folder of images: progress, resume, and a report of what could not be used.

A bad image does not stop the run: it is counted, listed at the end and in the report, and makes
the exit code 1. What concerns all images, such as a full disk, stops it; the next run goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from anymask.cli.console import say
from anymask.cli.ledger import Finished, Ledger
from anymask.errors import AnymaskError, InputError, ResourceError
from anymask.storage.files import write_json
from anymask.storage.images import list_images
from anymask.storage.progress import track

REPORT_NAME = "anymask-report.json"

Work = Callable[[Path], tuple[list[Path], int]]
"""Segments one image and writes its results: the files, and the number of masks."""


@dataclass(frozen=True)
class Failure:
    """An image that could not be used, and why."""

    image: str
    reason: str


@dataclass(frozen=True)
class FolderReport:
    """What became of the images of a folder.

    Attributes:
        finished: images whose results are complete, also from earlier runs.
        skipped: how many of them were complete before this run.
        failures: images that could not be used.
    """

    finished: list[Finished]
    skipped: int
    failures: list[Failure]

    def to_dict(self) -> dict[str, object]:
        """Describe the run in JSON values."""
        return {
            "images": len(self.finished) + len(self.failures),
            "finished": len(self.finished),
            "skipped": self.skipped,
            "failed": [asdict(failure) for failure in self.failures],
            "masks": sum(entry.masks for entry in self.finished),
            "results": {entry.image: list(entry.files) for entry in self.finished},
        }


def run_folder(
    folder: Path, out: Path, settings: Mapping[str, object], start: Callable[[], Work]
) -> FolderReport:
    """Work on every image of a folder that is not complete yet.

    Args:
        folder: of the images; results cannot go there, or they would be taken for images.
        out: folder of the results, the ledger and the report.
        settings: everything that changes the results, in JSON values.
        start: gets ready (loads the model) and returns what to do with an image; called only
            when there is something to do.

    Raises:
        InputError: no images in the folder, or `out` is the same folder or a file.
        ResourceError: what no image can help, such as a full disk.
    """
    if out.resolve() == folder.resolve():
        raise InputError(f"--out {out} is the folder of the images; choose another one")
    if out.is_file():
        raise InputError(f"--out {out} is a file, and {folder} a folder of images; pass a folder")
    images = list_images(folder)
    if not images:
        raise InputError(
            f"{folder} holds no JPEG, PNG, WebP, TIFF or BMP image; pass another folder"
        )

    ledger = Ledger(out, settings)
    known = [entry for image in images if (entry := ledger.find(image.name, image))]
    done = {entry.image for entry in known}
    pending = [image for image in images if image.name not in done]
    if known:
        say(f"{len(known)} of {len(images)} images are complete already")

    new, failures = _work_on(pending, start(), ledger) if pending else ([], [])
    report = FolderReport([*known, *new], len(known), failures)
    write_json(out / REPORT_NAME, report.to_dict())
    return report


def _work_on(
    images: list[Path], work: Work, ledger: Ledger
) -> tuple[list[Finished], list[Failure]]:
    finished: list[Finished] = []
    failures: list[Failure] = []
    for image in track(images, "images"):
        try:
            files, masks = work(image)
        except ResourceError:
            raise
        except AnymaskError as error:
            failures.append(Failure(image.name, str(error)))
        else:
            finished.append(ledger.add(image.name, image, files, masks))
    return finished, failures
