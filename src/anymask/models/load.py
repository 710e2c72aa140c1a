"""From a name or a path to a model: the only door through which weights come in.

Takes catalogue names, official .pth files, Hugging Face folders, and anymask's own folders
(`model.safetensors` beside a `config.json`). Nothing is ever unpickled but plain tensors.
"""

import json
from pathlib import Path
from typing import Any, Literal

import torch
from torch import nn

from anymask.errors import CheckpointError, ConfigurationError, did_you_mean
from anymask.models.catalog import CATALOG, find, local_path
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import SamConfig
from anymask.models.sam.model import Sam
from anymask.models.sam.weights import State, fit_image_size, infer_config, translate
from anymask.storage.files import write_json
from anymask.storage.tensors import read_tensors, write_tensors

Precision = Literal["fp32", "bf16", "fp16"]

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
FORMAT = "anymask-sam"
WEIGHTS_NAME, CONFIG_NAME = "model.safetensors", "config.json"


def load_sam(
    name_or_path: str | Path = "tiny",
    *,
    device: str | torch.device | None = None,
    precision: Precision = "fp32",
    image_size: int | None = None,
) -> Sam:
    """Load a model, ready for inference.

    Args:
        name_or_path: a name from `anymask models`, an official `sam_vit_*.pth`, a folder in
            Hugging Face's or anymask's format, or a .safetensors file with official names.
        device: "cpu", "cuda", "cuda:1", "mps"; None takes the best one there is.
        precision: of weights and arithmetic.
        image_size: side of the square that the encoder sees, if not the one it was trained for;
            positions are stretched.

    Raises:
        ConfigurationError: no model has this name, or no such precision or device.
        CheckpointError: weights that are not on disk, damaged, or not those of a SAM.
    """
    if precision not in DTYPES:
        raise ConfigurationError(
            f"no precision is called {precision!r}; {did_you_mean(precision, DTYPES)}"
        )
    path = find_weights(name_or_path)
    state, config = _read_folder(path) if path.is_dir() else _read_file(path)
    if image_size is not None:
        state, config = fit_image_size(state, config, image_size)
    dtype = DTYPES[precision]
    state = {name: value.to(dtype) for name, value in state.items()}
    with torch.device("meta"):
        sam = build_sam(config)
    fill(sam, state, path)
    return sam.to(choose_device(device))


def save_sam(sam: Sam, folder: str | Path, *, precision: Precision = "fp32") -> None:
    """Write a model into `folder` in anymask's own format, which `load_sam` reads."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name: value.detach().to("cpu", DTYPES[precision]).contiguous()
        for name, value in sam.state_dict().items()
    }
    write_tensors(folder / WEIGHTS_NAME, state, {"format": FORMAT})
    write_json(folder / CONFIG_NAME, {"format": FORMAT, "version": 1} | sam.config.to_dict())


def find_weights(name_or_path: str | Path) -> Path:
    """Return the file or folder that a name or a path stands for."""
    name = str(name_or_path)
    if name in CATALOG:
        path = local_path(find(name))
        if path is None:
            raise CheckpointError(
                f"the weights of {name!r} are not on this machine; "
                f"run: anymask models download {name}"
            )
        return path
    path = Path(name_or_path)
    if path.exists():
        return path
    if isinstance(name_or_path, Path) or path.suffix or len(path.parts) > 1:
        raise CheckpointError(
            f"{path} does not exist; pass a file, a folder or one of: {', '.join(CATALOG)}"
        )
    find(name)
    raise AssertionError("find raises for a name outside the catalogue")


def choose_device(device: str | torch.device | None) -> torch.device:
    """Return the device asked for, or the best one there is.

    Raises:
        ConfigurationError: the device is unknown or not on this machine.
    """
    if device is None:
        best = "mps" if torch.backends.mps.is_available() else "cpu"
        return torch.device("cuda" if torch.cuda.is_available() else best)
    try:
        chosen = torch.device(device)
        torch.empty(1, device=chosen)
    except (RuntimeError, AssertionError) as error:
        raise ConfigurationError(
            f"device {str(device)!r} cannot be used here ({str(error).splitlines()[0]}); "
            "pass cpu, or leave it out to take the best one"
        ) from error
    return chosen


def _read_file(path: Path) -> tuple[State, SamConfig]:
    state = translate(read_tensors(path))
    if "image_encoder.vit.pos_embed" not in state:
        raise CheckpointError(
            f"{path} holds a model without a vision transformer, which only its {CONFIG_NAME} can "
            "describe; pass the folder that holds both"
        )
    return state, infer_config(state)


def _read_folder(folder: Path) -> tuple[State, SamConfig]:
    described = read_description(folder / CONFIG_NAME)
    ours = described.pop("format", None) == FORMAT
    if not ours and described.get("model_type") != "sam":
        raise CheckpointError(
            f"{folder / CONFIG_NAME} describes a model of type {described.get('model_type')!r}; "
            "expected 'sam' (facebook/sam-vit-*) or a folder saved by anymask"
        )
    version = described.pop("version", None)
    if ours and version != 1:
        raise CheckpointError(
            f"{folder / CONFIG_NAME} has version {version}; this anymask reads version 1: "
            "update anymask"
        )
    state = translate(read_tensors(folder / WEIGHTS_NAME))
    return state, SamConfig.from_dict(described) if ours else infer_config(state)


def read_description(path: Path) -> dict[str, Any]:
    """Read the config.json of a model folder.

    Raises:
        CheckpointError: it is missing or no JSON object.
    """
    if not path.is_file():
        raise CheckpointError(f"{path} is missing; a model folder has it beside {WEIGHTS_NAME}")
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CheckpointError(f"{path} is not valid JSON ({error}); download it again") from error
    if not isinstance(described, dict):
        raise CheckpointError(f"{path} holds no JSON object; download it again")
    return described


def fill(model: nn.Module, state: State, path: Path) -> None:
    """Give a model its weights, frozen; it must have no other and lack none.

    Raises:
        CheckpointError: names or shapes differ; the message names the first that does.
    """
    expected = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    found = {name: tuple(value.shape) for name, value in state.items()}
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise CheckpointError(
                f"{path} does not fit its architecture: {name} should be "
                f"{expected.get(name, 'absent')} and is {found.get(name, 'absent')}; the file is "
                "damaged, or its config.json belongs to another model"
            )
    model.load_state_dict(state, assign=True)
    model.requires_grad_(False)
