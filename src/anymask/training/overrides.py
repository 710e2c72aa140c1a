"""Settings from the command line put into frozen configurations: `train.optim.betas=0.9,0.99`.

A key is a path of field names; a number picks an entry of a tuple (`stages.1.train.steps=10`).
Values are read as the field's type says; `recipes` and `cli/train.py` are the users.
"""

import dataclasses
import types
import typing
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar

from anymask.errors import ConfigurationError

ConfigT = TypeVar("ConfigT")
Change = tuple[list[str], str]
"""What is left of a key, and the text of its value."""


def apply_overrides(config: ConfigT, settings: Sequence[str]) -> ConfigT:
    """Return `config` with settings replaced, all at once.

    Args:
        config: a frozen dataclass, of dataclasses.
        settings: "key=value"; a later one wins.

    Raises:
        ConfigurationError: a key does not exist (the message names the nearest), or a value is
            not of its type or breaks a rule of the configuration.

    >>> from anymask.training.config import TrainConfig
    >>> apply_overrides(TrainConfig(steps=7), ["optim.betas=0.8, 0.9"]).optim.betas
    (0.8, 0.9)
    """
    changes: list[Change] = []
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals or not key.strip():
            raise ConfigurationError(f"{setting!r} is no setting; write key=value")
        if nearest := _missing(config, key.strip()):
            raise ConfigurationError(nearest)
        changes.append((key.strip().split("."), text.strip()))
    return _replaced(config, changes, "")


def to_plain(config: Any) -> Any:
    """Turn a configuration into the values that JSON and YAML know.

    >>> from anymask.training.config import OptimConfig
    >>> to_plain(OptimConfig())["betas"]
    [0.9, 0.999]
    """
    if dataclasses.is_dataclass(config) and not isinstance(config, type):
        fields = dataclasses.fields(config)
        return {field.name: to_plain(getattr(config, field.name)) for field in fields}
    if isinstance(config, typing.Mapping):
        return {str(key): to_plain(value) for key, value in config.items()}
    if isinstance(config, tuple | list):
        return [to_plain(value) for value in config]
    if isinstance(config, Path):
        return str(config)
    return config


def _keys(config: Any, path: str = "") -> Iterator[str]:
    """Walk over the dotted keys of all settings."""
    for name, value in _entries(config).items():
        if _entries(value):
            yield from _keys(value, f"{path}{name}.")
        else:
            yield path + name


def _entries(value: Any) -> dict[str, Any]:
    """Return what a key can go into: fields, or the entries of a tuple of configurations."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and any(dataclasses.is_dataclass(entry) for entry in value):
        return {str(index): entry for index, entry in enumerate(value)}
    return {}


def _missing(config: Any, key: str) -> str | None:
    """Say what is wrong with a key that names no setting."""
    value, done = config, ""
    for name in key.split("."):
        entries = _entries(value)
        if name not in entries:
            return f"{key!r} is no setting; {_nearest(config, key, done, list(entries))}"
        value, done = entries[name], f"{done}{name}."
    inside = _entries(value)
    return (
        f"{key!r} is a group; set one of {', '.join(done + n for n in inside)}" if inside else None
    )


def _nearest(config: Any, key: str, done: str, known: list[str]) -> str:
    keys = list(_keys(config))
    last = key.rpartition(".")[2]
    same_name = [other for other in keys if other.rpartition(".")[2] == last]
    close = get_close_matches(key, same_name, n=1, cutoff=0) or get_close_matches(key, keys, n=1)
    listing = f"known: {', '.join(done + name for name in known)}" if known else ""
    return "; ".join(filter(None, [f"did you mean {close[0]!r}?" if close else "", listing]))


def _replaced(value: Any, changes: list[Change], path: str) -> Any:
    if not changes:
        return value
    groups: dict[str, list[Change]] = {}
    for (name, *rest), text in changes:
        groups.setdefault(name, []).append((rest, text))
    if isinstance(value, tuple):
        return tuple(
            _replaced(entry, groups.get(str(index), []), f"{path}{index}.")
            for index, entry in enumerate(value)
        )
    hints = typing.get_type_hints(type(value))
    replaced: dict[str, Any] = {}
    for name, inner in groups.items():
        rest, text = inner[-1]
        replaced[name] = (
            _replaced(getattr(value, name), inner, f"{path}{name}.")
            if rest
            else _parsed(text, hints[name], path + name)
        )
    return dataclasses.replace(value, **replaced)


def _parsed(text: str, hint: Any, key: str) -> Any:
    """Read `text` as the type `hint`."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if text.lower() == "none" and type(None) in arguments:
            return None
        return _parsed(text, next(a for a in arguments if a is not type(None)), key)
    if origin is Literal:
        return _chosen(text, arguments, key)
    if origin is tuple:
        return _parsed_tuple(text, arguments, key)
    if hint is bool:
        return _chosen(text.lower(), ("true", "false"), key) == "true"
    if hint not in (int, float, str, Path):
        raise ConfigurationError(f"{key} cannot be set on the command line")
    try:
        return hint(text)
    except ValueError as error:
        raise ConfigurationError(
            f"{key} is {text!r}; it must be of type {hint.__name__}"
        ) from error


def _chosen(text: str, choices: tuple[Any, ...], key: str) -> Any:
    for choice in choices:
        if str(choice) == text:
            return choice
    names = [str(choice) for choice in choices]
    close = get_close_matches(text, names, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise ConfigurationError(f"{key} is {text!r}; {hint}it must be one of {', '.join(names)}")


def _parsed_tuple(text: str, arguments: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    parts = [part.strip() for part in text.strip("()").split(",") if part.strip()]
    if arguments[-1] is Ellipsis:
        return tuple(_parsed(part, arguments[0], key) for part in parts)
    if len(parts) != len(arguments):
        raise ConfigurationError(
            f"{key} is {text!r}; it must have {len(arguments)} values with commas between them"
        )
    return tuple(_parsed(part, hint, key) for part, hint in zip(parts, arguments, strict=True))
