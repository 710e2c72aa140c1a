"""Claims about dropping an image, clicking, and keeping files."""

import gzip
import io
import json
import struct
import time
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

from anymask.data.formats import FORMATS
from anymask.geometry import rle
from anymask.inference.encoded import EncodedImage
from anymask.serving.wire_play import FormatName

PLAY = "/api/v1/play"


def wait_for(player, dropped: str) -> dict:
    """Ask until the search is over."""
    for _ in range(1200):
        found: dict = player.get(f"{dropped}/everything").json()
        if found["state"] not in ("waiting", "running"):
            return found
        time.sleep(0.05)
    raise AssertionError("it takes too long")


def test_the_playground_tells_what_it_takes(player) -> None:
    told = player.get(PLAY).json()
    assert (told["model"], told["largest_bytes"], told["most_pixels"]) == ("tiny", 300_000, 200_000)
    assert [each["name"] for each in told["formats"]] == list(FORMATS)


def test_a_dropped_image_is_encoded_and_answers_clicks(player, dropped: str) -> None:
    packed = player.get(f"{dropped}/embedding")
    assert EncodedImage.from_bytes(packed.content).frame.original == (60, 80)
    tag = {"if-none-match": packed.headers["etag"]}
    assert player.get(f"{dropped}/embedding", headers=tag).status_code == 304
    answer = player.post(f"{dropped}/segment", json={"points": [[30, 22]], "labels": [1]}).json()
    assert len(answer["masks"]) == 3
    refined = {"points": [[30, 22]], "refine_counts": answer["masks"][0]["counts"]}
    assert player.post(f"{dropped}/segment", json=refined).status_code == 200
    wrong = {"points": [[30, 22]], "refine_counts": "0" * 50}
    assert player.post(f"{dropped}/segment", json=wrong).status_code == 422


def test_photos_are_upright(player, photo) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    answer = player.post(f"{PLAY}/images", content=photo(exif=exif)).json()
    assert (answer["width"], answer["height"]) == (60, 80)
    shown = player.get(f"{PLAY}/images/{answer['id']}/file").content
    assert Image.open(io.BytesIO(shown)).size == (60, 80)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_what_is_no_image_is_refused(player, photo) -> None:
    whole = photo(form="PNG")
    hostile = {
        "nothing": b"",
        "text": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "cut": whole[:60],
        "gif": photo(form="GIF"),
        "zip": gzip.compress(b"x" * 1000),
        "many pixels": png_of(1000, 1000),
        "a bomb": png_of(60_000, 60_000),
        "sides of nothing": png_of(0, 0),
        "real but large": photo(size=(500, 600), form="PNG"),
    }
    for name, content in hostile.items():
        answer = player.post(f"{PLAY}/images", content=content)
        assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "input"), name


@pytest.mark.parametrize("known", [True, False])
def test_what_is_too_large_is_refused_before_it_is_read(player, known: bool) -> None:
    parts = [b"x" * 100_000] * 4
    content = b"".join(parts) if known else iter(parts)
    assert player.post(f"{PLAY}/images", content=content).status_code == 413


def test_old_images_make_room(player, dropped: str) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (240, 300, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noise).save(stream, "PNG")
    for _ in range(6):
        last = player.post(f"{PLAY}/images", content=stream.getvalue())
    assert last.status_code == 201, last.text
    gone = player.get(f"{dropped}/embedding")
    assert (gone.status_code, "drop it again" in gone.text) == (404, True)
    assert player.get(f"{PLAY}/images/{last.json()['id']}/embedding").status_code == 200


def test_everything_is_found_with_progress_and_parents(player, dropped: str) -> None:
    assert player.get(f"{dropped}/everything").json()["state"] == "none"
    asked = {"points_per_side": 8, "fast": False}
    assert player.post(f"{dropped}/everything", json=asked).status_code == 202
    found = wait_for(player, dropped)
    assert (found["state"], found["done"]) == ("done", found["total"])
    for mask in found["masks"]:
        runs = rle.from_coco({"size": [60, 80], "counts": mask["counts"]})
        assert rle.area(runs) == mask["area"]
        assert mask["parent"] is None or mask["parent"] < len(found["masks"])


def test_a_search_can_be_stopped(player, dropped: str) -> None:
    player.post(f"{dropped}/everything", json={"points_per_side": 64, "fast": False})
    assert player.delete(f"{dropped}/everything").status_code == 204
    found = wait_for(player, dropped)
    assert (found["state"], found["masks"]) == ("stopped", [])
    player.post(f"{dropped}/everything", json={"points_per_side": 4})
    assert wait_for(player, dropped)["state"] == "done"


def test_every_format_can_be_kept(player, dropped: str) -> None:
    assert set(FormatName.__args__) == set(FORMATS)
    masks = player.post(f"{dropped}/segment", json={"points": [[30, 22]]}).json()["masks"]
    given = [{"counts": each["counts"], "category": "<b>cat</b>"} for each in masks]
    for name, form in FORMATS.items():
        asked = {"format": name, "masks": given, "file_name": "../../my cat.JPG"}
        answer = player.post(f"{dropped}/export", json=asked)
        assert answer.status_code == 200, answer.text
        kept = answer.headers["content-disposition"]
        assert kept.startswith("attachment")
        assert f"my_cat{form.extension}" in kept
    coco = player.post(f"{dropped}/export", json={"format": "coco", "masks": given}).json()
    assert len(coco["annotations"]) == 3
    png = player.post(f"{dropped}/export", json={"format": "png", "masks": given}).content
    assert "labels.png" in zipfile.ZipFile(io.BytesIO(png)).namelist()


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "exe", "masks": []},
        {"format": "coco", "masks": [{"counts": "\x00"}]},
        {"format": "coco", "masks": [{"counts": "0" * 99}]},
        {"format": "coco", "masks": [{"counts": "a", "category": "x" * 300}]},
        {"format": "coco", "masks": [{"counts": "a"}] * 2_001},
    ],
)
def test_files_without_sense_are_refused(player, dropped: str, asked) -> None:
    assert player.post(f"{dropped}/export", json=asked).status_code == 422


def test_browsers_get_the_decoder_by_names_that_hold_its_hash(player) -> None:
    told = player.get(f"{PLAY}/decoder").json()
    for name, address in told["files"].items():
        answer = player.get(address)
        assert answer.content in (b"first", b"second")
        assert told["sha256"][name][:16] in address
        tag = {"if-none-match": answer.headers["etag"]}
        assert player.get(address, headers=tag).status_code == 304
    assert player.get(f"{PLAY}/decoder/other.onnx").status_code == 404


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_no_request_makes_the_playground_fail(player, dropped: str) -> None:
    import schemathesis
    from hypothesis import HealthCheck, given, settings

    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", player.app)
    for operation in schema.get_all_operations():
        quiet = settings(
            max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )

        @quiet
        @given(operation.ok().as_strategy())
        def check(made) -> None:
            if "picture_id" in (made.path_parameters or {}):
                made.path_parameters["picture_id"] = dropped.rsplit("/", 1)[-1]
            answer = made.call()
            assert answer.status_code < 500, (made.path, answer.text)

        check()


def test_answers_are_json_that_says_what_is_wrong(player) -> None:
    answer = player.get(f"{PLAY}/images/none/embedding")
    assert json.loads(answer.content)["error"]["kind"] == "missing"
