"""What a camera does to a rendered scene: focus, light, tone, sensor noise, compression.

A camera is drawn first and takes the picture then, because whoever describes the scene must know
whether there are colours in it.
"""

import io
from dataclasses import dataclass
from functools import cache

import numpy as np
from jaxtyping import Float, Int8, UInt8
from numpy import ndarray
from PIL import Image, ImageFilter

NOISE_SIDE = 1024
"""Side of the prepared noise; pictures look at a random part of it."""


@dataclass(frozen=True)
class Camera:
    """A camera.

    Attributes:
        blur: radius of the optics in pixels, below one.
        focus: 1 / depth that is sharp, as a rank among the pixels' (0 far, 1 near); None if all is.
        aperture: radius of the blur far from the focus, as a share of the picture.
        slope: (down, right) gain of light from the middle to the edge.
        gamma: tone; above one darkens the middle.
        noise: standard deviation of the sensor noise in grey levels.
        coarse: noise comes in grains of two pixels, alike in all channels.
        quality: of JPEG, or None for no compression.
        grey: the picture has no colours.
    """

    blur: float
    focus: float | None
    aperture: float
    slope: tuple[float, float]
    gamma: float
    noise: float
    coarse: bool
    quality: int | None
    grey: bool

    def take(
        self,
        image: UInt8[ndarray, "S S 3"],
        nearness: Float[ndarray, "S S"] | None,
        rng: np.random.Generator,
    ) -> UInt8[ndarray, "S S 3"]:
        """Return the picture of a rendered scene.

        Args:
            image: the scene, RGB.
            nearness: 1 / depth; only read if there is a focus.
            rng: source of the noise.
        """
        if self.focus is not None and nearness is not None:
            image = _focused(image, nearness, self.focus, self.aperture)
        smooth = Image.fromarray(image).filter(ImageFilter.BoxBlur(self.blur))
        if self.grey:
            smooth = smooth.convert("L").convert("RGB")
        pixels = _tone(self.gamma)[np.asarray(smooth)]
        side = len(image)
        axis = np.linspace(-1, 1, side, dtype=np.float32)
        gain = 1 + (np.float32(self.slope[0]) * axis)[:, None] + np.float32(self.slope[1]) * axis
        pixels *= gain[..., None]
        pixels += self._sensor_noise(side, rng)
        taken: UInt8[ndarray, "S S 3"] = np.clip(pixels, 0, 255, out=pixels).astype(np.uint8)
        return taken if self.quality is None else _compressed(taken, self.quality)

    def _sensor_noise(self, side: int, rng: np.random.Generator) -> ndarray:
        """Draw noise (S, S, 3) or (S, S, 1): a random part of the prepared noise, scaled."""
        strength = np.float32(self.noise / 32)
        if side >= NOISE_SIDE:
            return rng.normal(0, self.noise, (side, side, 3)).astype(np.float32)
        top, left = rng.integers(0, NOISE_SIDE - side, 2).tolist()
        part = _prepared_noise()[top : top + side, left : left + side]
        if self.coarse or self.grey:
            part = part[..., :1]
        if self.coarse:
            half = (side + 1) // 2
            part = part[:half, :half].repeat(2, 0).repeat(2, 1)[:side, :side]
        return part * strength


def random_camera(rng: np.random.Generator) -> Camera:
    """Draw a camera as people own them: sharp more often than not, seldom black and white."""
    focus = rng.random()
    has_focus = rng.random() < 0.22
    quality = int(rng.integers(35, 95))
    return Camera(
        blur=rng.uniform(0.1, 0.85),
        focus=focus if has_focus else None,
        aperture=rng.uniform(0.002, 0.009),
        slope=tuple((0.1 * rng.normal(size=2)).clip(-0.25, 0.25).tolist()),
        gamma=float(np.exp(np.clip(rng.normal(0, 0.12), -0.3, 0.3))),
        noise=min(rng.exponential(4), 16.0),
        coarse=rng.random() < 0.2,
        quality=quality if rng.random() < 0.3 else None,
        grey=rng.random() < 0.06,
    )


def _focused(
    image: UInt8[ndarray, "S S 3"],
    nearness: Float[ndarray, "S S"],
    focus: float,
    aperture: float,
) -> UInt8[ndarray, "S S 3"]:
    """Blur what is nearer or farther than the focus, by how far it is from it."""
    side = len(image)
    depths = np.sort(nearness[::16, ::16], axis=None)
    sharp = depths[min(int(focus * len(depths)), len(depths) - 1)]
    span = max(float(depths[-1] - depths[0]), 1e-6)
    share = np.clip(np.abs(nearness - sharp) * (2.5 / span), 0, 1)
    alpha = Image.fromarray((255 * share).astype(np.uint8))
    picture = Image.fromarray(image)
    radius = max(aperture * side / 2, 0.5)
    half = picture.reduce(2).filter(ImageFilter.BoxBlur(radius)).filter(ImageFilter.BoxBlur(radius))
    blurred = half.resize((side, side), Image.Resampling.BILINEAR)
    return np.asarray(Image.composite(blurred, picture, alpha))


def _tone(gamma: float) -> Float[ndarray, "256"]:
    """A table of 256 tones."""
    tones: ndarray = 255 * (np.arange(256) / 255) ** gamma
    return tones.astype(np.float32)


@cache
def _prepared_noise() -> Int8[ndarray, "S S 3"]:
    """Return normal noise with a standard deviation of 32. The same in every process."""
    noise = np.random.default_rng(7).normal(0, 32, (NOISE_SIDE, NOISE_SIDE, 3))
    return np.clip(noise, -127, 127).astype(np.int8)


def _compressed(image: UInt8[ndarray, "S S 3"], quality: int) -> UInt8[ndarray, "S S 3"]:
    """Send the image through JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "jpeg", quality=quality)
    return np.array(Image.open(buffer))
