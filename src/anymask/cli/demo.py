"""`anymask demo`: the whole idea on one photograph, for a first look and for the README's picture.

The photograph is "Chelsea the cat" from scikit-image (CC0), so nothing is downloaded.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli.console import answer, answer_json, say
from anymask.cli.options import DEFAULT_MODEL, Device, Json, Model, Precision, Seed
from anymask.errors import ConfigurationError

if TYPE_CHECKING:
    import numpy as np

POINT = (230.0, 80.0)
"""A click on the forehead: is it the cat, its face, or the fur between the eyes?"""

BOX = (128.0, 78.0, 215.0, 152.0)
"""A box around one eye."""


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pictures.")] = Path(
        "demo-output"
    ),
    model: Model = DEFAULT_MODEL,
    device: Device = None,
    precision: Precision = "fp32",
    seed: Seed = 0,
    as_json: Json = False,
) -> None:
    """Segment a photograph of a cat from a point, from a box, and everything."""
    photo = _photograph()

    from anymask.cli.loading import ModelChoice
    from anymask.cli.overlay import draw_overlay
    from anymask.storage.images import save_png

    segmenter = ModelChoice(model, device, precision, seed).load()
    started = time.perf_counter()
    scene = segmenter.embed(photo)
    by_point = scene.segment(points=[POINT], labels=[1])
    by_box = scene.segment(boxes=[BOX])
    say(f"photograph to masks of a point and a box: {time.perf_counter() - started:.2f} s")
    say("segmenting everything, from a grid of 32 x 32 clicks …")
    started = time.perf_counter()
    every = segmenter.everything(photo)
    say(f"everything: {len(every)} masks in {time.perf_counter() - started:.2f} s")

    pictures = {
        "photo.png": photo,
        "point.png": draw_overlay(photo, by_point, points=[POINT], labels=[1]),
        "box.png": draw_overlay(photo, by_box, boxes=[BOX]),
        "everything.png": draw_overlay(photo, every),
    }
    paths = [out / name for name in pictures]
    for path, picture in zip(paths, pictures.values(), strict=True):
        save_png(path, picture)
    if as_json:
        answer_json({"files": [str(path) for path in paths], "masks": len(every)})
        return
    say("the pictures:")
    for path in paths:
        answer(str(path.resolve()))


def _photograph() -> "np.ndarray":
    """(300, 451, 3) uint8 RGB."""
    try:
        from skimage import data
    except ImportError:
        raise ConfigurationError(
            "the demo's photograph comes with scikit-image, which is not installed; "
            "run: pip install 'anymask[demo]'"
        ) from None
    photo: np.ndarray = data.chelsea()
    return photo
