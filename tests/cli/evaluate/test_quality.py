"""`anymask evaluate quality`: a page, its ratings, audits, and refusals."""

import json
from pathlib import Path

import numpy as np
import pytest

from anymask.storage.images import save_png


@pytest.fixture
def page(run, squares: Path):
    """`anymask evaluate quality page --data squares …`."""
    return lambda *more: run("evaluate", "quality", "page", "--data", squares, *more)


@pytest.fixture
def two_people(tmp_path: Path) -> Path:
    """A folder as BSDS500: a picture that two people cut in half, one of them a column off."""
    folder = tmp_path / "people"
    picture = np.zeros((20, 30, 3), np.uint8)
    picture[:, 15:] = 200
    save_png(folder / "images" / "eval" / "1.png", picture)
    (folder / "images" / "eval" / "1.png").rename(folder / "images" / "eval" / "1.jpg")
    labels = [np.where(np.arange(30) < cut, 1, 2) for cut in (15, 16)]
    truth = folder / "groundTruth" / "eval" / "1.npz"
    truth.parent.mkdir(parents=True)
    np.savez(truth, seg=np.stack([np.tile(each, (20, 1)) for each in labels]).astype(np.uint16))
    return folder


def rate(out: Path, rater: str, score) -> Path:
    """Save what a rater would, who knows the key."""
    key = json.loads((out / "key.json").read_text())
    ratings = {name: score(trial) for name, trial in key["trials"].items()}
    content = {"format": "anymask-ratings", "version": 1, "study": key["study"], "rater": rater}
    (out / f"{rater}.json").write_text(json.dumps({**content, "ratings": ratings}))
    return out / f"{rater}.json"


def test_a_page_has_a_screen_for_every_mask_and_hides_its_key(page, tmp_path: Path) -> None:
    ran = page("--baseline", "felzenszwalb", "--out", "study", "--json")
    assert ran.json["masks"] == ran.json["screens"] == 8
    assert {path.name for path in (tmp_path / "study").iterdir()} == {
        *("page", "key.json", "report.jsonl")
    }
    assert "felzenszwalb" not in (tmp_path / "study" / "page" / "index.html").read_text()


def test_the_same_command_goes_on_and_writes_the_same_study(page) -> None:
    arguments = ("--baseline", "felzenszwalb", "--together", "--out", "study", "--json")
    first = page(*arguments).json
    assert first["screens"] == 4
    assert page(*arguments).json == first


def test_ratings_come_back_as_a_table(page, run, tmp_path: Path) -> None:
    page("--baseline", "felzenszwalb", "--out", "study")
    study = tmp_path / "study"
    files = [rate(study, who, lambda trial: round(10 * trial["iou"]) or 1) for who in "ab"]
    ran = run("evaluate", "quality", "ratings", study / "key.json", *files, "--out", "results")
    assert "| squares: annotation   |       4 | 10.00 [10.00, 10.00] |    1.000 |" in ran.out
    assert "8 masks were rated by two people or more" in ran.out
    written = {path.name for path in (tmp_path / "results").iterdir()}
    assert written == {"ratings.json", "ratings.md", "ratings.png"}


def test_ratings_of_another_study_are_refused(page, run, tmp_path: Path) -> None:
    for seed in (0, 1):
        page("--baseline", "felzenszwalb", "--seed", str(seed), "--out", f"study{seed}")
    other = rate(tmp_path / "study1", "ann", lambda trial: 5)
    ran = run("evaluate", "quality", "ratings", tmp_path / "study0" / "key.json", other)
    assert ran.code == 2
    assert "pass the key.json that was written with the page" in ran.err


def test_an_audit_measures_people_beside_methods(run, two_people: Path) -> None:
    audit = ("evaluate", "quality", "audit", "--data", two_people, "--baseline", "box")
    report = run(*audit, "--json").json
    people, box = report["methods"]
    assert people["name"] == "human agreement"
    assert people["sets"][0]["objects"] == 4
    assert people["mean"]["scores"]["second"] == pytest.approx((2 * 15 / 16 + 2 * 14 / 15) / 4)
    assert box["mean"]["scores"]["own"] == 1


def test_an_audit_may_take_a_second_set(run, squares: Path) -> None:
    audit = ("evaluate", "quality", "audit", "--data", squares)
    report = run(*audit, "--second", squares, "--json").json
    (method,) = report["methods"]
    assert method["name"] == "masks of the set"
    assert method["mean"]["scores"] == {"second": 1, "second_90": 1, "second_75": 1}
    ran = run(*audit)
    assert ran.code == 2
    assert "keeps one annotation per image" in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--no-annotation", "--baseline", "felzenszwalb"], "one method alone makes no pairs"),
        (["--baseline", "felzen"], "no baseline is called 'felzen'; did you mean"),
        (["--split", "test"], "split is 'test'"),
        (["--max-objects", "0"], "max_objects is 0; pass 1 or more"),
    ],
)
def test_wrong_input_is_named(page, arguments: list[str], message: str) -> None:
    ran = page("--out", "study", *arguments)
    assert ran.code == 2
    assert message in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_ratings_without_a_key_are_refused(run, tmp_path: Path) -> None:
    (tmp_path / "ann.json").write_text("{}")
    ran = run("evaluate", "quality", "ratings", "none.json", "ann.json")
    assert ran.code == 2
    assert "none.json does not exist; pass the key.json of a rating page" in ran.err
