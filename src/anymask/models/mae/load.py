"""Masked autoencoders on disk: read official, Hugging Face and our own weights, write ours.

Loading a whole autoencoder goes on with pre-training or paints pictures; `load_sam_encoder` is what
starts the training of a SAM.
"""

from pathlib import Path

import torch
from torch import Tensor

from anymask.errors import CheckpointError
from anymask.models.load import CONFIG_NAME, WEIGHTS_NAME, choose_device, fill, read_description
from anymask.models.mae.build import build_mae
from anymask.models.mae.config import MaeConfig
from anymask.models.mae.model import MaskedAutoencoder
from anymask.models.mae.weights import infer_config, to_sam_encoder, translate
from anymask.models.sam.config import SamConfig
from anymask.storage.files import write_json
from anymask.storage.tensors import read_tensors, write_tensors

FORMAT = "anymask-mae"


def save_mae(model: MaskedAutoencoder, folder: str | Path) -> None:
    """Write a masked autoencoder into `folder` in anymask's own format, in fp32."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.detach().float() for name, value in model.state_dict().items()}
    write_tensors(folder / WEIGHTS_NAME, state, {"format": FORMAT})
    write_json(folder / CONFIG_NAME, {"format": FORMAT, "version": 1} | model.config.to_dict())


def load_mae(path: str | Path, *, device: str | torch.device | None = None) -> MaskedAutoencoder:
    """Load a masked autoencoder with its decoder.

    Args:
        path: a run folder of `anymask train mae-*`, a folder in anymask's or Hugging Face's format,
            or an official .pth.
        device: as `load_sam` takes it.

    Raises:
        CheckpointError: weights that are missing, damaged, of another model, or without a decoder.
    """
    path = Path(path)
    state, config = read_mae(path)
    if not config.decoder_depth:
        raise CheckpointError(
            f"{path} holds an encoder without a decoder, which is enough to start a SAM from; "
            "to paint pictures, pass the full weights (mae_visualize_*.pth)"
        )
    with torch.device("meta"):
        model = build_mae(config)
    fill(model, state, path)
    return model.to(choose_device(device)).eval()


def load_sam_encoder(path: str | Path, sam_config: SamConfig) -> dict[str, Tensor]:
    """Read pre-trained weights for the image encoder of a SAM; see `to_sam_encoder`.

    Args:
        path: as `load_mae` takes it; the decoder may be missing.
        sam_config: the SAM to initialise.

    Raises:
        ConfigurationError: the SAM's encoder is no ViT.
        CheckpointError: weights that are missing, damaged, or of another size.
    """
    state, config = read_mae(Path(path))
    encoder = to_sam_encoder(state, sam_config)
    heads = getattr(sam_config.encoder, "heads", None)
    if heads != config.heads:
        raise CheckpointError(
            f"{path} has {config.heads} attention heads, the SAM's encoder {heads}; "
            "they must be equal: pre-train the same size"
        )
    return encoder


def read_mae(path: Path) -> tuple[dict[str, Tensor], MaeConfig]:
    """Read weights in our names and what they describe; raises as `load_mae`."""
    if not path.exists():
        raise CheckpointError(
            f"{path} does not exist; pass a run folder, a model folder or an official mae_*.pth"
        )
    if path.is_file():
        state = translate(read_tensors(path))
        return state, infer_config(state)
    if (path / "model" / CONFIG_NAME).is_file():
        path = path / "model"
    described = read_description(path / CONFIG_NAME)
    kind = described.pop("format", None) or described.get("model_type")
    if kind not in (FORMAT, "vit_mae"):
        raise CheckpointError(
            f"{path / CONFIG_NAME} describes a model of type {kind!r}; expected a masked "
            "autoencoder: a folder pre-trained with anymask or a facebook/vit-mae-* folder"
        )
    state = translate(read_tensors(path / WEIGHTS_NAME))
    if kind == FORMAT:
        version = described.pop("version", None)
        if version != 1:
            raise CheckpointError(
                f"{path / CONFIG_NAME} has version {version}; this anymask reads version 1: "
                "update anymask"
            )
        return state, MaeConfig.from_dict(described)
    heads = int(described.get("num_attention_heads", 12))
    decoder_heads = int(described.get("decoder_num_attention_heads", 16))
    return state, infer_config(state, heads, decoder_heads)
