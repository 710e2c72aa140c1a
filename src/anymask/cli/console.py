"""Who may print where: results go to stdout, everything else to stderr.

With `--json` stdout holds one JSON document and nothing else, so that `anymask … --json | jq`
always works.
"""

import json
import sys
from collections.abc import Mapping


def answer(text: str) -> None:
    """Print a result for people to stdout."""
    print(text)


def answer_json(value: Mapping[str, object] | list[object]) -> None:
    """Print a result for machines to stdout: one JSON document."""
    print(json.dumps(value, allow_nan=False))


def say(text: str) -> None:
    """Print a remark to stderr."""
    print(text, file=sys.stderr)


def complain(text: str) -> None:
    """Print an error to stderr as one line."""
    print("anymask: " + " ".join(text.split()), file=sys.stderr)
