"""`sam_model_registry` and the `build_sam` functions of the official package."""

from collections.abc import Callable
from pathlib import Path

from anymask.compat.segment_anything.modeling import Sam
from anymask.errors import CheckpointError
from anymask.models.load import load_sam
from anymask.models.sam.build import build_sam as build_model
from anymask.models.sam.config import SamConfig, sam_vit_b, sam_vit_h, sam_vit_l


def build_sam_vit_h(checkpoint: str | Path | None = None) -> Sam:
    """Build the huge model, from a checkpoint or with random weights."""
    return _build(sam_vit_h(), checkpoint)


def build_sam_vit_l(checkpoint: str | Path | None = None) -> Sam:
    """Build the large model, from a checkpoint or with random weights."""
    return _build(sam_vit_l(), checkpoint)


def build_sam_vit_b(checkpoint: str | Path | None = None) -> Sam:
    """Build the base model, from a checkpoint or with random weights."""
    return _build(sam_vit_b(), checkpoint)


def build_sam_tiny(checkpoint: str | Path | None = None) -> Sam:
    """Build anymask's own small model; without a checkpoint, with the weights that come along."""
    return Sam(load_sam(checkpoint or "tiny", device="cpu"))


build_sam = build_sam_vit_h

sam_model_registry: dict[str, Callable[..., Sam]] = {
    "default": build_sam_vit_h,
    "vit_h": build_sam_vit_h,
    "vit_l": build_sam_vit_l,
    "vit_b": build_sam_vit_b,
    "tiny": build_sam_tiny,
}


def _build(config: SamConfig, checkpoint: str | Path | None) -> Sam:
    if checkpoint is None:
        return Sam(build_model(config))
    model = load_sam(checkpoint, device="cpu")
    if model.config != config:
        raise CheckpointError(
            f"{checkpoint} holds {model.config} but {config} was asked for; "
            "choose the entry of sam_model_registry that fits the file"
        )
    return Sam(model)
