"""The report of an evaluation: methods, sets, averages, and what could not be used.

Made from rows, written as `report.json`, read again to compare two reports. A measure is a number
in [0, 1], the higher the better; objects of a set count the same, and so do sets in their mean.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from anymask.errors import FormatError, InputError
from anymask.evaluation.rows import Row
from anymask.evaluation.sampling import LeftOut
from anymask.evaluation.walk import Failure
from anymask.storage.files import write_json

FILE_NAME = "report.json"
FORMAT = "anymask-evaluation"
VERSION = 1
MEAN_NAME = "mean of sets"


@dataclass(frozen=True)
class SetResult:
    """Averages over the objects of one set, or over sets.

    Attributes:
        name: of the set.
        images: measured.
        objects: scored.
        left_out: objects that were not scored.
        scores: the average of each measure that the method takes part in.
    """

    name: str
    images: int
    objects: int
    left_out: LeftOut
    scores: Mapping[str, float]


@dataclass(frozen=True)
class MethodResult:
    """One method on all sets."""

    name: str
    sets: tuple[SetResult, ...]

    @property
    def mean(self) -> SetResult:
        """The average over sets, each counting the same however many objects it has."""
        names = self.sets[0].scores
        return SetResult(
            name=MEAN_NAME,
            images=sum(each.images for each in self.sets),
            objects=sum(each.objects for each in self.sets),
            left_out=sum((each.left_out for each in self.sets), LeftOut()),
            scores={
                name: sum(each.scores[name] for each in self.sets) / len(self.sets)
                for name in names
            },
        )


@dataclass(frozen=True)
class Report:
    """What an evaluation found.

    Attributes:
        task: the name of the protocol, such as "clicks".
        anymask: the version that measured.
        settings: everything but methods and data that changes the scores; JSON values.
        headings: the heading of each measure for tables, in order.
        methods: their results.
        failures: images that could not be read.
    """

    task: str
    anymask: str
    settings: Mapping[str, object]
    headings: Mapping[str, str]
    methods: tuple[MethodResult, ...]
    failures: tuple[Failure, ...]

    def to_dict(self) -> dict[str, object]:
        """Describe the report in JSON values."""
        methods = [
            {
                "name": method.name,
                "sets": [asdict(each) for each in method.sets],
                "mean": asdict(method.mean),
            }
            for method in self.methods
        ]
        return {"format": FORMAT, "version": VERSION} | asdict(self) | {"methods": methods}

    def write(self, folder: Path) -> Path:
        """Write report.json."""
        write_json(folder / FILE_NAME, self.to_dict())
        return folder / FILE_NAME


def summarise(rows: Sequence[Row]) -> tuple[SetResult, ...]:
    """Average the rows of one method, set by set, in the order of their first images.

    Raises:
        InputError: a set has no scored object.
    """
    by_set: dict[str, list[Row]] = {}
    for row in rows:
        by_set.setdefault(row.set_name, []).append(row)
    return tuple(_summarise_set(name, members) for name, members in by_set.items())


def read_report(path: Path) -> Report:
    """Read report.json.

    Raises:
        InputError: there is no such file.
        FormatError: it is no report of this version.
    """
    if not path.is_file():
        raise InputError(f"{path} does not exist; pass a {FILE_NAME} that --out has written")
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if (value["format"], value["version"]) != (FORMAT, VERSION):
            raise FormatError(
                f"{path} has format {value['format']!r} and version {value['version']}; this "
                f"anymask reads {FORMAT!r} of version {VERSION}: measure again"
            )
        return _from_dict(value)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            f"{path} is no evaluation report ({type(error).__name__}: {error}); pass a "
            f"{FILE_NAME} that --out has written"
        ) from error


def _summarise_set(name: str, rows: Sequence[Row]) -> SetResult:
    objects = sum(len(row.numbers) for row in rows)
    if objects == 0:
        raise InputError(
            f"set '{name}' has no object that counts in {len(rows)} images; lower the least area, "
            "or leave the set out"
        )
    scored = [row for row in rows if row.numbers]
    scores = {
        measure: sum(sum(row.scores[measure]) for row in scored) / objects
        for measure in scored[0].scores
    }
    left_out = sum((row.left_out for row in rows), LeftOut())
    return SetResult(name, len(rows), objects, left_out, scores)


def _from_dict(value: Mapping[str, Any]) -> Report:
    methods = tuple(
        MethodResult(method["name"], tuple(_set_from_dict(each) for each in method["sets"]))
        for method in value["methods"]
    )
    return Report(
        task=value["task"],
        anymask=value["anymask"],
        settings=dict(value["settings"]),
        headings=dict(value["headings"]),
        methods=methods,
        failures=tuple(Failure(**failure) for failure in value["failures"]),
    )


def _set_from_dict(value: Mapping[str, Any]) -> SetResult:
    return SetResult(**{**value, "left_out": LeftOut(**value["left_out"])})
