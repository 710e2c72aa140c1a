"""What the tests of exchanged files share: a picture, and damaged copies of a file."""

import io
import os
import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image

DAMAGED = int(os.environ.get("ANYMASK_DAMAGED_FILES", "60"))
"""So many damaged copies of each file are read: few in a hurry, 10,000 for a release."""
INSERTED = (
    *(
        b"-1",
        b"1e999",
        b"NaN",
        b"99999999999999999999",
        b"null",
        b"[]",
        b"{}",
        b'""',
        b"0.5",
        b"-0",
    ),
    *(b"../..", b"\x00", b"\xff", b"[" * 50, b"<a>", b"&lt;", b"<!DOCTYPE a>", b"\\ud800", b","),
)
VALUES = re.compile(rb'"[^"]*"|[-0-9.]+|[a-z]+')
"""What stands for a value, whatever the form of the file."""


@pytest.fixture
def picture() -> Callable[[tuple[int, int]], bytes]:
    """Makes a PNG of a size (height, width)."""

    def encode(size: tuple[int, int]) -> bytes:
        stream = io.BytesIO()
        Image.new("L", size[::-1], 90).save(stream, "PNG")
        return stream.getvalue()

    return encode


@pytest.fixture
def damaged() -> Callable[[bytes], Iterator[bytes]]:
    """Makes copies of a file, some bytes or values changed, and now and then mere noise."""

    def mutate(content: bytes, generator: np.random.Generator) -> bytes:
        start = int(generator.integers(len(content)))
        stop = min(start + int(generator.geometric(0.1)), len(content))
        kind = generator.integers(8)
        if kind == 0:
            return content[:start]
        if kind == 1:
            return content[:start] + content[stop:]
        if kind == 2:
            return content[:stop] + content[start:stop] * 3 + content[stop:]
        if kind == 3:
            return content[:start] + INSERTED[generator.integers(len(INSERTED))] + content[stop:]
        if kind == 4:
            return content[:start] + generator.bytes(1) + content[start + 1 :]
        values = list(VALUES.finditer(content))
        if not values:
            return content[:start]
        # Most often a value is exchanged for another, so that the form of the file survives.
        chosen = values[generator.integers(len(values))]
        other = values[generator.integers(len(values))].group()
        junk = INSERTED[generator.integers(len(INSERTED))]
        instead = {5: other, 6: junk, 7: b'"' + junk + b'"'}[int(kind)]
        return content[: chosen.start()] + instead + content[chosen.end() :]

    def copies(content: bytes) -> Iterator[bytes]:
        for seed in range(DAMAGED):
            generator = np.random.default_rng(seed)
            changed = content if seed % 20 else generator.bytes(200)
            for _ in range(int(generator.integers(1, 4))):
                changed = mutate(changed, generator) or b" "
            yield changed

    return copies
