"""Detectors on disk: our folders both ways, transformers' D-FINE folders in, a SAM's encoder in.

Weights are only ever read from safetensors; nothing is unpickled.
"""

import json
from pathlib import Path
from typing import Any

import torch

from anymask.errors import CheckpointError
from anymask.models.detector.backbone import PyramidBackbone
from anymask.models.detector.build import build_detector
from anymask.models.detector.config import DetectorConfig
from anymask.models.detector.dfine import from_dfine, require_transformers
from anymask.models.detector.model import Detector
from anymask.models.load import (
    CONFIG_NAME,
    WEIGHTS_NAME,
    choose_device,
    fill,
    load_sam,
    read_description,
)
from anymask.storage.files import write_json
from anymask.storage.tensors import read_tensors, write_tensors

FORMAT = "anymask-detector"
DFINE_TYPE = "d_fine"
PROCESSOR_NAME = "preprocessor_config.json"
PUBLISHED_SIDE = 640
"""Side of the squares of the published detectors, where their folder does not tell."""


def save_detector(detector: Detector, folder: str | Path) -> None:
    """Write a detector into `folder` in anymask's own format, in fp32."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name: value.detach().float() if value.is_floating_point() else value
        for name, value in detector.state_dict().items()
    }
    write_tensors(folder / WEIGHTS_NAME, state, {"format": FORMAT})
    write_json(folder / CONFIG_NAME, {"format": FORMAT, "version": 1} | detector.config.to_dict())


def load_detector(path: str | Path, *, device: str | torch.device | None = None) -> Detector:
    """Load a detector, ready for inference.

    Args:
        path: a folder saved by anymask, a run folder of `anymask train detector`, or a folder in
            transformers' form of D-FINE, such as a download of ustc-community/dfine-small-coco.
        device: "cpu", "cuda", "mps", ...; None takes the best one there is.

    Raises:
        CheckpointError: weights that are missing, damaged, or not those of a detector.
        ConfigurationError: transformers is not installed, there is no such device, or the folder
            describes an impossible detector.
    """
    require_transformers()
    path = Path(path)
    if (path / "model" / CONFIG_NAME).is_file():
        path = path / "model"
    if not path.is_dir():
        raise CheckpointError(
            f"{path} is no folder; pass one made by anymask train detector, or one with the "
            "config.json and model.safetensors of a D-FINE"
        )
    described = read_description(path / CONFIG_NAME)
    kind = described.get("format") or described.get("model_type")
    if kind == FORMAT:
        detector = _read_own(path, described)
    elif kind == DFINE_TYPE:
        detector = _read_published(path)
    else:
        raise CheckpointError(
            f"{path / CONFIG_NAME} describes a model of type {kind!r}; expected a detector: a "
            "folder trained with anymask, or one of transformers' d_fine"
        )
    return detector.requires_grad_(False).to(choose_device(device)).eval()


def is_detector(name_or_path: str | Path) -> bool:
    """Tell the folder of a detector from a SAM's name, file or folder."""
    path = Path(name_or_path)
    folders = (path / "model", path)
    config = next((f / CONFIG_NAME for f in folders if (f / CONFIG_NAME).is_file()), None)
    if config is None:
        return False
    described = read_description(config)
    return described.get("format") == FORMAT or described.get("model_type") == DFINE_TYPE


def _read_own(path: Path, described: dict[str, Any]) -> Detector:
    version = described.get("version")
    if version != 1:
        raise CheckpointError(
            f"{path / CONFIG_NAME} has version {version}; this anymask reads version 1: "
            "update anymask"
        )
    rest = {name: value for name, value in described.items() if name not in ("format", "version")}
    detector = build_detector(DetectorConfig.from_dict(rest))
    fill(detector, read_tensors(path / WEIGHTS_NAME), path)
    return detector


def _read_published(path: Path) -> Detector:
    """Let transformers read its own folder: it knows the names of its earlier releases."""
    from transformers import DFineForObjectDetection

    read_tensors(path / WEIGHTS_NAME)  # what is damaged or missing gets our words
    try:
        whole, info = DFineForObjectDetection.from_pretrained(
            path, local_files_only=True, use_safetensors=True, output_loading_info=True
        )
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise CheckpointError(
            f"{path} cannot be read as transformers' D-FINE ({reason}); download it again"
        ) from error
    if info["missing_keys"]:
        raise CheckpointError(
            f"{path} does not fit its architecture: {min(info['missing_keys'])} is missing; the "
            "file is damaged, or its config.json belongs to another model"
        )
    return Detector(from_dfine(whole.config, _published_side(path)), whole.model)


def _published_side(path: Path) -> int:
    """Read the side of the squares from the file beside the weights."""
    try:
        size = json.loads((path / PROCESSOR_NAME).read_text(encoding="utf-8"))["size"]
        return max(int(size["height"]), int(size["width"]))
    except FileNotFoundError:
        return PUBLISHED_SIDE
    except (ValueError, KeyError, TypeError) as error:
        raise CheckpointError(
            f"{path / PROCESSOR_NAME} does not tell the height and width of images; "
            "download it again"
        ) from error


def fill_backbone(detector: Detector, sam: str | Path) -> None:
    """Give the backbone of a detector the weights of a SAM's image encoder, in place.

    Args:
        detector: whose backbone is a pyramid.
        sam: as `load_sam` takes it; a model with a pyramid of the same shape.

    Raises:
        CheckpointError: weights that are missing or damaged, or encoders that differ.
    """
    given = load_sam(sam, device="cpu")
    if given.config.encoder != detector.config.backbone:
        raise CheckpointError(
            f"{sam} has the image encoder {given.config.encoder}, the detector's backbone is "
            f"{detector.config.backbone}; start from weights of `tiny`, or from a detector"
        )
    backbone = detector.dfine.backbone
    assert isinstance(backbone, PyramidBackbone), "equal descriptions mean equal kinds"
    wanted = backbone.state_dict()
    state = given.image_encoder.state_dict()
    backbone.load_state_dict({name: state[name] for name in wanted})
