"""The colours of a mask: what is alike about objects before anybody recognises them.

The floor of the latent probe: a model's embedding must find more than equal colours.
"""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor

from anymask.evaluation.probe.options import ProbeOptions
from anymask.geometry import rle
from anymask.geometry.rle import Rle


class Colours:
    """Embeds a mask by mean and spread of its red, green and blue; takes no prompts."""

    name = "colours"
    stamp = ""

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "ColoursView":
        """Remember the image."""
        return ColoursView(image)


class ColoursView:
    """An image of which the colours matter."""

    def __init__(self, image: UInt8[np.ndarray, "H W 3"]) -> None:
        self._image = torch.from_numpy(image)

    def embed_masks(self, masks: Sequence[Rle], options: ProbeOptions) -> Float[Tensor, "M 6"]:
        """Embed by colour, from -1 to 1, so that cosines tell dark from bright."""
        embedded = []
        for mask in masks:
            inside = self._image[rle.decode(mask)].float() / 127.5 - 1  # (P, 3)
            spread = inside.std(0, correction=0)
            embedded.append(torch.cat([inside.mean(0), spread]))
        return torch.stack(embedded) if embedded else torch.zeros(0, 6)
