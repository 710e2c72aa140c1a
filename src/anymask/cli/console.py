"""Who may print where: results go to stdout, everything else to stderr.

With `--json` stdout holds one JSON document and nothing else, so that `anymask … --json | jq`
always works.
"""

import json
import sys
from collections.abc import Mapping, Sequence


def answer(text: str) -> None:
    """Print a result for people to stdout."""
    print(_shown(text))


def answer_table(rows: Sequence[Sequence[str]]) -> None:
    """Print a result for people as columns; the first row is the heading."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        answer("  ".join(cells).rstrip())


def answer_json(value: Mapping[str, object] | list[object]) -> None:
    """Print a result for machines to stdout: one JSON document."""
    print(json.dumps(value, allow_nan=False))


def say(text: str) -> None:
    """Print a remark to stderr."""
    print(_shown(text), file=sys.stderr)


def complain(text: str) -> None:
    """Print an error to stderr as one line."""
    print("anymask: " + _shown(" ".join(text.split())), file=sys.stderr)


def _shown(text: str) -> str:
    """Spell out what would steer a terminal, such as an escape sequence in the name of a file."""
    return "".join(
        each if each.isprintable() or each in "\n\t" else ascii(each)[1:-1] for each in text
    )
