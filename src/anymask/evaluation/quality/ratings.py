"""What raters saved: files of scores, checked against the key of their study.

A file of another study is refused; scores that cannot be used are left out, counted and named.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anymask.errors import FormatError, InputError
from anymask.evaluation.quality.study import Trial

FORMAT, VERSION = "anymask-ratings", 1
LOWEST, HIGHEST = 1, 10
SHOWN = 5
"""So many scores that cannot be used are named."""


@dataclass(frozen=True)
class Ratings:
    """The scores of all raters.

    Attributes:
        scores: rater -> trial -> score from 1 to 10.
        notes: sentences on what was left out or is missing.
    """

    scores: Mapping[str, Mapping[str, int]]
    notes: tuple[str, ...]

    def of(self, trial: str) -> tuple[int, ...]:
        """Return the scores of one mask, rater by rater."""
        return tuple(each[trial] for each in self.scores.values() if trial in each)


def read_ratings(paths: Sequence[Path], study: str, trials: Mapping[str, Trial]) -> Ratings:
    """Read the files of all raters.

    Args:
        paths: one per rater.
        study: the name of the study.
        trials: of the study, by name.

    Raises:
        InputError: a file is missing, of another study, or the second of the same rater.
        FormatError: a file is no export of a rating page.
    """
    scores: dict[str, dict[str, int]] = {}
    owners: dict[str, Path] = {}
    notes: list[str] = []
    for path in paths:
        rater, given = _read(path, study)
        if rater in owners:
            raise InputError(
                f"{owners[rater]} and {path} are both by '{rater}'; pass the later one only, or "
                "tell two people apart by their names"
            )
        owners[rater] = path
        usable = {name: score for name, score in given.items() if _fits(name, score, trials)}
        unusable = [f"{name}: {score}" for name, score in given.items() if name not in usable]
        scores[rater] = usable
        if unusable:
            shown = ", ".join(unusable[:SHOWN]) + (" ..." if len(unusable) > SHOWN else "")
            notes.append(f"{rater}: left out {len(unusable)} scores that fit no mask: {shown}")
        if len(usable) < len(trials):
            notes.append(f"{rater}: {len(trials) - len(usable)} of {len(trials)} masks not rated")
    return Ratings(scores, tuple(notes))


def _read(path: Path, study: str) -> tuple[str, dict[str, Any]]:
    """Read one file: who rated, and the scores as they stand there."""
    if not path.is_file():
        raise InputError(f"{path} does not exist; pass the file that a rating page saved")
    try:
        value = json.loads(path.read_text("utf-8"))
        if (value["format"], value["version"]) != (FORMAT, VERSION):
            raise ValueError(f"format {value['format']!r} of version {value['version']}")
        found, rater, given = value["study"], value["rater"], dict(value["ratings"].items())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            f"{path} holds no ratings ({error}); pass the file that a rating page saved"
        ) from error
    if found != study:
        raise InputError(
            f"{path} is of study {found}, the key is of {study}; pass the key.json that was "
            "written with the page"
        )
    if not isinstance(rater, str) or not rater.strip():
        raise FormatError(f"{path} does not say who rated; enter a name on the page and save again")
    return rater.strip(), given


def _fits(name: str, score: object, trials: Mapping[str, Trial]) -> bool:
    return name in trials and type(score) is int and LOWEST <= score <= HIGHEST
