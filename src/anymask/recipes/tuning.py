"""What learns in a model, and how its encoder behaves while it does."""

from typing import Literal

from anymask.models.sam.config import VitConfig
from anymask.models.sam.image_encoder import ImageEncoder
from anymask.models.sam.model import Sam
from anymask.nn.drop import set_drop_path
from anymask.nn.lora import add_adapters

Tune = Literal["decoder", "lora", "all"]


def choose_what_learns(model: Sam, tune: Tune, lora_rank: int) -> None:
    """Freeze a model except for what shall learn, in place.

    Args:
        model: any SAM.
        tune: "decoder" trains the mask decoder alone; "lora" trains it together with low-rank
            adapters in the image encoder (the attention of a ViT, the feed-forward layers of a
            pyramid); "all" trains everything.
        lora_rank: of the adapters.

    Raises:
        ConfigurationError: an impossible rank.
    """
    model.requires_grad_(tune == "all")
    model.mask_decoder.requires_grad_(True)
    if tune == "lora":
        is_vit = isinstance(model.config.encoder, VitConfig)
        add_adapters(model.image_encoder, ("qkv",) if is_vit else ("lin1", "lin2"), lora_rank)


def set_up_encoder(model: Sam, *, drop_path: float, checkpoint_blocks: bool) -> None:
    """Set the stochastic depth of a ViT, and whether it saves memory; a pyramid has neither.

    Args:
        model: any SAM, changed in place.
        drop_path: rate of the last block; see `set_drop_path`.
        checkpoint_blocks: compute blocks twice instead of remembering them.
    """
    encoder = model.image_encoder
    if isinstance(encoder, ImageEncoder):
        set_drop_path(list(encoder.vit.blocks), drop_path)
        encoder.vit.checkpointing = checkpoint_blocks
