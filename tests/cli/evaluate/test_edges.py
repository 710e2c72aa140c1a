"""`anymask evaluate edges`: what it measures, keeps and refuses."""

import json
from pathlib import Path

import numpy as np
import pytest


@pytest.fixture
def bsds(tmp_path: Path) -> Path:
    """Two pictures of a bright square in the form of BSDS500; two people drew its outline."""
    from PIL import Image

    folder = tmp_path / "bsds500"
    for part in ("images", "groundTruth"):
        (folder / part / "test").mkdir(parents=True)
    for number in range(2):
        picture = np.full((40, 50, 3), 40, np.uint8)
        labels = np.ones((2, 40, 50), np.uint16)
        boundaries = np.zeros((2, 40, 50), np.bool_)
        square = (slice(10, 30), slice(10 + number, 30 + number))
        picture[square], labels[:, *square], boundaries[:, *square] = 220, 2, True
        boundaries[:, 11:29, 11 + number : 29 + number] = False
        Image.fromarray(picture).save(folder / f"images/test/{number}.jpg", quality=95)
        arrays = {"seg": labels, "boundaries": boundaries}
        np.savez(folder / f"groundTruth/test/{number}.npz", **arrays)
    return folder


@pytest.fixture
def ask(run, bsds: Path):
    """`anymask evaluate edges --data bsds500 --thresholds 5 …`."""
    asked = ("--data", bsds, "--thresholds", 5, "--max-distance", 0.03, "--workers", 1)
    return lambda *more: run("evaluate", "edges", *asked, *more)


def test_baselines_and_annotators_share_a_table(ask) -> None:
    report = ask("--baseline", "sobel", "--baseline", "annotators", "--json").json
    sobel, annotators = (method["sets"][0] for method in report["methods"])
    assert list(sobel["scores"]) == ["ods", "ois", "ap", "r50"]
    assert sobel["scores"]["ods"] > 0.9
    assert annotators["scores"] == {"ods": 1.0}
    assert (sobel["images"], sobel["objects"]) == (2, 4)


def test_a_model_draws_edges_too(ask, random_model: Path) -> None:
    report = ask("--model", random_model, "--points-per-side", 2, "--json").json
    assert 0 <= report["methods"][0]["sets"][0]["scores"]["ods"] <= 1
    assert report["settings"]["points_per_side"] == 2


def test_a_stopped_run_goes_on_where_it_was(ask, tmp_path: Path) -> None:
    out = tmp_path / "out"
    whole = ask("--baseline", "canny", "--out", out)
    lines = (out / "report.jsonl").read_text().splitlines()
    (out / "report.jsonl").write_text("\n".join(lines[:2]) + "\n")
    assert ask("--baseline", "canny", "--out", out).out == whole.out
    assert (out / "report.jsonl").read_text().splitlines() == lines
    assert (out / "curves.png").is_file()


def test_a_picture_without_boundaries_is_named(ask, bsds: Path) -> None:
    np.savez(bsds / "groundTruth/test/1.npz", seg=np.ones((1, 40, 50), np.uint16))
    ran = ask("--baseline", "sobel", "--json")
    assert ran.code == 1
    (failure,) = json.loads(ran.out)["failures"]
    assert failure["image"] == "1.jpg"
    assert "holds no boundaries" in failure["reason"]


def test_other_data_are_refused(run, squares: Path) -> None:
    asked = ("--data", squares, "--split", "eval", "--baseline", "sobel")
    ran = run("evaluate", "edges", *asked)
    assert ran.code == 2
    assert "keeps no boundaries that people drew; pass a copy of BSDS500" in ran.err


def test_methods_without_edges_are_refused(ask) -> None:
    ran = ask("--baseline", "box")
    assert ran.code == 2
    assert "filled box draws no edges" in ran.err
