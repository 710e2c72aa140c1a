"""Writes the description of the API, from which the types of the browser are made.

    python -m anymask.serving.openapi web/openapi.json

It describes both servers, `anymask engine serve` and `anymask serve`; `npm run types` goes on from
there.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from anymask.engine.project import init_engine
from anymask.engine.settings import EngineSettings
from anymask.inference.segmenter import load
from anymask.serving.app import create_app
from anymask.serving.play.app import create_playground
from anymask.storage.files import write_json


def describe() -> dict[str, Any]:
    """Return the OpenAPI document of all routes."""
    with tempfile.TemporaryDirectory() as folder:
        engine = init_engine(Path(folder), EngineSettings())
        document: dict[str, Any] = create_app(engine).openapi()
        engine.close()
    play = create_playground(load("tiny", device="cpu"), "tiny").openapi()
    document["paths"] |= play["paths"]
    document["components"]["schemas"] |= play["components"]["schemas"]
    return document


if __name__ == "__main__":
    write_json(Path(sys.argv[1]), describe())
