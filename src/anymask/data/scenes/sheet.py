"""Contact sheets: many scenes in one picture, for guides and for whoever changes a world."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from PIL import Image

from anymask.data.scenes.source import SceneSample


def contact_sheet(scenes: Sequence[SceneSample], columns: int = 6) -> Image.Image:
    """Lay pictures of equal size side by side, row by row.

    >>> from anymask.data.scenes.source import make_scene
    >>> contact_sheet([make_scene(seed, 64) for seed in range(3)], columns=2).size
    (128, 128)
    """
    tiles = [scene.sample.image.permute(1, 2, 0).numpy() for scene in scenes]
    return _tiled(tiles, columns)


def explained(scene: SceneSample) -> Image.Image:
    """Show a scene beside its masks, in colours, and its depth, near ones bright."""
    picture = scene.sample.image.permute(1, 2, 0).numpy()
    return _tiled([picture, _coloured_masks(scene), _grey_depth(scene)], columns=3)


def _tiled(tiles: Sequence[ndarray], columns: int) -> Image.Image:
    height, width = tiles[0].shape[:2]
    rows = -(-len(tiles) // columns)
    sheet = Image.new("RGB", (width * min(columns, len(tiles)), height * rows))
    for place, tile in enumerate(tiles):
        row, column = divmod(place, columns)
        sheet.paste(Image.fromarray(tile), (column * width, row * height))
    return sheet


def _coloured_masks(scene: SceneSample) -> ndarray:
    """Paint each mask in a colour of its own; parts over their wholes."""
    rng = np.random.default_rng(1)
    picture = np.full((*scene.sample.size, 3), 30, np.uint8)
    for mask in scene.sample.masks.numpy():
        picture[mask] = rng.integers(50, 256, 3)
    return picture


def _grey_depth(scene: SceneSample) -> ndarray:
    """Map the logarithm of the depth to grey."""
    far: Float[ndarray, "H W"] = np.log(scene.depth.numpy())
    low, high = np.percentile(far, (1, 99))
    grey = 255 * np.clip((high - far) / max(high - low, 1e-6), 0, 1)
    return np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)
