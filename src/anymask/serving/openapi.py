"""Writes the description of the API, from which the types of the browser are made.

    python -m anymask.serving.openapi web/openapi.json

It describes both servers, `anymask engine serve` and `anymask serve`; `make web-types` goes on from
there, and a test fails while the types are those of another description.
"""

import hashlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from anymask.engine.project import init_engine
from anymask.engine.settings import EngineSettings
from anymask.inference.segmenter import load
from anymask.serving.app import create_app
from anymask.serving.play.app import create_playground
from anymask.storage.files import json_bytes, write_json

FINGERPRINT = "x-fingerprint"
SAID_IN_WORDS = {"description", "summary", "title", "examples", "info", "tags", "operationId"}


def describe() -> dict[str, Any]:
    """Return the OpenAPI document of all routes; its `info` holds its fingerprint."""
    with tempfile.TemporaryDirectory() as folder:
        engine = init_engine(Path(folder), EngineSettings())
        document: dict[str, Any] = create_app(engine).openapi()
        engine.close()
    play = create_playground(load("tiny", device="cpu"), "tiny").openapi()
    document["paths"] |= play["paths"]
    document["components"]["schemas"] |= play["components"]["schemas"]
    document["info"][FINGERPRINT] = fingerprint(document)
    return document


def fingerprint(document: dict[str, Any]) -> str:
    """Return what changes with the routes and their types, and not with words about them."""
    bare = {"paths": _bare(document["paths"]), "schemas": _bare(document["components"])}
    return hashlib.sha256(json_bytes(_sorted(bare))).hexdigest()[:32]


def _bare(value: Any, *, names: bool = False) -> Any:
    """Leave out what is only said in words; `names`: the keys are names that we gave."""
    if isinstance(value, list):
        return [_bare(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _bare(each, names=key in ("properties", "schemas"))
        for key, each in value.items()
        if names or key not in SAID_IN_WORDS
    }


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    write_json(Path(sys.argv[1]), describe())
