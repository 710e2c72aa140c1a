"""What fixes the parameters of a detector: its backbone, its widths, and the squares it sees.

`variants.py` lists the sizes by name; `dfine.py` translates a description into transformers' words.
Source: D-FINE (Peng et al. 2024), section 4; HGNetV2 is the backbone of the published sizes.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from anymask.errors import ConfigurationError, did_you_mean
from anymask.models.sam.config import PyramidConfig


@dataclass(frozen=True)
class HgNetConfig:
    """The published backbone: features at strides 4, 8, 16 and 32.

    Attributes:
        stem: channels inside and after the stem.
        middle: channels inside the blocks of each stage.
        widths: channels after each stage.
        blocks: of each stage.
        layers: convolutions of a block.
        affine: a learned gain and bias after each activation.
        frozen_norms: keep the statistics of the batch norms, which are those of ImageNet in
            published weights; a backbone that starts from nothing has to learn them.
    """

    stem: tuple[int, int]
    middle: tuple[int, int, int, int]
    widths: tuple[int, int, int, int]
    blocks: tuple[int, int, int, int]
    layers: int
    affine: bool = False
    frozen_norms: bool = True


@dataclass(frozen=True)
class DetectorConfig:
    """Everything that fixes the parameters of a `Detector`, and how it sees an image.

    Attributes:
        backbone: HGNetV2, or the pyramid of a small SAM, whose weights it can take over.
        image_size: side in pixels of the padded square; a multiple of 32.
        labels: categories; 1 is "object". Published weights know 80 or 366.
        queries: boxes that are proposed, at most.
        width, heads, decoder_hidden, decoder_depth: of the decoder.
        points: places at which a head of the decoder looks on each level, from fine to coarse; two
            levels are those of strides 16 and 32, three begin at stride 8.
        encoder_width, encoder_hidden: of the hybrid encoder, and of its feed-forward layer.
        expansion: hidden width of the hybrid encoder's convolutions over `encoder_width`.
        depth_factor: share of the largest model's convolutions in the hybrid encoder.
        denoising: noisy true boxes among the queries while training, about.
        pixel_mean, pixel_std: of RGB in 0..255; published weights know 0 and 255.
    """

    backbone: HgNetConfig | PyramidConfig
    image_size: int = 640
    labels: int = 1
    queries: int = 300
    width: int = 256
    heads: int = 8
    decoder_hidden: int = 1024
    decoder_depth: int = 6
    points: tuple[int, ...] = (3, 6, 3)
    encoder_width: int = 256
    encoder_hidden: int = 1024
    expansion: float = 1.0
    depth_factor: float = 1.0
    denoising: int = 100
    pixel_mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    pixel_std: tuple[float, float, float] = (255.0, 255.0, 255.0)

    def __post_init__(self) -> None:
        if self.image_size < 32 or self.image_size % 32:
            raise ConfigurationError(
                f"image_size is {self.image_size}; pass a multiple of 32, such as "
                f"{max(32, round(self.image_size / 32) * 32)}"
            )
        if len(self.points) not in (2, 3):
            raise ConfigurationError(
                f"points is {self.points}; pass two numbers (strides 16 and 32) or three "
                "(8, 16 and 32)"
            )
        for part, width in (("width", self.width), ("encoder_width", self.encoder_width)):
            if width % self.heads or width % 4:
                raise ConfigurationError(
                    f"{part} {width} must be a multiple of 4 and of heads {self.heads}"
                )
        if self.labels < 1 or self.queries < 1 or self.decoder_depth < 1:
            raise ConfigurationError(
                f"labels {self.labels}, queries {self.queries} and decoder_depth "
                f"{self.decoder_depth} must all be at least 1"
            )

    @property
    def level_widths(self) -> tuple[int, ...]:
        """Channels of the backbone's features, one per level of `points`."""
        return self.backbone.widths[-len(self.points) :]

    def to_dict(self) -> dict[str, Any]:
        """Describe the detector in plain JSON values; `from_dict` is the way back."""
        kind = "pyramid" if isinstance(self.backbone, PyramidConfig) else "hgnet"
        return asdict(self) | {"backbone": {"kind": kind} | asdict(self.backbone)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "DetectorConfig":
        """Read a description written by `to_dict`.

        Raises:
            ConfigurationError: a key or the kind of backbone is unknown, or one is missing.
        """
        backbone = values.get("backbone")
        kind = backbone.get("kind") if isinstance(backbone, Mapping) else None
        if not isinstance(backbone, Mapping) or kind not in ("hgnet", "pyramid"):
            raise ConfigurationError(
                f"backbone kind {kind!r} is unknown; it is 'hgnet' or 'pyramid'"
            )
        rest = {name: value for name, value in backbone.items() if name != "kind"}
        made = _construct(HgNetConfig if kind == "hgnet" else PyramidConfig, rest)
        return _construct(cls, {**values, "backbone": made})


def _construct(cls: type, values: Mapping[str, Any]) -> Any:
    """Make a dataclass from JSON values: lists become tuples, unknown names are refused."""
    known = [field.name for field in fields(cls)]
    for name in values:
        if name not in known:
            raise ConfigurationError(
                f"the detector's description has an unknown key {name!r}; "
                f"{did_you_mean(name, known)}"
            )
    try:
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
    except TypeError as error:
        raise ConfigurationError(f"the detector's description is incomplete: {error}") from error
