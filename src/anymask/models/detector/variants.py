"""The sizes that a detector comes in: one for laptops, and the published ones.

`tiny` sits on the image encoder of the model that comes with anymask; the others are D-FINE's N, S,
M, L and X (D-FINE, appendix A.1; the numbers are those of its released configurations).
"""

from collections.abc import Callable
from dataclasses import replace

from anymask.errors import ConfigurationError, did_you_mean
from anymask.models.detector.config import DetectorConfig, HgNetConfig
from anymask.models.sam.config import PyramidConfig, sam_tiny
from anymask.models.sam.model import PIXEL_MEAN, PIXEL_STD

_HGNET_B0 = HgNetConfig(
    (16, 16), (16, 32, 64, 128), (64, 256, 512, 1024), (1, 1, 2, 1), layers=3, affine=True
)
_HGNET_B2 = HgNetConfig(
    (24, 32), (32, 64, 128, 256), (96, 384, 768, 1536), (1, 1, 3, 1), layers=4, affine=True
)
_HGNET_B4 = HgNetConfig(
    (32, 48), (48, 96, 192, 384), (128, 512, 1024, 2048), (1, 1, 3, 1), layers=6
)
_HGNET_B5 = HgNetConfig(
    (32, 64), (64, 128, 256, 512), (128, 512, 1024, 2048), (1, 2, 5, 2), layers=6
)


def detector_tiny() -> DetectorConfig:
    """Describe a detector that two CPU cores can train, on the encoder of the SAM `tiny`."""
    encoder = sam_tiny().encoder
    assert isinstance(encoder, PyramidConfig), "tiny has a pyramid"
    return DetectorConfig(
        encoder,
        image_size=320,
        queries=150,
        width=128,
        heads=4,
        decoder_hidden=256,
        decoder_depth=3,
        points=(4, 4, 4),
        encoder_width=128,
        encoder_hidden=256,
        expansion=0.5,
        depth_factor=0.34,
        denoising=50,
        pixel_mean=PIXEL_MEAN,
        pixel_std=PIXEL_STD,
    )


def detector_nano() -> DetectorConfig:
    """Describe D-FINE-N (4 M parameters), which sees no finer than stride 16."""
    return DetectorConfig(
        _HGNET_B0,
        width=128,
        decoder_hidden=512,
        decoder_depth=3,
        points=(6, 6),
        encoder_width=128,
        encoder_hidden=512,
        expansion=0.34,
        depth_factor=0.5,
    )


def detector_small() -> DetectorConfig:
    """Describe D-FINE-S (10 M parameters)."""
    return DetectorConfig(_HGNET_B0, decoder_depth=3, expansion=0.5, depth_factor=0.34)


def detector_medium() -> DetectorConfig:
    """Describe D-FINE-M (19 M parameters)."""
    return DetectorConfig(_HGNET_B2, decoder_depth=4, depth_factor=0.67)


def detector_large() -> DetectorConfig:
    """Describe D-FINE-L (31 M parameters)."""
    return DetectorConfig(_HGNET_B4)


def detector_xlarge() -> DetectorConfig:
    """Describe D-FINE-X (62 M parameters)."""
    return replace(DetectorConfig(_HGNET_B5), encoder_width=384, encoder_hidden=2048)


VARIANTS: dict[str, Callable[[], DetectorConfig]] = {
    "tiny": detector_tiny,
    "nano": detector_nano,
    "small": detector_small,
    "medium": detector_medium,
    "large": detector_large,
    "xlarge": detector_xlarge,
}
"""Name -> function that describes the size."""


def find_variant(name: str) -> DetectorConfig:
    """Return the size called `name`.

    Raises:
        ConfigurationError: there is none; the message says which was probably meant.
    """
    if name not in VARIANTS:
        raise ConfigurationError(
            f"no detector has the size {name!r}; {did_you_mean(name, VARIANTS)}"
        )
    return VARIANTS[name]()
