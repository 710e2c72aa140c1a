"""Other people's SAM weights in our names, and the description that a set of weights implies.

`translate` recognises official checkpoints, Hugging Face folders and our own files by their names;
`infer_config` reads widths, depths and window sides off the shapes; `fit_image_size` stretches
positions to another input size.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor

from anymask.errors import CheckpointError
from anymask.models.sam.config import STRIDE, PyramidConfig, SamConfig, VitConfig
from anymask.nn.position import resample_positions
from anymask.nn.rel_pos import resample_table

State = dict[str, Tensor]

OFFICIAL = (
    (r"^image_encoder\.(patch_embed|pos_embed|blocks)", r"image_encoder.vit.\1"),
    (r"^image_encoder\.neck\.0\.", "image_encoder.neck.conv1."),
    (r"^image_encoder\.neck\.1\.", "image_encoder.neck.norm1."),
    (r"^image_encoder\.neck\.2\.", "image_encoder.neck.conv2."),
    (r"^image_encoder\.neck\.3\.", "image_encoder.neck.norm2."),
    (r"^prompt_encoder\.pe_layer\.\w+$", "prompt_encoder.positions.frequencies"),
    (r"^prompt_encoder\.not_a_point_embed\.weight$", "prompt_encoder.padding_embed"),
    (r"^prompt_encoder\.no_mask_embed\.weight$", "prompt_encoder.no_mask_embed"),
    (r"^mask_decoder\.(iou_token|mask_tokens)\.weight$", r"mask_decoder.\1"),
    (r"\.cross_attn_token_to_image\.", ".token_to_image."),
    (r"\.cross_attn_image_to_token\.", ".image_to_token."),
    (r"\.final_attn_token_to_image\.", ".final_attn."),
    (r"\.norm_final_attn\.", ".norm_final."),
    (r"^mask_decoder\.output_upscaling\.0\.", "mask_decoder.upscaling.conv1."),
    (r"^mask_decoder\.output_upscaling\.1\.", "mask_decoder.upscaling.norm."),
    (r"^mask_decoder\.output_upscaling\.3\.", "mask_decoder.upscaling.conv2."),
    (r"^mask_decoder\.output_hypernetworks_mlps\.", "mask_decoder.hypernetworks."),
    (r"^mask_decoder\.iou_prediction_head\.", "mask_decoder.iou_head."),
)
"""Official names -> ours: regular expressions, all applied in this order."""

HUGGING_FACE = (
    (r"^vision_encoder\.neck\.layer_norm(\d)\.", r"image_encoder.neck.norm\1."),
    (r"^vision_encoder\.neck\.", "image_encoder.neck."),
    (r"^vision_encoder\.patch_embed\.projection\.", "image_encoder.vit.patch_embed.proj."),
    (r"^vision_encoder\.layers\.", "image_encoder.vit.blocks."),
    (r"^vision_encoder\.", "image_encoder.vit."),
    (r"^shared_image_embedding\.\w+$", "prompt_encoder.positions.frequencies"),
    (r"^prompt_encoder\.point_embed\.", "prompt_encoder.point_embeddings."),
    (r"^prompt_encoder\.mask_embed\.conv1\.", "prompt_encoder.mask_downscaling.0."),
    (r"^prompt_encoder\.mask_embed\.layer_norm1\.", "prompt_encoder.mask_downscaling.1."),
    (r"^prompt_encoder\.mask_embed\.conv2\.", "prompt_encoder.mask_downscaling.3."),
    (r"^prompt_encoder\.mask_embed\.layer_norm2\.", "prompt_encoder.mask_downscaling.4."),
    (r"^prompt_encoder\.mask_embed\.conv3\.", "prompt_encoder.mask_downscaling.6."),
    (r"^mask_decoder\.upscale_conv(\d)\.", r"mask_decoder.upscaling.conv\1."),
    (r"^mask_decoder\.upscale_layer_norm\.", "mask_decoder.upscaling.norm."),
    (r"\.proj_in\.", ".layers.0."),
    (r"\.proj_out\.", ".layers.2."),
    (r"\.layer_norm_final_attn\.", ".norm_final."),
    (r"\.layer_norm(\d)\.", r".norm\1."),
)
"""Hugging Face names -> official or our names; `OFFICIAL` is applied afterwards."""

_POINTS = re.compile(r"^prompt_encoder\.point_embeddings\.(\d)\.weight$")


def translate(state: Mapping[str, Tensor]) -> State:
    """Bring the weights of a SAM into our names, whoever saved them.

    Raises:
        CheckpointError: these are not the weights of a SAM.
    """
    if "mask_decoder.iou_head.layers.0.weight" in state:
        return dict(state)
    if "vision_encoder.pos_embed" in state:
        state = {_huggingface_name(name): value for name, value in state.items()}
    if "image_encoder.pos_embed" not in state and "image_encoder.vit.pos_embed" not in state:
        some = ", ".join(list(state)[:3]) or "nothing"
        raise CheckpointError(
            f"these are not the weights of a SAM: expected names like "
            f"'image_encoder.pos_embed', found {some}. Pass an official sam_vit_*.pth, a "
            "facebook/sam-vit-* folder or a model saved by anymask."
        )
    return _ours(state)


def _huggingface_name(name: str) -> str:
    # Heads count proj_in, layers.0, proj_out; before proj_in becomes layers.0, that moves on.
    name = re.sub(r"\.layers\.0\.(?=\w+$)", ".layers.1.", name)
    for pattern, ours in HUGGING_FACE:
        name = re.sub(pattern, ours, name)
    return name


def _ours(state: Mapping[str, Tensor]) -> State:
    result: State = {}
    points: dict[int, Tensor] = {}
    for name, value in state.items():
        if match := _POINTS.match(name):
            points[int(match[1])] = value[0]
            continue
        if name in (
            "pixel_mean",
            "pixel_std",
            "prompt_encoder.shared_embedding.positional_embedding",
        ):
            continue
        for pattern, ours in OFFICIAL:
            name = re.sub(pattern, ours, name)
        result[name] = value[0] if name.endswith(("padding_embed", "no_mask_embed")) else value
    if points:
        result["prompt_encoder.label_embed"] = torch.stack([points[i] for i in sorted(points)])
    return result


def infer_config(state: State) -> SamConfig:
    """Read the description of a ViT SAM off its weights (in our names).

    The side of the attention windows and which blocks are global show in the relative-position
    tables, the number of heads in their width.

    Raises:
        CheckpointError: weights that the description depends on are missing or misshapen.
    """
    try:
        return _infer_config(state)
    except (KeyError, IndexError, ValueError, ZeroDivisionError) as error:
        raise CheckpointError(
            f"the weights of this SAM are incomplete or misshapen ({error}); download them again"
        ) from error


def _infer_config(state: State) -> SamConfig:
    prefix = "image_encoder.vit."
    _, grid, _, width = state[prefix + "pos_embed"].shape
    tables = [
        value
        for name, value in sorted(state.items(), key=_block_number)
        if name.startswith(prefix + "blocks.") and name.endswith("rel_pos_h")
    ]
    lengths = [len(table) for table in tables]
    global_blocks = tuple(i for i, length in enumerate(lengths) if length == 2 * grid - 1)
    windows = {(length + 1) // 2 for i, length in enumerate(lengths) if i not in global_blocks}
    encoder = VitConfig(
        width=width,
        depth=len(tables),
        heads=width // tables[0].shape[1],
        global_blocks=global_blocks,
        window=windows.pop() if windows else 0,
    )
    hidden = state["mask_decoder.transformer.layers.0.mlp.lin1.weight"].shape[0]
    return SamConfig(
        encoder,
        image_size=grid * encoder.patch_size,
        embed_dim=state["mask_decoder.iou_token"].shape[1],
        decoder_hidden=hidden,
        mask_channels=state["prompt_encoder.mask_downscaling.3.weight"].shape[0],
    )


def _block_number(item: tuple[str, Tensor]) -> int:
    match = re.search(r"\.blocks\.(\d+)\.", item[0])
    return int(match[1]) if match else -1


def fit_image_size(state: State, config: SamConfig, image_size: int) -> tuple[State, SamConfig]:
    """Stretch learned positions so that the model takes squares of `image_size` pixels.

    Raises:
        CheckpointError: the size is no multiple of what the encoder can cut into cells.
    """
    multiple = 32 if isinstance(config.encoder, PyramidConfig) else STRIDE
    if image_size < multiple or image_size % multiple:
        raise CheckpointError(
            f"image size {image_size} cannot be cut into cells; pass a positive multiple of "
            f"{multiple}, such as {config.image_size}"
        )
    resized = replace(config, image_size=image_size)
    if isinstance(config.encoder, PyramidConfig) or image_size == config.image_size:
        return state, resized
    side = resized.grid_side
    state = dict(state)
    state["image_encoder.vit.pos_embed"] = resample_positions(
        state["image_encoder.vit.pos_embed"], side
    )
    for block in config.encoder.global_blocks:
        for axis in "hw":
            name = f"image_encoder.vit.blocks.{block}.attn.rel_pos_{axis}"
            state[name] = resample_table(state[name], side)
    return state, resized
