"""Named tensors on disk: safetensors both ways, and other people's .pth files read safely.

Model loading and training checkpoints read and write through here. What a file is gets decided by
its first bytes, not by its name; a pickle is only ever read by torch's weights-only unpickler, so
no file can run code.
"""

import json
import pickle
import warnings
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from anymask.errors import CheckpointError, ResourceError
from anymask.storage.files import atomic_write

_EXPECTED = "expected a .safetensors file or a .pth file of tensors"
_HEADER_LIMIT = 100_000_000
_ZIP, _PICKLE = b"PK\x03\x04", b"\x80"


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Read all tensors of a file, on the CPU.

    A .pth file may hold them at the top or under "model" or "state_dict".

    Args:
        path: a .safetensors file, or a .pth / .pt file written by `torch.save`.

    Raises:
        CheckpointError: missing, empty, truncated, not a file of tensors, or one with code.
    """
    start = _first_bytes(path)
    if _is_pickled(start):
        return _read_pickled(path, is_zip=start.startswith(_ZIP))
    _read_header(path)
    return dict(load_file(path))


def read_metadata(path: Path) -> dict[str, str]:
    """Read the strings that stand beside the tensors of a .safetensors file.

    Raises:
        CheckpointError: missing, truncated, or not a .safetensors file.
    """
    if _is_pickled(_first_bytes(path)):
        raise CheckpointError(f"{path} is a pickle; only .safetensors files hold metadata")
    _read_header(path)
    with safe_open(path, framework="pt") as file:
        return dict(file.metadata() or {})


def write_tensors(path: Path, tensors: Mapping[str, Tensor], metadata: Mapping[str, str]) -> None:
    """Write a .safetensors file, whole or not at all.

    Args:
        path: where the file shall lie.
        tensors: any device and layout; names that share memory are written apart.
        metadata: strings to store beside the tensors.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    seen: set[int] = set()
    plain: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        value = tensor.detach().cpu().contiguous()
        memory = value.untyped_storage().data_ptr()
        plain[name] = value.clone() if memory in seen else value
        seen.add(memory)
    with atomic_write(path) as temporary:
        mode = temporary.stat().st_mode  # safetensors makes a file for the owner's eyes only
        try:
            save_file(plain, temporary, metadata=dict(metadata) or None)
        except SafetensorError as error:
            raise ResourceError(
                f"cannot write {path}: {error}; free some space or choose another folder"
            ) from error
        temporary.chmod(mode)


def _is_pickled(start: bytes) -> bool:
    """Tell `torch.save` from safetensors, whose first eight bytes count and may be any."""
    return start.startswith((_ZIP, _PICKLE)) and start[8:9] != b"{"


def _first_bytes(path: Path) -> bytes:
    """Read the start of a file and refuse what is plainly something else."""
    try:
        with path.open("rb") as stream:
            start = stream.read(64)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CheckpointError(f"cannot read {path}: {reason}; {_EXPECTED}") from error
    if not start:
        raise CheckpointError(f"{path} is empty (0 bytes); {_EXPECTED}; download it again")
    if start.startswith(b"version https://git-lfs"):
        raise CheckpointError(
            f"{path} is a Git LFS pointer, not the weights; run `git lfs pull` in its repository"
        )
    if start.lstrip().startswith(b"<"):
        raise CheckpointError(
            f"{path} is a web page, probably an error or login page saved by a download; "
            f"{_EXPECTED}"
        )
    return start


def _read_header(path: Path) -> None:
    """Check that a safetensors file has a sane header and is as long as the header says."""
    length = path.stat().st_size
    with path.open("rb") as stream:
        header_length = int.from_bytes(stream.read(8), "little")
        if length < 8 or stream.read(1) != b"{" or header_length > _HEADER_LIMIT:
            stream.seek(0)
            raise CheckpointError(f"{path} begins with {stream.read(16)!r}; {_EXPECTED}")
        stream.seek(8)
        text = stream.read(header_length)
    if len(text) < header_length:
        raise _truncated(path, length, 8 + header_length)
    try:
        entries = json.loads(text)
        ends = [entry["data_offsets"][1] for name, entry in entries.items() if name[:2] != "__"]
        expected = 8 + header_length + max(ends, default=0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise CheckpointError(f"{path} has a damaged safetensors header; {_EXPECTED}") from error
    if length < expected:
        raise _truncated(path, length, expected)
    try:
        with safe_open(path, framework="pt"):
            pass
    except SafetensorError as error:
        raise CheckpointError(f"{path} has a damaged header: {error}; {_EXPECTED}") from error


def _truncated(path: Path, length: int, expected: int) -> CheckpointError:
    return CheckpointError(
        f"{path} is truncated: it has {length} bytes of {expected} or more; download it again"
    )


def _read_pickled(path: Path, *, is_zip: bool) -> dict[str, Tensor]:
    """Read a file of `torch.save`; memory-mapped when its format allows."""
    try:
        content = _unpickle(path, is_zip=is_zip)
    except pickle.UnpicklingError as error:
        raise CheckpointError(
            f"{path} holds more than tensors (code or foreign objects), which anymask never "
            f"runs; {_EXPECTED}; ask its author for a state dict or safetensors"
        ) from error
    except Exception as error:  # torch's readers raise many types on damaged files
        reason = str(error).partition("\n")[0]
        raise CheckpointError(
            f"{path} is truncated or damaged ({reason}); {_EXPECTED}; download it again"
        ) from error
    for candidate in _candidates(content):
        tensors = {str(k): v for k, v in candidate.items() if isinstance(v, Tensor)}
        if tensors and len(tensors) == len(candidate):
            return tensors
    raise CheckpointError(f"{path} holds a {type(content).__name__} without tensors; {_EXPECTED}")


def _unpickle(path: Path, *, is_zip: bool) -> object:
    """Call torch's weights-only unpickler, which warns about pickles that it then refuses."""
    with warnings.catch_warnings(), path.open("rb") as stream:
        warnings.filterwarnings("ignore", module=r"torch\.")
        # Only a name can be mapped, and torch takes one in .safetensors for that format.
        if is_zip and path.suffix != ".safetensors":
            return torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        return torch.load(stream, map_location="cpu", weights_only=True)


def _candidates(content: object) -> list[dict[object, object]]:
    """The dicts in which the tensors may lie: the content itself, or what it wraps."""
    if not isinstance(content, dict):
        return []
    inner = [content.get("model"), content.get("state_dict")]
    return [content, *(value for value in inner if isinstance(value, dict))]
