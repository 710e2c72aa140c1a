"""The rating page: one HTML file and its pictures, to be opened from disk or put on any web server.

It loads nothing from elsewhere and sends nothing: ratings stay in the browser until the rater saves
them as a file. Who made which mask is in the key alone, which lies beside the page's folder.
"""

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from anymask.data.dataset import MaskDataset
from anymask.evaluation.quality.crop import (
    Window,
    crop_jpeg,
    layer_png,
    whole_window,
    window_around,
)
from anymask.evaluation.quality.study import Study, Subject, Trial
from anymask.geometry import rle
from anymask.geometry.distance import innermost_point
from anymask.geometry.rle import Rle
from anymask.storage.files import write_bytes, write_text

PAGE_NAME, PICTURES = "index.html", "pictures"
SCRIPTS = ("rating_state.js", "rating_page.js")


@dataclass(frozen=True)
class Shown:
    """An object as the page shows it.

    Attributes:
        crop, whole: paths of pictures, from the page.
        frame: (left, top, width, height) of the crop in shares of the whole picture.
        click: (x, y) in shares of the crop.
    """

    crop: str
    whole: str
    frame: tuple[float, float, float, float]
    click: tuple[float, float]


def write_page(study: Study, sets: Mapping[str, MaskDataset], folder: Path, title: str) -> None:
    """Write the page and its pictures.

    Args:
        study: what is shown.
        sets: the data sets by the names that trials know.
        folder: made when it does not exist.
        title: of the page.

    Raises:
        BrokenSampleError: an image cannot be read any more.
    """
    shown = draw_pictures(study.trials, sets, folder / PICTURES)
    write_text(folder / PAGE_NAME, page_html(study, shown, title))


def draw_pictures(
    trials: Sequence[Trial], sets: Mapping[str, MaskDataset], folder: Path
) -> dict[Subject, Shown]:
    """Draw crops, whole pictures and masks, each image opened once."""
    by_image: dict[tuple[str, str], list[Trial]] = {}
    for trial in sorted(trials, key=lambda each: each.subject):
        by_image.setdefault((trial.data, trial.image), []).append(trial)
    places = {
        (data, dataset.name(index)): index
        for data, dataset in sets.items()
        for index in range(len(dataset))
    }
    shown: dict[Subject, Shown] = {}
    for number, (at, members) in enumerate(by_image.items()):
        sample = sets[at[0]].compact(places[at])
        pixels = sample.pixels().permute(1, 2, 0).contiguous().numpy()  # (H, W, 3)
        small = whole_window(sample.size)
        whole = f"i{number:05d}.jpg"
        write_bytes(folder / whole, crop_jpeg(pixels, small))
        for subject in dict.fromkeys(trial.subject for trial in members):
            truth = sample.masks[subject[2]]
            window = window_around(truth)
            crop = f"o{len(shown):05d}.jpg"
            write_bytes(folder / crop, crop_jpeg(pixels, window))
            shown[subject] = _describe(truth, window, crop, whole)
            for trial in [each for each in members if each.subject == subject]:
                mask = rle.decode(_mask_of(trial, truth)).numpy()
                write_bytes(folder / f"{trial.name}.png", layer_png(mask, window))
                write_bytes(folder / f"{trial.name}w.png", layer_png(mask, small))
    return shown


def page_html(study: Study, shown: Mapping[Subject, Shown], title: str) -> str:
    """Put the page together: style, script and study in one file, under a strict policy."""
    parts = resources.files(__package__)
    style = (parts / "rating_page.css").read_text("utf-8")
    script = "\n".join((parts / name).read_text("utf-8") for name in SCRIPTS)
    policy = "; ".join(
        [
            "default-src 'none'",
            "img-src 'self' file:",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return Template((parts / "rating_page.html").read_text("utf-8")).substitute(
        policy=policy,
        title=html.escape(title),
        style=style,
        study=_to_json(study, shown),
        script=script,
    )


def _to_json(study: Study, shown: Mapping[Subject, Shown]) -> str:
    """Write what the script needs; no name of a method, a set or an image is in it."""
    screens = []
    for screen in study.screens:
        picture = shown[screen[0].subject]
        left, top, width, height = picture.frame
        screens.append(
            {
                "crop": f"{PICTURES}/{picture.crop}",
                "whole": f"{PICTURES}/{picture.whole}",
                "frame": {"left": left, "top": top, "width": width, "height": height},
                "click": {"left": picture.click[0], "top": picture.click[1]},
                "trials": [trial.name for trial in screen],
            }
        )
    # Within a script element only "<" can end it.
    return json.dumps({"name": study.name, "screens": screens}).replace("<", "\\u003c")


def _describe(truth: Rle, window: Window, crop: str, whole: str) -> Shown:
    height, width = truth.size
    x, y = innermost_point(rle.decode(truth))
    return Shown(
        crop=crop,
        whole=whole,
        frame=(
            window.x / width,
            window.y / height,
            window.width / width,
            window.height / height,
        ),
        click=((x - window.x) / window.width, (y - window.y) / window.height),
    )


def _mask_of(trial: Trial, truth: Rle) -> Rle:
    if not trial.counts:
        return truth
    return rle.from_coco({"size": list(truth.size), "counts": trial.counts})


def _digest(text: str) -> str:
    """Name an inline style or script as a content security policy does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
