"""The blur hook: what it names is unrecognisable afterwards, everything else is untouched."""

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.engine.blur import Regions, blur_regions, command_hook
from anymask.errors import ConfigurationError, InputError, ResourceError
from anymask.storage.images import open_image

NOISE = np.random.default_rng(0).integers(0, 256, (60, 80, 3), np.uint8)


def encoded(pixels: np.ndarray, form: str = "PNG") -> bytes:
    """The file of a picture."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, form)
    return stream.getvalue()


def command(tmp_path: Path, answer: str) -> str:
    """A command that prints an answer."""
    script = tmp_path / "hook.py"
    script.write_text(f"import sys\nassert sys.argv[1].endswith('.png')\nprint({answer!r})")
    return f"{sys.executable} {script}"


def test_details_go_inside_a_region_and_stay_outside() -> None:
    result = open_image(blur_regions(encoded(NOISE), lambda _: Regions(((20, 20, 20, 20),))))
    assert result[24:36, 24:36].std() < 0.2 * NOISE[24:36, 24:36].std()
    changed = (result != NOISE).any(axis=2)
    assert changed[18:42, 18:42].mean() > 0.9
    changed[18:42, 18:42] = False
    assert not changed.any()


def test_a_mask_is_blurred_to_the_pixel() -> None:
    mask = np.zeros((60, 80), bool)
    mask[5:30, 40:70] = np.tri(25, 30, dtype=bool)
    result = open_image(blur_regions(encoded(NOISE), lambda _: Regions(masks=(mask,))))
    np.testing.assert_array_equal(result[~mask], NOISE[~mask])


@pytest.mark.parametrize("box", [(-50, -50, 10, 10), (500, 5, 9, 9), (5, 5, 0, 0)])
def test_without_a_find_the_file_stays_as_it_is(box) -> None:
    content = encoded(NOISE, "JPEG")
    assert blur_regions(content, lambda _: Regions((box,))) == content


def test_a_jpeg_stays_a_jpeg() -> None:
    content = blur_regions(encoded(NOISE, "JPEG"), lambda _: Regions(((0, 0, 9, 9),)))
    assert content.startswith(b"\xff\xd8")


def test_a_command_names_boxes_and_masks(tmp_path: Path) -> None:
    counts = [0, 60, 60 * 80 - 60]
    answer = {"boxes": [[1, 2, 3, 4]], "masks": [{"size": [60, 80], "counts": counts}]}
    found = command_hook(command(tmp_path, json.dumps(answer)))(NOISE)
    assert found.boxes == ((1, 2, 3, 4),)
    assert found.masks[0][:, 0].all()
    assert found.masks[0].sum() == 60


@pytest.mark.parametrize(
    "answer", ["", "[]", '{"boxes": 3}', '{"boxes": [[1, 2]]}', '{"masks": [{"size": [9, 9]}]}']
)
def test_an_answer_that_is_none_is_an_error(tmp_path: Path, answer: str) -> None:
    with pytest.raises(InputError, match="answer of the blur command cannot be read"):
        command_hook(command(tmp_path, answer))(NOISE)


def test_a_command_that_fails_stops_everything() -> None:
    with pytest.raises(ResourceError, match="blur command failed"):
        command_hook("no-such-command --face")(NOISE)


def test_what_is_no_command_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match="is empty"):
        command_hook(" ")
    with pytest.raises(ConfigurationError, match="No closing quotation"):
        command_hook("find 'faces")


def test_a_mask_of_another_size_is_an_error() -> None:
    with pytest.raises(InputError, match=r"mask of \(3, 4\)"):
        blur_regions(encoded(NOISE), lambda _: Regions(masks=(np.ones((3, 4), bool),)))
