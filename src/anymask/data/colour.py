"""Random change of a training image's pixel values: light, colour, sharpness, sensor noise.

`Augmentation` applies it after the geometry. Brightness, contrast, saturation, hue and grey are
one affine map of RGB, so that they cost one small matrix product together.
"""

import math
from dataclasses import dataclass

import torch
from jaxtyping import Float, UInt8
from torch import Tensor
from torch.nn import functional as F

LUMA = (0.299, 0.587, 0.114)
"""Share of red, green and blue in brightness (ITU-R BT.601)."""


@dataclass(frozen=True)
class ColourJitter:
    """Recolour an image at random.

    Attributes:
        brightness: gain of the whole image is 1 ± this.
        contrast: gain around the mean grey is 1 ± this.
        saturation: gain around each pixel's own grey is 1 ± this.
        hue_degrees: the colour circle turns by ± this.
        grey_probability: how often all colour goes.
        blur_probability: how often the image is blurred.
        max_blur_px: largest standard deviation of the blur.
        noise_probability: how often noise is added.
        max_noise: largest standard deviation of the noise, in grey levels.

    >>> image = torch.full((3, 8, 8), 100, dtype=torch.uint8)
    >>> ColourJitter()(image, torch.Generator()).shape
    torch.Size([3, 8, 8])
    """

    brightness: float = 0.3
    contrast: float = 0.3
    saturation: float = 0.4
    hue_degrees: float = 15.0
    grey_probability: float = 0.1
    blur_probability: float = 0.15
    max_blur_px: float = 1.5
    noise_probability: float = 0.15
    max_noise: float = 10.0

    def __call__(
        self, image: UInt8[Tensor, "3 H W"], generator: torch.Generator
    ) -> UInt8[Tensor, "3 H W"]:
        """Return a recoloured copy of an RGB image."""
        # All chances are drawn whether needed or not: one setting does not shift the others.
        chance = torch.rand(9, generator=generator).tolist()
        gain, contrast, saturation, turn = (2 * share - 1 for share in chance[:4])
        matrix = colour_matrix(
            saturation=0.0
            if chance[4] < self.grey_probability
            else 1 + self.saturation * saturation,
            hue_degrees=self.hue_degrees * turn,
        )
        pixels = image.flatten(1).float()  # (3, H*W)
        grey = float(torch.tensor(LUMA) @ pixels.mean(1))
        around_grey = 1 + self.contrast * contrast
        overall = 1 + self.brightness * gain
        offset = overall * (1 - around_grey) * grey
        pixels = (overall * around_grey * matrix) @ pixels + offset

        pixels = pixels.unflatten(1, image.shape[1:])  # (3, H, W)
        if chance[5] < self.blur_probability:
            pixels = blur(pixels, max(0.3, chance[6] * self.max_blur_px))
        if chance[7] < self.noise_probability:
            noise = torch.randn(pixels.shape, generator=generator)
            pixels = pixels + noise * (chance[8] * self.max_noise)
        return pixels.round().clamp(0, 255).to(torch.uint8)


def colour_matrix(saturation: float, hue_degrees: float) -> Float[Tensor, "3 3"]:
    """Return the RGB matrix that turns the colour circle and scales distance from grey.

    Hue turns around the grey axis with brightness held (a rotation in YIQ, the broadcast colour
    space); grey pixels stay as they are.

    >>> torch.allclose(colour_matrix(1.0, 0.0), torch.eye(3), atol=1e-6)
    True
    """
    to_yiq = torch.tensor([LUMA, (0.596, -0.274, -0.322), (0.211, -0.523, 0.312)])
    angle = math.radians(hue_degrees)
    cosine, sine = saturation * math.cos(angle), saturation * math.sin(angle)
    turn = torch.tensor([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]])
    matrix: Tensor = torch.linalg.inv(to_yiq) @ turn @ to_yiq
    return matrix


def blur(planes: Float[Tensor, "C H W"], sigma_px: float) -> Float[Tensor, "C H W"]:
    """Blur with a Gaussian of standard deviation `sigma_px`; edge pixels repeat outwards."""
    radius = math.ceil(3 * sigma_px)
    weights = [math.exp(-0.5 * (distance / sigma_px) ** 2) for distance in range(radius + 1)]
    total = weights[0] + 2 * sum(weights[1:])
    padded = F.pad(planes[None], (radius, radius, radius, radius), mode="replicate")[0]
    # Adding shifted copies is six times as fast as a convolution with one channel.
    for axis in (1, 2):
        length = planes.shape[axis]
        blurred = padded.narrow(axis, radius, length) * (weights[0] / total)
        for distance in range(1, radius + 1):
            for start in (radius - distance, radius + distance):
                blurred.add_(padded.narrow(axis, start, length), alpha=weights[distance] / total)
        padded = blurred
    return padded
