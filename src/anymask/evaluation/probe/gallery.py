"""Queries and their neighbours with the windows to show: what the picture of the probe is made of.

Queries are drawn at random, so that the picture is no selection of the best; each has a category
that no earlier one has, as long as there are more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from anymask.data.dataset import MaskDataset
from anymask.evaluation.probe.neighbours import Scope, find_neighbours
from anymask.evaluation.probe.row import ProbeRow, unpack
from anymask.evaluation.probe.window import Window, cut

QUERIES, SHOWN = 6, 5
"""Lines of a picture, and neighbours on each side of a line."""
CONTEXT = 0.25
"""Shown around a mask, as a share of the longer side of its box."""


@dataclass(frozen=True, eq=False)
class Tile:
    """One mask of a line.

    Attributes:
        window: what is shown.
        category: of the mask, where it has one.
        similarity: to the query; 1 for the query itself.
    """

    window: Window
    category: str | None
    similarity: float


@dataclass(frozen=True, eq=False)
class Line:
    """A query and its nearest neighbours, the most similar first.

    Attributes:
        query: the mask that was asked about.
        inside: its neighbours in the same image.
        across: its neighbours in other images.
    """

    query: Tile
    inside: tuple[Tile, ...]
    across: tuple[Tile, ...]


@dataclass(frozen=True)
class _Place:
    """A mask among the rows."""

    row: ProbeRow
    position: int

    @property
    def category(self) -> str | None:
        return self.row.categories[self.position]


def make_lines(
    rows: Sequence[ProbeRow], datasets: Mapping[str, MaskDataset], seed: int = 0
) -> list[Line]:
    """Draw queries from the rows of one method on one set, and cut out their neighbours.

    Args:
        rows: at least one with a mask, or there is no line.
        datasets: by the path that the rows give.
        seed: of the draw.

    Raises:
        BrokenSampleError: an image that was read before cannot be read any more.
    """
    places = [_Place(row, position) for row in rows for position in range(row.objects)]
    images = torch.tensor([n for n, row in enumerate(rows) for _ in row.numbers], dtype=torch.long)
    embeddings = unpack([text for row in rows for text in row.embeddings])
    album = _Album(datasets)
    scopes: tuple[Scope, ...] = ("inside", "across")
    found = {scope: find_neighbours(embeddings, images, scope, SHOWN) for scope in scopes}

    def tiles(query: int, scope: Scope) -> tuple[Tile, ...]:
        near = found[scope]
        pairs = zip(near.places[query].tolist(), near.similarity[query].tolist(), strict=True)
        return tuple(album.tile(places[n], cosine) for n, cosine in pairs if cosine > -np.inf)

    return [
        Line(album.tile(places[query], 1.0), tiles(query, "inside"), tiles(query, "across"))
        for query in _draw_queries(places, seed)
    ]


def _draw_queries(places: Sequence[_Place], seed: int) -> list[int]:
    """Draw masks that have a neighbour in their image, of as many categories as there are."""
    order = np.random.default_rng(seed).permutation(len(places)).tolist()
    accompanied = [n for n in order if places[n].row.objects > 1]
    firsts: dict[str | None, int] = {}
    for n in accompanied:
        firsts.setdefault(places[n].category, n)
    chosen = list(firsts.values())
    others = [n for n in accompanied if n not in firsts.values()]
    return [*chosen, *others][:QUERIES]


class _Album:
    """Opens the images of rows again, each once."""

    def __init__(self, datasets: Mapping[str, MaskDataset]) -> None:
        self._datasets = datasets
        self._indices = {
            path: {dataset.name(index): index for index in range(len(dataset))}
            for path, dataset in datasets.items()
        }

    def tile(self, place: _Place, similarity: float) -> Tile:
        key = place.row.key
        sample = self._datasets[key.data].compact(self._indices[key.data][key.image])
        pixels = sample.pixels().permute(1, 2, 0).numpy()
        mask = sample.masks[place.row.numbers[place.position]]
        return Tile(cut(pixels, mask, CONTEXT), place.category, similarity)
