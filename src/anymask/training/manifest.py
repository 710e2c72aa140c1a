"""run.yaml: what a run was set to, for people, and so that no run goes on with other settings."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from anymask.errors import ConfigurationError, FormatError
from anymask.storage.files import atomic_write

FILE_NAME = "run.yaml"

FREE = {
    "accumulate",
    "checkpoint_steps",
    "compile",
    "evaluate_steps",
    "log_steps",
    "parallel",
    "picture_steps",
    "workers",
}
"""Settings that may change when a run goes on, because what is learned does not."""


def to_yaml(plain: Mapping[str, Any]) -> str:
    """Write plain values as YAML, in their order.

    >>> print(to_yaml({"train": {"steps": 3, "betas": [0.9, 0.999]}}), end="")
    train:
      steps: 3
      betas:
      - 0.9
      - 0.999
    """
    return yaml.safe_dump(dict(plain), sort_keys=False, allow_unicode=True)


def write_manifest(folder: Path, plain: Mapping[str, Any]) -> None:
    """Write run.yaml, whole or not at all."""
    with atomic_write(folder / FILE_NAME) as temporary:
        temporary.write_text(to_yaml(plain), encoding="utf-8")


def check_manifest(folder: Path, plain: Mapping[str, Any]) -> None:
    """Refuse to go on in a folder whose run.yaml says something else.

    Raises:
        ConfigurationError: a setting differs; the message names the first such.
        FormatError: run.yaml cannot be read.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return
    try:
        then = dict(_leaves(yaml.safe_load(path.read_text(encoding="utf-8"))))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FormatError(
            f"{path} is damaged ({str(error).partition(chr(10))[0]}); use another run folder"
        ) from error
    now = dict(_leaves(yaml.safe_load(to_yaml(plain))))
    for key in [*now, *then]:
        if key.rpartition(".")[2] not in FREE and now.get(key) != then.get(key):
            raise ConfigurationError(
                f"{key} is {now.get(key, 'not set')} now and {then.get(key, 'not set')} in {path}; "
                "use another run folder, or the settings that this one began with"
            )


def _leaves(plain: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Walk over (dotted key, value); a list without mappings is one value."""
    entries: list[tuple[str, Any]] = []
    if isinstance(plain, dict):
        entries = [(str(key), value) for key, value in plain.items()]
    elif isinstance(plain, list) and any(isinstance(value, dict | list) for value in plain):
        entries = [(str(index), value) for index, value in enumerate(plain)]
    if not entries:
        yield path, plain
    for key, value in entries:
        yield from _leaves(value, f"{path}.{key}" if path else key)
