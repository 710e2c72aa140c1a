"""Reports on disk: `report.json`, which gates, comparisons and other programs read.

Version 2 has intervals, curves, notes and names of its measures with a direction; reports of
version 1, which had none of these, are still read.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from anymask.errors import FormatError, InputError
from anymask.evaluation.report import Curve, Failure, Measure, MethodResult, Report, SetResult
from anymask.evaluation.sampling import EMPTY, SMALL, SURPLUS
from anymask.storage.files import write_json

FILE_NAME = "report.json"
FORMAT = "anymask-evaluation"
VERSION = 2
READABLE = (1, 2)

REASONS_OF_VERSION_1 = {"empty": EMPTY, "small": SMALL, "surplus": SURPLUS}
TASKS_OF_VERSION_1 = {"clicks": "points"}


def to_dict(report: Report) -> dict[str, object]:
    """Describe a report in JSON values; each method also has its mean of sets."""
    means = [{"mean": asdict(method.mean)} for method in report.methods]
    described = asdict(report)
    methods = [method | mean for method, mean in zip(described["methods"], means, strict=True)]
    return {"format": FORMAT, "version": VERSION} | described | {"methods": methods}


def write_report(report: Report, folder: Path) -> Path:
    """Write report.json."""
    write_json(folder / FILE_NAME, to_dict(report))
    return folder / FILE_NAME


def read_report(path: Path) -> Report:
    """Read report.json.

    Raises:
        InputError: there is no such file.
        FormatError: it is no report of a version that is known.
    """
    if not path.is_file():
        raise InputError(f"{path} does not exist; pass a {FILE_NAME} that --out has written")
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if value["format"] != FORMAT or value["version"] not in READABLE:
            raise FormatError(
                f"{path} has format {value['format']!r} and version {value['version']}; this "
                f"anymask reads {FORMAT!r} of versions up to {VERSION}: measure again"
            )
        return _from_dict(_migrate(value))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            f"{path} is no evaluation report ({type(error).__name__}: {error}); pass a "
            f"{FILE_NAME} that --out has written"
        ) from error


def _migrate(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Bring a report of version 1 to the shape of version 2."""
    if value["version"] == VERSION:
        return value
    methods = [
        {
            "name": method["name"],
            "sets": [
                {
                    **each,
                    "left_out": {
                        REASONS_OF_VERSION_1[name]: count
                        for name, count in each["left_out"].items()
                        if count
                    },
                }
                for each in method["sets"]
            ],
        }
        for method in value["methods"]
    ]
    measures = {name: {"heading": heading} for name, heading in value["headings"].items()}
    task = TASKS_OF_VERSION_1.get(value["task"], value["task"])
    return {**value, "task": task, "methods": methods, "measures": measures}


def _from_dict(value: Mapping[str, Any]) -> Report:
    return Report(
        task=value["task"],
        anymask=value["anymask"],
        settings=dict(value["settings"]),
        measures={name: Measure(**measure) for name, measure in value["measures"].items()},
        methods=tuple(_method(method) for method in value["methods"]),
        failures=tuple(Failure(**failure) for failure in value["failures"]),
        notes=tuple(value.get("notes", ())),
    )


def _method(value: Mapping[str, Any]) -> MethodResult:
    sets = tuple(_set(each) for each in value["sets"])
    curves = tuple(
        Curve(**{**curve, "points": tuple((x, y) for x, y in curve["points"])})
        for curve in value.get("curves", ())
    )
    return MethodResult(value["name"], sets, curves)


def _set(value: Mapping[str, Any]) -> SetResult:
    intervals = {name: (low, high) for name, (low, high) in value.get("intervals", {}).items()}
    return SetResult(**{**value, "intervals": intervals})
