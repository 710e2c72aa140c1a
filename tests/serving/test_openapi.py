"""Claims about the description of the API, and that the types of the browser follow it."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest

from anymask.serving.openapi import FINGERPRINT, describe, fingerprint

WIRE = Path(__file__).parents[2] / "web/src/api/wire.ts"


@pytest.fixture(scope="module")
def document() -> dict:
    """The description of both servers."""
    return describe()


def test_both_servers_are_described(document: dict) -> None:
    assert {"/api/v1/projects/{project}/explore", "/api/v1/play/images"} <= set(document["paths"])


def test_the_types_of_the_browser_follow_the_description(document: dict) -> None:
    assert document["info"][FINGERPRINT] in WIRE.read_text("utf-8"), "run: make web-types"


def test_words_change_no_fingerprint_and_types_do(document: dict) -> None:
    told = copy.deepcopy(document)
    images = told["paths"]["/api/v1/projects/{project}/images"]["get"]
    images["description"] = images["summary"] = "Something else."
    assert fingerprint(told) == fingerprint(document)
    schema = told["components"]["schemas"]["FlagOut"]["properties"]
    schema["title"] = schema.pop("reason")
    assert fingerprint(told) != fingerprint(document)
    schema["reason"] = schema.pop("title")
    assert fingerprint(told) == fingerprint(document)
    images["parameters"] = images["parameters"][1:]
    assert fingerprint(told) != fingerprint(document)


def test_it_is_written_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    subprocess.run([sys.executable, "-m", "anymask.serving.openapi", str(path)], check=True)
    assert json.loads(path.read_text())["info"]["title"] == "anymask"
