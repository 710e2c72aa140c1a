"""Other people's MAE weights in our names, and the hand-over of ours to a SAM's image encoder.

`translate` recognises official checkpoints, Hugging Face folders and our own files by their names,
with or without a decoder. `to_sam_encoder` follows ViTDet (section 3): the class token and the
last norm stay behind, positions are stretched, relative positions start at zero.
"""

import re
from collections.abc import Mapping

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.mae.config import MaeConfig
from anymask.models.sam.config import SamConfig, VitConfig
from anymask.nn.position import resample_positions

State = dict[str, Tensor]

OFFICIAL = (
    (r"^cls_token$", "class_token"),
    (r"^(patch_embed|pos_embed|blocks)", r"encoder.\1"),
    (r"^mask_token$", "decoder.mask_token"),
    (r"^decoder_(embed|pos_embed|blocks|norm)", r"decoder.\1"),
    (r"^decoder_pred\.", "decoder.head."),
    (r"\.mlp\.fc(\d)\.", r".mlp.lin\1."),
)
"""Official names -> ours: regular expressions, all applied in this order."""

HUGGING_FACE = (
    (r"^vit\.", ""),
    (r"^embeddings\.(cls_token|patch_embed)", r"\1"),
    (r"^embeddings\.position_embeddings$", "pos_embed"),
    (r"^patch_embeddings\.projection\.", "patch_embed.proj."),
    (r"^layernorm\.", "norm."),
    (r"^(encoder\.layer|layers)\.", "blocks."),
    (r"^decoder\.decoder_(encoder\.layer|layers)\.", "decoder_blocks."),
    (r"^decoder\.(decoder_|mask_token)", r"\1"),
    (r"\.attention\.(attention\.)?(q|k|v)(uery|ey|alue|_proj)\.", r".attn.\2."),
    (r"\.attention\.(output\.dense|o_proj)\.", ".attn.proj."),
    (r"\.intermediate\.dense\.", ".mlp.fc1."),
    (r"\.output\.dense\.", ".mlp.fc2."),
    (r"\.layernorm_before\.", ".norm1."),
    (r"\.layernorm_after\.", ".norm2."),
)
"""Hugging Face names, of old and new releases -> official names; q, k and v are still apart."""

OFFICIAL_HEADS = {768: 12, 1024: 16, 1280: 16}
"""Attention heads by the width of the encoder, which official files do not tell otherwise."""

_BLOCK = re.compile(r"^encoder\.blocks\.(\d+)\.")


def translate(state: Mapping[str, Tensor]) -> State:
    """Bring the weights of a masked autoencoder into our names, whoever saved them.

    Raises:
        CheckpointError: these are not the weights of a masked autoencoder.
    """
    if "encoder.pos_embed" in state and "class_token" in state:
        return dict(state)
    if any(name.endswith("embeddings.cls_token") for name in state):
        state = _join_qkv({_renamed(n, HUGGING_FACE): value for n, value in state.items()})
    if not {"cls_token", "pos_embed", "patch_embed.proj.weight"} <= state.keys():
        some = ", ".join(list(state)[:3]) or "nothing"
        raise CheckpointError(
            f"these are not the weights of a masked autoencoder: expected names like 'cls_token' "
            f"and 'pos_embed', found {some}. Pass an official mae_*.pth, a facebook/vit-mae-* "
            "folder or a model pre-trained with anymask."
        )
    result = {_renamed(name, OFFICIAL): value for name, value in state.items()}
    for name in ("encoder.pos_embed", "decoder.pos_embed"):
        if name in result:
            result[name] = _grid_positions(name, result[name])
    patch_size = result["encoder.patch_embed.proj.weight"].shape[-1]
    for name in ("decoder.head.weight", "decoder.head.bias"):
        if name in result:
            result[name] = _channels_first(result[name], patch_size)
    return result


def _renamed(name: str, rules: tuple[tuple[str, str], ...]) -> str:
    for pattern, replacement in rules:
        name = re.sub(pattern, replacement, name)
    return name


def _join_qkv(state: Mapping[str, Tensor]) -> State:
    """Stack the projections of queries, keys and values, in this order."""
    joined = {n: value for n, value in state.items() if not re.search(r"\.attn\.[qkv]\.", n)}
    for name in state:
        if ".attn.q." in name:
            parts = [state[name.replace(".attn.q.", f".attn.{part}.")] for part in "qkv"]
            joined[name.replace(".attn.q.", ".attn.qkv.")] = torch.cat(parts)
    return joined


def _grid_positions(name: str, table: Float[Tensor, "1 L C"]) -> Float[Tensor, "1 h w C"]:
    """Drop the class token's position, which is zero, and lay the others out as a grid."""
    side = round((table.shape[1] - 1) ** 0.5)
    if side * side != table.shape[1] - 1 or table[:, 0].abs().max() > 1e-6:
        raise CheckpointError(
            f"{name} has {table.shape[1]} positions; expected a class token's, which is zero, and "
            "those of a square grid: these are not the weights of a masked autoencoder"
        )
    return table[:, 1:].unflatten(1, (side, side))


def _channels_first(head: Float[Tensor, "P *C"], patch_size: int) -> Float[Tensor, "P *C"]:
    """Order the values that are predicted per patch as `cut_patches` does: channels first."""
    grid = head.unflatten(0, (patch_size, patch_size, -1))  # (row, column, channel, ...)
    return grid.movedim(2, 0).flatten(0, 2).contiguous()


def infer_config(state: State, heads: int | None = None, decoder_heads: int = 16) -> MaeConfig:
    """Read the description of a masked autoencoder off its weights (in our names).

    Args:
        state: weights with or without a decoder.
        heads: attention heads of the encoder; None takes those of the official model this wide.
        decoder_heads: of the decoder.

    Raises:
        CheckpointError: the number of heads is unknown.
    """
    width, _, patch_size, _ = state["encoder.patch_embed.proj.weight"].shape
    if heads is None and width not in OFFICIAL_HEADS:
        raise CheckpointError(
            f"an encoder {width} wide is no official size, and the weights do not tell its number "
            "of attention heads; pass the folder that holds its config.json"
        )
    depth = 1 + max(int(found[1]) for name in state if (found := _BLOCK.match(name)))
    decoder_depth = len({n.split(".")[2] for n in state if n.startswith("decoder.blocks.")})
    return MaeConfig(
        width=width,
        depth=depth,
        heads=OFFICIAL_HEADS[width] if heads is None else heads,
        patch_size=patch_size,
        image_size=state["encoder.pos_embed"].shape[1] * patch_size,
        decoder_width=state["decoder.mask_token"].shape[-1] if decoder_depth else 512,
        decoder_depth=decoder_depth,
        decoder_heads=decoder_heads,
    )


def to_sam_encoder(mae_state: Mapping[str, Tensor], sam_config: SamConfig) -> State:
    """Turn pre-trained weights into those of a SAM's ViT.

    Positions are stretched from the pre-training grid to SAM's, and so are patches of another size.
    Tables of relative positions are zero, so that every block computes what it did, windows apart.

    Args:
        mae_state: weights of a masked autoencoder in our names; a decoder is not needed.
        sam_config: the SAM to initialise; its encoder is a ViT of the same width and depth.

    Returns:
        All weights of `image_encoder.vit`, under their names in a `Sam`. The neck and the rest
        of the SAM start from scratch.

    Raises:
        ConfigurationError: the SAM's encoder is no ViT.
        CheckpointError: the encoders differ in width or depth.
    """
    vit = sam_config.encoder
    if not isinstance(vit, VitConfig):
        raise ConfigurationError(
            "this SAM has a convolutional encoder, which a masked autoencoder cannot initialise; "
            "choose one with a ViT, such as vit_b"
        )
    blocks = {name: value for name, value in mae_state.items() if _BLOCK.match(name)}
    depth = len({name.split(".")[2] for name in blocks})
    width = mae_state["encoder.pos_embed"].shape[-1]
    if (width, depth) != (vit.width, vit.depth):
        raise CheckpointError(
            f"the masked autoencoder has {depth} blocks of width {width}, the SAM's encoder "
            f"{vit.depth} of width {vit.width}; they must be equal: pre-train the same size"
        )
    state = {
        "encoder.pos_embed": resample_positions(
            mae_state["encoder.pos_embed"], sam_config.grid_side
        ),
        "encoder.patch_embed.proj.weight": resample_patch_kernel(
            mae_state["encoder.patch_embed.proj.weight"], vit.patch_size
        ),
        "encoder.patch_embed.proj.bias": mae_state["encoder.patch_embed.proj.bias"],
    }
    state |= blocks | _relative_positions(sam_config, vit)
    return {name.replace("encoder.", "image_encoder.vit.", 1): v for name, v in state.items()}


def _relative_positions(config: SamConfig, vit: VitConfig) -> State:
    """Make the zero tables of every block: as long as its window, or the grid, asks for."""
    state: State = {}
    for block in range(vit.depth):
        windowed = vit.window and block not in vit.global_blocks
        length = 2 * (vit.window if windowed else config.grid_side) - 1
        for axis in "hw":
            table = torch.zeros(length, vit.width // vit.heads)
            state[f"encoder.blocks.{block}.attn.rel_pos_{axis}"] = table
    return state


def resample_patch_kernel(kernel: Float[Tensor, "C I a a"], side: int) -> Float[Tensor, "C I b b"]:
    """Fit an embedding of patches to patches of another size; unchanged where it fits.

    A picture enlarged (bilinear) together with its patches then gives the same tokens as before:
    the kernel is multiplied by the pseudo-inverse of the enlargement (FlexiViT, section 3.4).
    """
    old = kernel.shape[-1]
    if old == side:
        return kernel
    basis = torch.eye(old * old).view(old * old, 1, old, old)
    resize = F.interpolate(basis, size=(side, side), mode="bilinear").flatten(1)  # (a*a, b*b)
    inverse = torch.linalg.pinv(resize.double()).to(kernel.dtype)  # (b*b, a*a)
    return (kernel.flatten(2) @ inverse.t()).unflatten(2, (side, side))
