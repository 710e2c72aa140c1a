"""What the playground's tests share: a playground with the small model, and files to drop."""

import io
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from anymask.export.bundle import Bundle
from anymask.inference.segmenter import Segmenter, load
from anymask.serving import routes_device
from anymask.serving.play import playground
from anymask.serving.play.app import create_playground
from anymask.serving.play.playground import PlayLimits


@pytest.fixture(scope="session")
def tiny() -> Segmenter:
    """The small model."""
    return load("tiny", device="cpu")


@pytest.fixture
def player(tiny: Segmenter, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The client of a playground that takes small files of few pixels."""
    bundle = Bundle({"prepare.onnx": b"first", "decode.onnx": b"second"}, 1024, 256)
    monkeypatch.setattr(playground, "bundle_apart", lambda _model: bundle)
    monkeypatch.setattr(routes_device, "bundle_apart", lambda _model, encoder: bundle)
    limits = PlayLimits(largest_bytes=300_000, most_pixels=200_000, kept_bytes=1_000_000)
    with TestClient(
        create_playground(tiny, "tiny", limits=limits), raise_server_exceptions=False
    ) as client:
        yield client


@pytest.fixture
def photo() -> Callable[..., bytes]:
    """The function that draws a picture of a bright square as a file."""
    return draw_photo


def draw_photo(
    size: tuple[int, int] = (60, 80), form: str = "JPEG", shade: int = 30, **more
) -> bytes:
    """The file of a picture (height, width) with a square in it."""
    pixels = np.full((*size, 3), shade, np.uint8)
    pixels[size[0] // 4 : size[0] // 2, size[1] // 4 : size[1] // 2] = 230
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, form, **more)
    return stream.getvalue()


@pytest.fixture
def dropped(player: TestClient, photo) -> str:
    """The address of an image that was dropped."""
    return f"/api/v1/play/images/{player.post('/api/v1/play/images', content=photo()).json()['id']}"
