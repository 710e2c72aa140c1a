"""`anymask data`: look at labelled images, check them, and write them in another form.

What cannot be used is counted and listed, and makes the exit code 1.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.data_suites import suites
from anymask.errors import InputError

if TYPE_CHECKING:
    from anymask.data.broken import BrokenSamples
    from anymask.data.compact import CompactSample
    from anymask.data.dataset import MaskDataset

data = typer.Typer(no_args_is_help=True, help="Look at, check and convert labelled images.")

Data = Annotated[
    Path,
    typer.Argument(
        metavar="DATA",
        help="COCO or LVIS json, or a folder of it; VOC, BSDS500, images/ and masks/; YOLO, "
        "labelme, CVAT, Label Studio; SA-1B pairs in a folder, a tar, or a folder of tars.",
    ),
]
Split = Annotated[
    str | None,
    typer.Option("--split", help="Only this part, e.g. train, val or eval; by default all."),
]


data.command()(suites)


@data.command()
def convert(
    path: Data,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="coco, lvis, sa1b, shards, png, voc, yolo, labelme, cvat, cvat-polygons, geojson, "
            "polygons or label-studio.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="A folder that is not there yet.")],
    split: Split = None,
    json: options.Json = False,
) -> None:
    """Write a data set in another form. It appears when it is complete."""
    from anymask.data.broken import BrokenSamples
    from anymask.data.convert import BROKEN_FILE
    from anymask.data.convert import convert as write
    from anymask.data.open import open_dataset
    from anymask.data.writers import find_form
    from anymask.storage.progress import track

    form = find_form(to)
    dataset, broken = open_dataset(path, split=split), BrokenSamples()
    done = write(dataset, form, out, broken, lambda numbers: track(numbers, "images"))
    if json:
        summary = {**asdict(done), "out": str(out), "lossless": form.lossless, "loss": form.loss}
        left_out = [asdict(items) for items in dataset.left_out]
        answer_json({**summary, "left_out": left_out, "broken": broken.reasons})
    else:
        answer(f"{out}: {done.images} images, {done.masks} masks")
        say(f"lost in this form: {form.loss or 'nothing'}")
        for items in dataset.left_out:
            say(str(items))
    _finish(broken, f"; {out / BROKEN_FILE} lists all")


@data.command()
def inspect(
    path: Data,
    split: Split = None,
    images: Annotated[
        int, typer.Option("--images", min=1, help="How many, spread over the set.")
    ] = 12,
    out: Annotated[Path, typer.Option("--out", "-o", help="The picture to write, a PNG.")] = Path(
        "anymask-data.png"
    ),
    json: options.Json = False,
) -> None:
    """Draw a page of images with their masks, and say what each holds."""
    from anymask.cli.contact_sheet import contact_sheet
    from anymask.data.broken import BrokenSamples
    from anymask.data.open import open_dataset
    from anymask.storage.images import save_png

    dataset, broken = open_dataset(path, split=split), BrokenSamples()
    samples = _spread(dataset, images, broken)
    if not samples:
        raise InputError(f"nothing of {path} can be shown; {broken.summary()}")
    save_png(out, contact_sheet(samples))
    rows = [_describe(sample) for sample in samples]
    if json:
        answer_json({"images": len(dataset), "shown": rows, "picture": str(out)})
    else:
        answer(f"{len(dataset)} images; {len(rows)} of them are drawn in {out}")
        for row in rows:
            answer(f"  {row['name']}: {row['width']} x {row['height']}, masks: {row['masks']}")
    _finish(broken)


@data.command()
def stats(
    path: Data,
    split: Split = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Draw them too, into this PNG.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Count images and masks, and measure how large, concave and central masks are."""
    from anymask.data.broken import BrokenSamples
    from anymask.data.open import open_dataset
    from anymask.data.statistics import measure
    from anymask.data.statistics_picture import draw_statistics
    from anymask.data.statistics_table import table
    from anymask.storage.images import save_png
    from anymask.storage.progress import track

    dataset, broken = open_dataset(path, split=split), BrokenSamples()
    found = measure(dataset, broken, lambda numbers: track(numbers, "images"))
    if json:
        answer_json({**found.to_dict(), "broken": broken.reasons})
    else:
        answer(table(found))
    if out is not None:
        save_png(out, draw_statistics(found, path.name))
        say(f"drawn in {out}")
    _finish(broken)


@data.command()
def verify(path: Data, split: Split = None, json: options.Json = False) -> None:
    """Check every image and every mask; exit code 1 when something is wrong."""
    from anymask.data.open import open_dataset
    from anymask.data.verify import verify as check
    from anymask.storage.progress import track

    dataset = open_dataset(path, split=split)
    findings = check(dataset, lambda numbers: track(numbers, "images"))
    faults = sum(finding.is_fault for finding in findings)
    if json:
        listed = [asdict(finding) for finding in findings]
        answer_json({"images": len(dataset), "faults": faults, "findings": listed})
    else:
        for finding in findings:
            answer(f"{finding.name}: {finding.kind}: {finding.reason}")
        notes = len(findings) - faults
        answer(f"images: {len(dataset)}, faults: {faults}, notes: {notes}")
    if faults:
        raise typer.Exit(1)


def _spread(dataset: "MaskDataset", count: int, broken: "BrokenSamples") -> list["CompactSample"]:
    """Pick images at equal distances; what cannot be used is noted."""
    from anymask.data.broken import BrokenSampleError

    count = min(count, len(dataset))
    samples = []
    for index in range(count):
        try:
            sample = dataset.compact(index * len(dataset) // count)
            sample.pixels(8)
            samples.append(sample)
        except BrokenSampleError as error:
            broken.record(error.name, error)
    return samples


def _describe(sample: "CompactSample") -> dict[str, object]:
    height, width = sample.size
    return {
        "name": sample.name,
        "source": sample.source,
        "width": width,
        "height": height,
        "masks": len(sample.masks),
    }


def _finish(broken: "BrokenSamples", where: str = "") -> None:
    """Tell what was skipped, and let the exit code tell it too."""
    if broken.count:
        say(broken.summary() + where)
        raise typer.Exit(1)
