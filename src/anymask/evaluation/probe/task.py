"""The task "probe": are masks of the same category neighbours in a model's latent space?

"Segment Anything" (appendix D.6) shows neighbours in a picture; the share of nearest neighbours of
the same category, beside chance, is the number that this task adds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Protocol, runtime_checkable

import torch
from jaxtyping import Float, Int
from torch import Tensor

from anymask.errors import InputError
from anymask.evaluation.intervals import mean_interval
from anymask.evaluation.methods import Method
from anymask.evaluation.picture import Picture
from anymask.evaluation.probe.agreement import Agreement, measure_agreement
from anymask.evaluation.probe.neighbours import Scope
from anymask.evaluation.probe.options import ProbeOptions
from anymask.evaluation.probe.row import ProbeRow, pack, unpack
from anymask.evaluation.report import Curve, Measure, SetResult
from anymask.evaluation.sampling import add_left_out
from anymask.evaluation.task import Summary
from anymask.geometry.rle import Rle

SCOPES: dict[Scope, str] = {"inside": "same image", "across": "other images"}
CHANCE = "_chance"
"""Ends the name of what a measure would be if neighbours were drawn."""
DEPTH = 20
"""So many neighbours are looked at for the curve."""
CHART, X_LABEL = "neighbours of the same category", "nearest neighbours in other images"
UNNAMED = "objects without a category"
ALONE = "objects whose category nothing else in the set has"


@runtime_checkable
class EmbedsMasks(Protocol):
    """A view that turns a mask into a vector."""

    def embed_masks(self, masks: Sequence[Rle], options: ProbeOptions) -> Float[Tensor, "M C"]:
        """Embed M masks of the image, each with at least one pixel."""


@dataclass(frozen=True)
class ProbeTask:
    """The share of nearest neighbours of the same category, inside and across images.

    Attributes:
        options: how a mask is embedded.
    """

    options: ProbeOptions = field(default_factory=ProbeOptions)
    name: str = "probe"
    row_type: type[ProbeRow] = ProbeRow

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows."""
        return asdict(self.options)

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns, each beside its chance."""
        named: dict[str, Measure] = {}
        for scope, where in SCOPES.items():
            named |= {scope: Measure(where), scope + CHANCE: Measure(f"{where}, by chance")}
        return named

    def score(self, method: Method, picture: Picture) -> ProbeRow:
        """Embed the objects of an image; it is not looked at where there is none.

        Raises:
            BrokenSampleError: the image cannot be read.
            InputError: the method has no latent space.
        """
        chosen = picture.objects
        annotations = picture.dataset.annotations(picture.index)
        embedded: Sequence[Tensor] = ()
        if chosen.masks:
            view = method(picture.pixels)
            if not isinstance(view, EmbedsMasks):
                raise InputError(
                    f"{method.name} embeds no masks; probe a model, or --baseline colours"
                )
            embedded = view.embed_masks(chosen.masks, self.options).unbind()
        return ProbeRow(
            key=picture.key,
            set_name=picture.sample.source,
            numbers=chosen.numbers,
            categories=tuple(annotations[n].get("category") for n in chosen.numbers),
            embeddings=tuple(pack(each) for each in embedded),
            left_out=chosen.left_out,
        )

    def summarise(self, rows: Sequence[ProbeRow]) -> Summary:
        """Find the neighbours of all named masks, set by set.

        Raises:
            InputError: a set in which no two objects have the same category.
        """
        names = dict.fromkeys(row.set_name for row in rows)
        summed = [
            _summarise_set(name, [row for row in rows if row.set_name == name]) for name in names
        ]
        curves = [curve for _, curve in summed if curve is not None]
        whole = [_mean_curve(curves)] if curves else []
        return Summary(tuple(result for result, _ in summed), (*curves, *whole))


@dataclass(frozen=True, eq=False)
class _Known:
    """The N masks of a set whose category is known, with numbers for images and categories."""

    images: Int[Tensor, "N"]
    categories: Int[Tensor, "N"]
    embeddings: Float[Tensor, "N C"]

    @classmethod
    def of(cls, rows: Sequence[ProbeRow]) -> "_Known":
        known = [
            (image, category, text)
            for image, row in enumerate(rows)
            for category, text in zip(row.categories, row.embeddings, strict=True)
            if category is not None
        ]
        names = sorted({category for _, category, _ in known})
        numbers = {category: number for number, category in enumerate(names)}
        return cls(
            torch.tensor([image for image, _, _ in known], dtype=torch.long),
            torch.tensor([numbers[category] for _, category, _ in known], dtype=torch.long),
            unpack([text for _, _, text in known]),
        )


def _summarise_set(name: str, rows: Sequence[ProbeRow]) -> tuple[SetResult, Curve | None]:
    known = _Known.of(rows)
    total = len(known.images)
    found = {
        scope: measure_agreement(known.embeddings, known.images, known.categories, scope, DEPTH)
        for scope in SCOPES
    }
    counted = len(torch.cat([each.queries for each in found.values()]).unique())
    if not counted:
        raise InputError(
            f"set '{name}' has {total} objects with a category in {len(rows)} images, and no two "
            "of the same: pass data with categories that repeat"
        )
    beside = {UNNAMED: sum(row.objects for row in rows) - total, ALONE: total - counted}
    left_out = [*(row.left_out for row in rows), {why: n for why, n in beside.items() if n}]
    result = SetResult(
        name=name,
        images=len(rows),
        objects=counted,
        scores=_scores(found),
        intervals=_intervals(found, known.images),
        left_out=add_left_out(left_out),
    )
    return result, _curve(name, found["across"])


def _curve(name: str, across: Agreement) -> Curve | None:
    """Draw the share over the number of neighbours; None where nobody has one to find."""
    if not len(across.queries):
        return None
    shares = across.precision.mean(0).tolist()
    return Curve(CHART, X_LABEL, tuple((float(k), y) for k, y in enumerate(shares, 1)), name)


def _mean_curve(curves: Sequence[Curve]) -> Curve:
    """Average over sets, as far as the smallest has neighbours."""
    columns = zip(*(curve.points for curve in curves), strict=False)
    return Curve(CHART, X_LABEL, tuple((column[0][0], _mean_y(column)) for column in columns))


def _mean_y(points: Sequence[tuple[float, float]]) -> float:
    return sum(y for _, y in points) / len(points)


def _scores(found: Mapping[Scope, Agreement]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for scope, each in found.items():
        if len(each.queries):
            scores[scope] = float(each.precision[:, 0].mean())
            scores[scope + CHANCE] = float(each.chance.mean())
    return scores


def _intervals(found: Mapping[Scope, Agreement], images: Tensor) -> dict[str, tuple[float, float]]:
    """Give the interval of each share; objects of an image are alike."""
    intervals: dict[str, tuple[float, float]] = {}
    for scope, each in found.items():
        groups = images[each.queries].tolist()
        if len(set(groups)) > 1:
            intervals[scope] = mean_interval(each.precision[:, 0].tolist(), groups=groups)
    return intervals
