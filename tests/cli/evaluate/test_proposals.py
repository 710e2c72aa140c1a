"""`anymask evaluate proposals`: table, presets, baselines, LVIS frequencies, refusals."""

import json
from pathlib import Path

import pytest

GRID = ("--points-per-side", "2", "--max-proposals", "50")


@pytest.fixture
def proposals(run, squares: Path):
    """`anymask evaluate proposals --data squares …`."""
    return lambda *more: run("evaluate", "proposals", "--data", squares, *more)


def test_a_model_is_measured_by_area(proposals, random_model: Path) -> None:
    report = proposals("--model", random_model, *GRID, "--json").json
    (method,) = report["methods"]
    assert set(method["mean"]["scores"]) == {"all", "small"}
    assert (method["mean"]["images"], method["mean"]["objects"]) == (2, 4)
    assert report["measures"]["all"]["heading"] == "AR@50"


def test_baselines_need_no_model(proposals, tmp_path: Path) -> None:
    pytest.importorskip("skimage")
    names = ("--baseline", "segments", "--baseline", "box-grid")
    ran = proposals(*names, "--out", tmp_path / "out")
    assert [line for line in ran.out.splitlines() if line[:1] not in {"", "|"}] == [
        "segments",
        "box grid",
    ]
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [each["curves"][0]["chart"] for each in report["methods"]] == ["average recall"] * 2
    assert report["settings"]["points_per_side"] == 64
    assert (tmp_path / "out" / "curves.png").exists()


def test_options_change_the_preset(proposals) -> None:
    chosen = (
        "--preset",
        "quick",
        "--nms",
        "0.5",
        "--ranking",
        "stability",
        "--matching",
        "overlap",
    )
    settings = proposals("--baseline", "box-grid", *chosen, "--json").json["settings"]
    assert (settings["points_per_side"], settings["nms_thresh"]) == (16, 0.5)
    assert (settings["ranking"], settings["matching"]) == ("stability", "overlap")


def test_lvis_files_are_told_apart_by_frequency(proposals, squares: Path) -> None:
    file = squares / "annotations.json"
    category = {"id": 1, "name": "square", "frequency": "c"}
    file.write_text(json.dumps(json.loads(file.read_text()) | {"categories": [category]}))
    report = proposals("--baseline", "box-grid", "--json").json
    scores = report["methods"][0]["mean"]["scores"]
    assert scores["common"] == scores["all"]
    assert "rare" in report["measures"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("--preset", "quik"), "no preset of proposals is called 'quik'; did you mean 'quick'"),
        (("--matching", "best"), "proposals are not matched by 'best'; known: overlap, score"),
        (("--ranking", "iou"), "ranking is 'iou'; known: mean, predicted-iou, stability"),
        (("--baseline", "box"), "filled box makes no proposals; measure a model, or a baseline"),
    ],
)
def test_what_cannot_be_measured_is_named(proposals, wrong, message: str) -> None:
    ran = proposals(*wrong)
    assert ran.code == 2
    assert message in " ".join(ran.err.split())
