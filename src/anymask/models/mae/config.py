"""The shapes that a masked autoencoder comes in: the published sizes and a small one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from anymask.errors import ConfigurationError, did_you_mean


@dataclass(frozen=True)
class MaeConfig:
    """Everything that fixes the parameters of a `MaskedAutoencoder` (MAE, section 3, appendix A).

    Attributes:
        width, depth, heads: of the encoder, a plain ViT.
        patch_size: side of a patch in pixels.
        image_size: side of the training squares in pixels; a multiple of `patch_size`.
        decoder_width, decoder_depth, decoder_heads: of the decoder, which is thrown away after
            pre-training.
    """

    width: int
    depth: int
    heads: int
    patch_size: int = 16
    image_size: int = 224
    decoder_width: int = 512
    decoder_depth: int = 8
    decoder_heads: int = 16

    def __post_init__(self) -> None:
        if self.image_size % self.patch_size:
            raise ConfigurationError(
                f"image_size {self.image_size} is no multiple of patch_size {self.patch_size}; "
                f"use {self.image_size - self.image_size % self.patch_size}"
            )
        for part, width, heads in (
            ("", self.width, self.heads),
            ("decoder_", self.decoder_width, self.decoder_heads),
        ):
            if width % heads or width % 4:
                raise ConfigurationError(
                    f"{part}width {width} must be a multiple of 4 and of {part}heads {heads}"
                )

    @property
    def grid_side(self) -> int:
        """Patches along each side of the training square."""
        return self.image_size // self.patch_size

    def to_dict(self) -> dict[str, Any]:
        """Describe the model in plain JSON values; `from_dict` is the way back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "MaeConfig":
        """Read a description written by `to_dict`.

        Raises:
            ConfigurationError: a key is unknown, missing, or has an impossible value.
        """
        known = [field.name for field in fields(cls)]
        for name in values:
            if name not in known:
                raise ConfigurationError(
                    f"the model description has an unknown key {name!r}; "
                    f"{did_you_mean(name, known)}"
                )
        try:
            return cls(**values)
        except TypeError as error:
            raise ConfigurationError(f"the model description is incomplete: {error}") from error


def mae_tiny() -> MaeConfig:
    """Describe a model that a laptop can pre-train (5.5 M parameters in the encoder)."""
    return MaeConfig(192, 12, 3, decoder_width=96, decoder_depth=4, decoder_heads=3)


def mae_vit_b() -> MaeConfig:
    """Describe the published ViT-B/16."""
    return MaeConfig(768, 12, 12)


def mae_vit_l() -> MaeConfig:
    """Describe the published ViT-L/16."""
    return MaeConfig(1024, 24, 16)


def mae_vit_h() -> MaeConfig:
    """Describe the published ViT-H/14."""
    return MaeConfig(1280, 32, 16, patch_size=14)
