"""Build a SAM from its description."""

from anymask.models.sam.config import PyramidConfig, SamConfig, VitConfig
from anymask.models.sam.image_encoder import ImageEncoder, Neck
from anymask.models.sam.mask_decoder import MaskDecoder
from anymask.models.sam.model import Sam
from anymask.models.sam.prompt_encoder import PromptEncoder
from anymask.models.sam.pyramid_encoder import PyramidEncoder, build_pyramid
from anymask.nn.vit import VisionTransformer


def build_sam(config: SamConfig) -> Sam:
    """Build the model, randomly initialised, in evaluation mode."""
    width = config.embed_dim
    prompt_encoder = PromptEncoder(
        embed_dim=width,
        image_size=config.image_size,
        grid_side=config.grid_side,
        mask_channels=config.mask_channels,
    )
    mask_decoder = MaskDecoder(
        width=width,
        heads=config.decoder_heads,
        hidden=config.decoder_hidden,
        depth=config.decoder_depth,
    )
    return Sam(config, _build_encoder(config), prompt_encoder, mask_decoder).eval()


def _build_encoder(config: SamConfig) -> ImageEncoder | PyramidEncoder:
    encoder = config.encoder
    if isinstance(encoder, PyramidConfig):
        return build_pyramid(encoder, config.embed_dim)
    return ImageEncoder(_build_vit(config, encoder), Neck(encoder.width, config.embed_dim))


def _build_vit(config: SamConfig, encoder: VitConfig) -> VisionTransformer:
    return VisionTransformer(
        grid_side=config.grid_side,
        patch_size=encoder.patch_size,
        width=encoder.width,
        depth=encoder.depth,
        heads=encoder.heads,
        window=encoder.window,
        global_blocks=encoder.global_blocks,
        rel_pos=True,
    )
