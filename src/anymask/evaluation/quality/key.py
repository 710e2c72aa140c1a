"""The key of a rating study: whose mask each trial shows. Raters never get it.

It ties ratings to methods and objects; the masks themselves are not in it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from anymask.errors import FormatError, InputError
from anymask.evaluation.quality.study import Study, Trial
from anymask.storage.files import write_json

FORMAT, VERSION = "anymask-rating-key", 1


def write_key(study: Study, path: Path, settings: Mapping[str, object]) -> None:
    """Write whose mask each trial shows: for those who evaluate, never for raters."""
    trials = {trial.name: _without(asdict(trial), "name", "counts") for trial in study.trials}
    content = {"format": FORMAT, "version": VERSION, "study": study.name}
    write_json(path, {**content, "settings": dict(settings), "trials": trials})


def read_key(path: Path) -> tuple[str, dict[str, Trial]]:
    """Read the name of a study, and its trials by name.

    Raises:
        InputError: there is no such file.
        FormatError: it is no key of this version.
    """
    if not path.is_file():
        raise InputError(f"{path} does not exist; pass the key.json of a rating page")
    try:
        value = json.loads(path.read_text("utf-8"))
        if (value["format"], value["version"]) != (FORMAT, VERSION):
            raise ValueError(f"format {value['format']!r} of version {value['version']}")
        trials = {name: Trial(name, **told) for name, told in value["trials"].items()}
        return str(value["study"]), trials
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            f"{path} is no key of a rating page ({error}); pass the key.json beside the page"
        ) from error


def _without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: each for name, each in value.items() if name not in names}
