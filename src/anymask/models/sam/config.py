"""The shapes that a SAM comes in: three official sizes and our small default."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from anymask.errors import ConfigurationError, did_you_mean

STRIDE = 16
"""Pixels of the padded square per cell of the image embedding, along each axis."""


@dataclass(frozen=True)
class VitConfig:
    """A ViTDet-style image encoder (SAM, Appendix A; FACTS of the official checkpoints)."""

    width: int
    depth: int
    heads: int
    global_blocks: tuple[int, ...]
    patch_size: int = 16
    window: int = 14


@dataclass(frozen=True)
class PyramidConfig:
    """A convolutional pyramid: features at strides 4, 8, 16 and 32, fused at stride 16."""

    widths: tuple[int, int, int, int]
    depths: tuple[int, int, int, int]


@dataclass(frozen=True)
class SamConfig:
    """Everything that fixes the parameters of a `Sam`, and how to read its scores.

    Attributes:
        encoder: the image encoder.
        image_size: side, in pixels, of the padded square that the encoder sees.
        embed_dim: channels of the image embedding and of all prompt tokens.
        decoder_heads: attention heads of the mask decoder.
        decoder_hidden: hidden width of the mask decoder's feed-forward layers.
        decoder_depth: two-way blocks of the mask decoder.
        mask_channels: channels inside the mask prompt's convolutions.
        pred_iou_thresh: predicted IoU above which everything mode should keep a mask: what a score
            is worth differs from model to model.
        stability_score_thresh: likewise for the stability of a mask.
    """

    encoder: VitConfig | PyramidConfig
    image_size: int = 1024
    embed_dim: int = 256
    decoder_heads: int = 8
    decoder_hidden: int = 2048
    decoder_depth: int = 2
    mask_channels: int = 16
    pred_iou_thresh: float = 0.88
    stability_score_thresh: float = 0.95

    @property
    def grid_side(self) -> int:
        """Side of the image embedding in cells."""
        return self.image_size // STRIDE

    @property
    def mask_size(self) -> int:
        """Side of the low-resolution logits in cells: four per cell of the embedding."""
        return 4 * self.grid_side

    @property
    def encoder_knows_positions(self) -> bool:
        """Whether features tell where they lie: a ViT's do, convolutions' have to be told."""
        return isinstance(self.encoder, VitConfig)

    def to_dict(self) -> dict[str, Any]:
        """Describe the model in plain JSON values; `from_dict` is the way back."""
        kind = "pyramid" if isinstance(self.encoder, PyramidConfig) else "vit"
        return asdict(self) | {"encoder": {"kind": kind} | asdict(self.encoder)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "SamConfig":
        """Read a description written by `to_dict`.

        Raises:
            ConfigurationError: a key or the kind of encoder is unknown, or one is missing.
        """
        encoder = dict(values.get("encoder", {}))
        kind = encoder.pop("kind", None)
        if kind not in ("vit", "pyramid"):
            raise ConfigurationError(f"encoder kind {kind!r} is unknown; it is 'vit' or 'pyramid'")
        encoder_class = VitConfig if kind == "vit" else PyramidConfig
        rest = {name: value for name, value in values.items() if name != "encoder"}
        return _construct(cls, rest | {"encoder": _construct(encoder_class, encoder)})


def _construct(cls: type, values: Mapping[str, Any]) -> Any:
    """Make a dataclass from JSON values: lists become tuples, unknown names are refused."""
    known = [field.name for field in fields(cls)]
    for name in values:
        if name not in known:
            raise ConfigurationError(
                f"the model description has an unknown key {name!r}; {did_you_mean(name, known)}"
            )
    try:
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
    except TypeError as error:
        raise ConfigurationError(f"the model description is incomplete: {error}") from error


def sam_vit_b() -> SamConfig:
    """Describe the official ViT-B (91 M parameters)."""
    return SamConfig(VitConfig(768, 12, 12, global_blocks=(2, 5, 8, 11)))


def sam_vit_l() -> SamConfig:
    """Describe the official ViT-L (308 M parameters)."""
    return SamConfig(VitConfig(1024, 24, 16, global_blocks=(5, 11, 17, 23)))


def sam_vit_h() -> SamConfig:
    """Describe the official ViT-H (636 M parameters)."""
    return SamConfig(VitConfig(1280, 32, 16, global_blocks=(7, 15, 23, 31)))


def sam_tiny() -> SamConfig:
    """Describe the model that comes with anymask: made to be trained and used on a laptop."""
    return SamConfig(
        PyramidConfig(widths=(48, 96, 192, 320), depths=(2, 2, 6, 2)),
        image_size=384,
        embed_dim=192,
        decoder_heads=8,
        decoder_hidden=768,
        pred_iou_thresh=0.3,
        stability_score_thresh=0.6,
    )
