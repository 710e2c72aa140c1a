"""What a recipe is: a named training run, from data on disk to weights in a folder.

Every recipe module makes one or more of these; `registry.py` lists them all and `anymask train`
runs them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from anymask.training.overrides import to_plain

ConfigT = TypeVar("ConfigT")
Report = Callable[[str], None]


@dataclass(frozen=True)
class Sources:
    """What comes from the machine and not from the recipe.

    Attributes:
        data: files and folders to learn from, in the order given.
        init: weights to start from (a name of the catalogue, a file or a folder), or None for the
            recipe's own start.
        device: where to train, such as "cuda:1"; None takes the best one there is.
    """

    data: tuple[Path, ...]
    init: str | None = None
    device: str | None = None


@dataclass(frozen=True)
class Recipe(Generic[ConfigT]):
    """A training run that can be called by name.

    Attributes:
        name: on the command line.
        summary: half a sentence for `anymask train --list`.
        config: every number of the run, in (nested) frozen dataclasses; the command line overrides
            fields by their dotted names.
        train: runs or resumes it with a config, its sources, the run folder and something that
            prints lines; leaves the trained weights in the folder's `model`.
        variants: other configs by what they tune, which `--tune` chooses from.
    """

    name: str
    summary: str
    config: ConfigT
    train: Callable[[ConfigT, Sources, Path, Report], None]
    variants: Mapping[str, ConfigT] = field(default_factory=dict)


def describe(config: Any, **origin: Any) -> dict[str, Any]:
    """Say for run.yaml what a run is made of, beside `train`, which the loop itself writes.

    Args:
        config: every number of the run, or of one stage; has a field `train`.
        origin: where its data and first weights come from, in plain values.
    """
    described = to_plain(config) | origin
    del described["train"]
    return described
