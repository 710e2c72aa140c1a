"""Turn a synthetic scene into pixels: an image, a label per pixel, and from these every mask.

Nodes are laid down back to front as labels only (`lay`); then all visible pixels are painted in
one pass, so that nothing hidden costs paint. Masks are what is visible (modal).
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int, UInt8
from numpy import ndarray

from anymask.data.scenes.light import contact_shade, dappled, soften
from anymask.data.scenes.scene import ROOT, Node, Scene
from anymask.data.scenes.shapes import Patch, rasterise
from anymask.data.scenes.surface import Surface
from anymask.data.scenes.textures import TILE, texture_bank

Labels = Int[ndarray, "S S"]
"""For each pixel the number of the node that is seen there."""


NO_SHADE = 0.01
"""1 / depth of sky and hills: nothing shades them."""


@dataclass(frozen=True, eq=False)
class Rendering:
    """A rendered scene.

    Attributes:
        image: (S, S, 3) uint8, RGB, before the camera (`camera.py`).
        labels: (S, S), the node seen at each pixel.
        last: (nodes,), the last descendant of each node; a node and its parts are the labels
            from its own number to this.
        planes: (nodes, 2), 1 / depth of each node: per row, at row 0.
    """

    image: UInt8[ndarray, "S S 3"]
    labels: Labels
    last: Int[ndarray, "N"]
    planes: Float[ndarray, "N 2"]

    def areas(self) -> Int[ndarray, "N"]:
        """Return the visible pixels of each node with all its parts."""
        own = np.bincount(self.labels.ravel(), minlength=len(self.last))
        before = np.concatenate([[0], np.cumsum(own)])
        totals: ndarray = before[self.last + 1] - before[:-1]
        return totals

    def mask(self, node: int) -> Bool[ndarray, "S S"]:
        """Return the visible pixels of a node with all its parts."""
        last = int(self.last[node])
        if last == node:
            alone: ndarray = self.labels == node
            return alone
        inside: ndarray = (self.labels >= node) & (self.labels <= last)
        return inside

    def nearness(self) -> Float[ndarray, "S S"]:
        """Return 1 / depth of each pixel, float32."""
        planes = self.planes.astype(np.float32)
        rows = np.arange(len(self.labels), dtype=np.float32)[:, None] + np.float32(0.5)
        total: ndarray = planes[:, 0].take(self.labels) * rows
        total += planes[:, 1].take(self.labels)
        return total


def render(scene: Scene) -> Rendering:
    """Render a scene."""
    labels, light = lay(scene)
    last = last_descendants(scene.nodes)
    light = soften(light, scene.light.softness)
    planes = np.array([node.nearness for node in scene.nodes])
    if scene.light.contact:
        far = planes @ [scene.side, 1.0] < NO_SHADE
        light *= contact_shade(labels, _things(scene.nodes), far, scene.light)
    if scene.light.dapple:
        light *= dappled(scene.side, scene.light)
    image = _paint([node.surface for node in scene.nodes], labels)
    image *= light[..., None]
    pixels = np.clip(image, 0, 255, out=image).astype(np.uint8)
    return Rendering(pixels, labels, last, planes)


def lay(scene: Scene) -> tuple[Labels, Float[ndarray, "S S"]]:
    """Lay the nodes over each other: what is seen at each pixel, and how shadowed it is."""
    labels = np.zeros((scene.side, scene.side), np.int16)
    light = np.ones((scene.side, scene.side), np.float32)
    direction = scene.palette.direction
    toward_shadow = (-np.sin(direction), -np.cos(direction))
    for number, node in enumerate(scene.nodes):
        patch = None if node.shape is None else rasterise(node.shape, scene.side)
        if patch is None:
            continue
        mask = patch.mask
        if node.clipped:
            seen = labels[patch.window]
            mask = mask & (seen >= node.parent)  # whatever was laid since is part of the parent
        elif node.shadow:
            _cast_shadow(light, patch, node.shadow, toward_shadow)
        np.copyto(labels[patch.window], number, where=mask)
        if not node.clipped:
            np.copyto(light[patch.window], 1, where=mask)
    return labels, light


def _cast_shadow(
    light: Float[ndarray, "S S"], patch: Patch, strength: float, direction: tuple[float, float]
) -> None:
    """Darken `light`, in place, beside a patch."""
    height, width = patch.mask.shape
    reach = 0.06 * (height + width)
    side = len(light)
    top = patch.top + round(direction[0] * reach)
    left = patch.left + round(direction[1] * reach)
    rows = slice(max(-top, 0), max(min(side - top, height), 0))
    columns = slice(max(-left, 0), max(min(side - left, width), 0))
    shaded = patch.mask[rows, columns]
    top, left = max(top, 0), max(left, 0)
    window = light[top : top + shaded.shape[0], left : left + shaded.shape[1]]
    np.multiply(window, 1 - strength, out=window, where=shaded)


def _paint(surfaces: list[Surface | None], labels: Labels) -> Float[ndarray, "S S 3"]:
    """Paint every pixel with the surface of its label, without light and shadow of others."""
    table = _table(surfaces)
    label = labels.astype(np.intp)
    y, x = (axis.astype(np.float32) for axis in np.ogrid[: len(labels), : len(labels)])

    def affine(row: int) -> Float[ndarray, "S S"]:
        """Evaluate a x + b y + c with each pixel's own a, b, c."""
        total: Float[ndarray, "S S"] = table[row].take(label)
        total *= x
        total += table[row + 1].take(label) * y
        total += table[row + 2].take(label)
        return total

    # Nearest texel of the turned and scaled tile.
    column = affine(0).astype(np.int32) & (TILE - 1)
    row = affine(3).astype(np.int32) & (TILE - 1)
    tile = table[9].astype(np.int32).take(label)
    texel = ((tile * TILE + row) * TILE) + column
    share = texture_bank().reshape(-1).take(texel).astype(np.float32)

    gain = affine(6)
    gain -= table[10].take(label) * gain * gain
    gain += 1
    image = np.empty((*labels.shape, 3), np.float32)
    for channel in range(3):
        tint = share * table[14 + channel].take(label)
        tint += table[11 + channel].take(label)
        np.multiply(tint, gain, out=image[..., channel])
    return image


def _table(surfaces: list[Surface | None]) -> Float[ndarray, "R N"]:
    """Write each surface as a column of numbers; a group, which no pixel shows, as zeros."""
    rows = [(0.0,) * 17 if surface is None else _numbers(surface) for surface in surfaces]
    return np.array(rows, np.float32).T.copy()


def _numbers(surface: Surface) -> tuple[float, ...]:
    """Write a surface as the renderer reads it: two texture axes, light, shape, two colours."""
    across = surface.texels_per_pixel * float(np.cos(surface.turn))
    down = surface.texels_per_pixel * float(np.sin(surface.turn))
    # Far from zero, so that cutting to whole texels always rounds the same way.
    far = 64 * TILE
    along_x, along_y = surface.light
    offset = -along_x * surface.centre[0] - along_y * surface.centre[1]
    dark, bright = surface.dark.tolist(), surface.bright.tolist()
    return (
        *(across, down * surface.stretch, surface.origin[0] + far),
        *(-down, across * surface.stretch, surface.origin[1] + far),
        *(along_x, along_y, offset),
        *(float(surface.tile), surface.roundness),
        *dark,
        *((light - shade) / 255 for light, shade in zip(bright, dark, strict=True)),
    )


def _things(nodes: tuple[Node, ...]) -> Int[ndarray, "N"]:
    """Number the things in order: each node gets the number of the thing that it belongs to."""
    numbers: ndarray = np.cumsum([node.parent == ROOT for node in nodes]) - 1
    return numbers


def last_descendants(nodes: tuple[Node, ...]) -> Int[ndarray, "N"]:
    """Return the last node of each subtree; descendants follow their ancestor without gap."""
    last = np.arange(len(nodes))
    for number in range(len(nodes) - 1, -1, -1):
        parent = nodes[number].parent
        if parent >= 0:
            last[parent] = max(last[parent], last[number])
    return last
