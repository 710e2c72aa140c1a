"""Claims about `anymask engine simulate`."""

import json
from pathlib import Path

import numpy as np
import pytest

from anymask.storage.images import save_png

SQUARES = ((4, 6, 16, 20), (22, 3, 36, 15))
"""(x0, y0, x1, y1), half-open."""


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Two labelled pictures with two squares each."""
    folder = tmp_path / "squares"
    images, annotations = [], []
    for number in range(2):
        picture = np.full((30, 40, 3), 20 + 40 * number, np.uint8)
        for place, (x0, y0, x1, y1) in enumerate(SQUARES):
            picture[y0:y1, x0:x1] = 230
            ring = [x0, y0, x1, y0, x1, y1, x0, y1]
            found = {"segmentation": [ring], "image_id": number, "category_id": 1, "iscrowd": 0}
            annotations.append({"id": 10 * number + place, **found})
        save_png(folder / f"images/{number}.png", picture)
        images.append({"id": number, "file_name": f"{number}.png", "width": 40, "height": 30})
    content = {"images": images, "annotations": annotations}
    (folder / "annotations.json").write_text(json.dumps(content))
    return folder


def test_simulated_people_label_everything(run, truth: Path, random_model: Path) -> None:
    model = f"model={random_model}"
    assert run("engine", "init", "e", "--images", truth / "images", "--set", model).code == 0
    ran = run("engine", "simulate", "e", "--truth", truth, "--people", "2", "--json")
    assert ran.code == 0
    assert (ran.json["images"], ran.json["masks"]) == (2, 4)
    status = run("engine", "status", "e", "--json").json
    assert status["tasks"] == {"done": 2}
    again = run("engine", "simulate", "e", "--truth", truth)
    assert again.out.startswith("0 images labelled, 0 masks")


def test_they_stop_after_some_images_and_leave_an_image_in_time(
    run, truth: Path, random_model: Path
) -> None:
    run("engine", "init", "e", "--images", truth / "images", "--set", f"model={random_model}")
    words = ("engine", "simulate", "e", "--truth", truth, "--images", "1", "--json")
    hasty = run(*words, "--image-seconds", "1").json
    assert (hasty["images"], hasty["masks"]) == (1, 1)
    patient = run(*words).json
    assert (patient["images"], patient["masks"]) == (1, 2)


def test_another_truth_is_named(run, folder: str, truth: Path) -> None:
    ran = run("engine", "simulate", folder, "--truth", truth)
    assert ran.code == 2
    assert "the truth knows no image" in ran.err
