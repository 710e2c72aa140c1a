"""Claims about images over HTTP."""

import io

import numpy as np
import pytest
from PIL import Image

from anymask.inference.encoded import EncodedImage

IMAGES = "/api/v1/projects/zoo/images"


def test_images_come_in_pages(annotator) -> None:
    page = annotator.get(IMAGES, params={"limit": 1, "offset": 1}).json()
    assert (page["total"], len(page["images"])) == (2, 1)
    one = page["images"][0]
    assert annotator.get(f"{IMAGES}/{one['id']}").json() == one
    assert (one["width"], one["height"]) == (40, 30)


def test_pictures_are_sent_with_their_pixels_and_kept_by_browsers(annotator) -> None:
    answer = annotator.get(f"{IMAGES}/1/file")
    pixels = np.asarray(Image.open(io.BytesIO(answer.content)))
    assert pixels.shape == (30, 40, 3)
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = annotator.get(f"{IMAGES}/1/file", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    small = annotator.get(f"{IMAGES}/1/thumbnail")
    assert small.headers["content-type"] == "image/jpeg"


def test_the_embedding_is_computed_once_and_told_apart_by_its_tag(annotator) -> None:
    answer = annotator.get(f"{IMAGES}/1/embedding")
    assert EncodedImage.from_bytes(answer.content).frame.original == (30, 40)
    tag = {"if-none-match": answer.headers["etag"]}
    again = annotator.get(f"{IMAGES}/1/embedding", headers=tag)
    assert again.status_code == 304
    assert again.headers["x-model-id"] == answer.headers["x-model-id"]
    assert annotator.get(f"{IMAGES}/2/embedding", headers=tag).status_code == 200


@pytest.mark.parametrize(
    ("prompt", "answers"),
    [
        ({"points": [[17, 14]], "labels": [1]}, 3),
        ({"box": [10, 8, 25, 20]}, 1),
        ({"points": [[17, 14], [2, 2]], "labels": [1, 0]}, 1),
        ({"points": [[17, 14]], "multimask": False}, 1),
    ],
)
def test_the_server_answers_prompts(annotator, prompt, answers: int) -> None:
    found = annotator.post(f"{IMAGES}/1/segment", json=prompt).json()
    assert len(found["masks"]) == answers
    assert all(isinstance(mask["counts"], str) for mask in found["masks"])


@pytest.mark.parametrize(
    "prompt",
    [
        {},
        {"points": [[1, 1]], "labels": [1, 0]},
        {"points": [[1e9, 1]]},
        {"points": [["a", 1]]},
        {"box": [0, 0, 0]},
        {"more": 1},
    ],
)
def test_prompts_without_sense_are_refused(annotator, prompt) -> None:
    answer = annotator.post(f"{IMAGES}/1/segment", json=prompt)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_a_flagged_image_is_handed_to_nobody(annotator, site) -> None:
    for image in (1, 2):
        given = {"reason": "blurred <script>"}
        answer = annotator.post(f"{IMAGES}/{image}/flags", json=given)
        assert (answer.status_code, answer.json()["reason"]) == (201, given["reason"])
    assert annotator.post("/api/v1/projects/zoo/tasks/next", json={}).json() == {"task": None}
    assert annotator.get(IMAGES, params={"state": "faulty"}).json()["total"] == 2
