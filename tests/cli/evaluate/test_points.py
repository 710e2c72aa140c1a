"""`anymask evaluate points`: tables, JSON, baselines, sampling, resuming, gates, refusals."""

import json
import shutil
from pathlib import Path

import pytest

HEADINGS = (
    *("1 click", "best of 3", "box"),
    *("2 clicks", "3 clicks", "5 clicks", "9 clicks"),
    *("NoC@85", "NoC@90"),
)


@pytest.fixture
def clicks(run, squares: Path):
    """`anymask evaluate points --data squares …`."""
    return lambda *more: run("evaluate", "points", "--data", squares, *more)


def test_a_table_has_a_line_per_set_and_the_mean(
    clicks, squares: Path, tmp_path: Path, random_model: Path
) -> None:
    shutil.copytree(squares, tmp_path / "more")
    ran = clicks("--data", tmp_path / "more", "--model", random_model)
    name, header, _, *rows = ran.out.splitlines()
    assert name == str(random_model)
    columns = [cell.strip() for cell in header.split("|")[1:-1]]
    assert columns == ["set", "images", "objects", *HEADINGS]
    found = [[cell.strip() for cell in row.split("|")[1:4]] for row in rows if row]
    assert found == [["squares", "2", "4"], ["more", "2", "4"], ["mean of sets", "4", "8"]]
    assert f"{random_model}, {squares}: 2 of 2" in ran.err


@pytest.mark.parametrize(("split", "images"), [("eval", 2), ("train", 1), ("all", 3)])
def test_json_counts_the_split(clicks, random_model: Path, split: str, images: int) -> None:
    report = clicks("--model", random_model, "--split", split, "--json").json
    (method,) = report["methods"]
    (row,) = method["sets"]
    assert (row["name"], row["images"], row["objects"]) == ("squares", images, 2 * images)
    assert 0 <= row["scores"]["regular"] <= row["scores"]["oracle"] <= 1
    assert report["settings"]["split"] == split


def test_clicks_are_followed(clicks, random_model: Path) -> None:
    report = clicks("--model", random_model, "--clicks", "1,3", "--json").json
    scores = report["methods"][0]["mean"]["scores"]
    assert list(scores) == ["regular", "oracle", "box", "clicks_3", "noc_85", "noc_90"]


def test_the_policy_is_told_and_can_be_changed_word_by_word(clicks, random_model: Path) -> None:
    chosen = ("--policy", "sam-random", "--distance", "taxicab", "--no-padding")
    ran = clicks("--model", random_model, "--clicks", "1", "--max-clicks", "2", *chosen, "--json")
    settings = ran.json["settings"]
    assert (settings["first_click"], settings["next_click"]) == ("random", "centre-of-error")
    assert (settings["distance"], settings["padding"]) == ("taxicab", False)
    assert settings["max_clicks"] == 2


def test_other_columns_come_from_the_same_rows(clicks, random_model: Path, tmp_path: Path) -> None:
    arguments = ("--model", random_model, "--max-clicks", "3", "--out", tmp_path / "out", "--json")
    clicks(*arguments, "--clicks", "1,3")
    rows = (tmp_path / "out" / "report.jsonl").read_bytes()
    (method,) = clicks(*arguments, "--clicks", "1,2").json["methods"]
    assert list(method["mean"]["scores"])[3] == "clicks_2"
    assert (tmp_path / "out" / "report.jsonl").read_bytes() == rows


def test_the_earlier_name_still_works(run, squares: Path) -> None:
    ran = run("evaluate", "clicks", "--data", squares, "--baseline", "box", "--json")
    assert ran.json["task"] == "points"
    assert "clicks" not in run("evaluate", "--help").out.split()


def test_baselines_are_measured_without_a_model(clicks) -> None:
    pytest.importorskip("cv2")
    names = ("felzenszwalb", "grabcut", "box")
    report = clicks(*(word for name in names for word in ("--baseline", name)), "--json").json
    scores = {method["name"]: method["mean"]["scores"] for method in report["methods"]}
    assert [list(scores[name]) for name in ("felzenszwalb", "grabcut", "filled box")] == [
        ["regular", "oracle"],
        ["box"],
        ["box"],
    ]
    assert scores["filled box"]["box"] == 1


def test_objects_can_be_left_out(clicks) -> None:
    report = clicks("--baseline", "box", "--min-area", "0.2", "--max-objects", "1", "--json").json
    (row,) = report["methods"][0]["sets"]
    assert row["objects"] == 1
    assert row["left_out"] == {"too small": 1}


def test_out_holds_a_report_and_the_next_run_goes_on(clicks, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("--baseline", "box", "--baseline", "felzenszwalb", "--out", out)
    first = clicks(*arguments)
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    assert set(files) == {"report.jsonl", "report.json", "report.md", "curves.png"}
    torn = files["report.jsonl"].splitlines(keepends=True)
    (out / "report.jsonl").write_bytes(b"".join(torn[:3]) + torn[3][:20])
    assert clicks(*arguments).out == first.out
    assert {path.name: path.read_bytes() for path in out.iterdir()} == files


def test_a_gate_closes_when_a_set_becomes_worse(clicks, tmp_path: Path) -> None:
    clicks("--baseline", "box", "--out", tmp_path / "old")
    report = tmp_path / "old" / "report.json"
    assert clicks("--baseline", "box", "--against", report).code == 0
    better = json.loads(report.read_text())
    better["methods"][0]["sets"][0]["scores"]["box"] = 1.03
    report.write_text(json.dumps(better))
    ran = clicks("--baseline", "box", "--against", report)
    assert ran.code == 1
    assert "worse: squares, box: 1.030 -> 1.000" in ran.err
    assert clicks("--baseline", "box", "--against", report, "--tolerance", "0.05").code == 0


def test_an_image_that_cannot_be_read_is_named_and_fails_the_run(clicks, squares: Path) -> None:
    (squares / "images" / "0.png").write_bytes(b"no image")
    ran = clicks("--baseline", "box", "--json")
    assert ran.code == 1
    assert ran.json["failures"][0]["image"] == "0.png"
    assert "not read: " in ran.err
    assert ran.json["methods"][0]["sets"][0]["images"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "test"], "split is 'test'"),
        (["--data", "nowhere"], "nowhere does not exist"),
        (["--data", "squares"], "both hold a set 'squares'; give each set once"),
        (["--model", "vit_x"], "no model is called 'vit_x'; did you mean"),
        (["--model", "tiny", "--model", "tiny"], "tiny is asked for twice"),
        (["--baseline", "grab"], "no baseline is called 'grab'; did you mean"),
        (["--clicks", "0"], "clicks are [0]; pass numbers from 1 up"),
        (["--clicks", "many"], "--clicks is 'many'; pass whole numbers with commas"),
        (["--max-clicks", "3"], "max_clicks is 3, but IoU after 9 clicks is asked for"),
        (["--policy", "rits"], "no click policy 'rits'; did you mean 'ritm'"),
        (["--first-click", "middle"], "first is 'middle', which no policy does; known: centre"),
        (["--min-area", "1"], "min_area_share is 1; pass a share"),
        (["--against", "none.json"], "none.json does not exist; pass a report.json"),
    ],
)
def test_wrong_input_is_named(clicks, arguments: list[str], message: str) -> None:
    ran = clicks(*arguments)
    assert ran.code == 2
    assert message in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
