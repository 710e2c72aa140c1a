"""Masked-autoencoder pre-training: hide most patches of a picture, paint them, charge the pixels.

Source: MAE, section 3 (Reconstruction target): mean squared error on the hidden patches only,
against pixel values that are normalised patch by patch.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from jaxtyping import Float, UInt8
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.models.mae.masking import mask_patches, take
from anymask.models.mae.model import MaskedAutoencoder
from anymask.models.mae.target import normalise_patches


@dataclass(frozen=True)
class MaeObjective:
    """The loss of masked-autoencoder pre-training.

    Attributes:
        mask_ratio: share of the patches to hide.
        normalise_targets: predict each patch with mean 0 and standard deviation 1.
    """

    mask_ratio: float = 0.75
    normalise_targets: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.mask_ratio < 1:
            raise ConfigurationError(
                f"mask_ratio is {self.mask_ratio}; choose one between 0 and 1, such as 0.75"
            )

    def __call__(
        self,
        model: MaskedAutoencoder,
        images: UInt8[Tensor, "B 3 S S"],
        generator: torch.Generator,
    ) -> dict[str, Float[Tensor, ""]]:
        """Return the mean squared error as "loss"; RGB images in 0..255."""
        patches = model.patches(images)
        noise = torch.rand(patches.shape[:2], generator=generator)
        return {"loss": self.loss(model, patches, noise.to(patches.device))}

    def loss(
        self,
        model: MaskedAutoencoder,
        patches: Float[Tensor, "B S P"],
        noise: Float[Tensor, "B S"],
    ) -> Float[Tensor, ""]:
        """Hide the patches with the most noise and charge what the model paints there."""
        mask = mask_patches(noise, self.mask_ratio)
        predicted = model(take(patches, mask.visible), mask)
        target = take(patches, mask.hidden)
        if self.normalise_targets:
            target = normalise_patches(target)
        return F.mse_loss(predicted.float(), target)
