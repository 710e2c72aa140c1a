"""`anymask segment`: masks for clicks, boxes and rough masks in one image.

All points of a command belong to one object; several boxes are several objects; points, one box
and a mask together describe one object.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from anymask.cli.coordinates import Box, Point, parse_box, parse_point
from anymask.cli.options import DEFAULT_MODEL, Device, Format, Json, Model, Out, Precision, Seed
from anymask.errors import InputError


@dataclass(frozen=True)
class Question:
    """What the command line asks for, in original pixels."""

    points: list[Point]
    labels: list[int]
    boxes: list[Box]
    mask: Path | None


def segment(
    image: Annotated[Path, typer.Argument(help="The picture.", show_default=False)],
    point: Annotated[
        list[str] | None,
        typer.Option(
            "--point",
            "-p",
            metavar="X,Y[,LABEL]",
            help="A click in pixels; label 1 (default) is on the object, 0 is not. Repeatable.",
            show_default=False,
        ),
    ] = None,
    box: Annotated[
        list[str] | None,
        typer.Option(
            "--box",
            "-b",
            metavar="X0,Y0,X1,Y1",
            help="A box in pixels around an object. Repeatable: several boxes, several objects.",
            show_default=False,
        ),
    ] = None,
    mask: Annotated[
        Path | None,
        typer.Option("--mask", help="A rough mask: a picture of the image's size, white on black."),
    ] = None,
    multimask: Annotated[
        bool | None,
        typer.Option(
            "--multimask/--single",
            help="Three masks per object, best first, or one; by default three for one click.",
            show_default=False,
        ),
    ] = None,
    model: Model = DEFAULT_MODEL,
    device: Device = None,
    precision: Precision = "fp32",
    seed: Seed = 0,
    out: Out = None,
    formats: Format = None,
    as_json: Json = False,
) -> None:
    """Segment what points, boxes or a rough mask mean in one image."""
    question = read_question(point or [], box or [], mask)

    from anymask.cli.answer import Answer
    from anymask.cli.loading import ModelChoice
    from anymask.cli.mask_file import read_mask
    from anymask.cli.target import Target, wants_files
    from anymask.storage.images import open_image

    target = Target.plan(image.stem, out, formats)
    pixels = open_image(image)
    drawn = read_mask(question.mask, pixels.shape[:2]) if question.mask else None
    choice = ModelChoice(model, device, precision, seed)
    masks = (
        choice.load()
        .embed(pixels)
        .segment(
            points=question.points or None,
            labels=question.labels or None,
            boxes=question.boxes or None,
            masks=drawn,
            multimask=multimask,
        )
    )
    answer = Answer(image, pixels, masks, question.points, question.labels, question.boxes)
    files = answer.write(target) if wants_files(out, formats, as_json) else []
    answer.report(choice.model, files, as_json)


def read_question(point: list[str], box: list[str], mask: Path | None) -> Question:
    """Understand the prompts of a command line.

    Raises:
        InputError: nothing is asked, a coordinate is misspelt, or it is unclear which object a
            point or mask belongs to.
    """
    if not point and not box and mask is None:
        raise InputError("nothing to segment; pass --point x,y, --box x0,y0,x1,y1 or --mask FILE")
    if len(box) > 1 and (point or mask):
        raise InputError(
            f"{len(box)} boxes are {len(box)} objects, so it is unclear which of them the "
            "--point or --mask belongs to; pass one box with it, or boxes alone"
        )
    clicks = [parse_point(text) for text in point]
    return Question(
        points=[xy for xy, _ in clicks],
        labels=[label for _, label in clicks],
        boxes=[parse_box(text) for text in box],
        mask=mask,
    )
