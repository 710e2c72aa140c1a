"""The rating page: complete, blind, closed to everything from outside, and its script works."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pytest

from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.quality import page as module
from anymask.evaluation.quality.page import write_page
from anymask.evaluation.quality.study import Study, plan_study
from anymask.evaluation.rows import RowKey
from anymask.geometry import rle

SCRIPT = (resources.files(module.__package__) / "rating_state.js").read_text("utf-8")
SECRET = ("method-one", "method-two", "sets/secret", "annotation", "rectangles")


@pytest.fixture
def study(dataset, pair) -> Study:
    """Two methods that answer the first image's two rectangles with both of them in turn."""
    counts = [rle.to_coco(mask)["counts"] for mask in rle.encode(pair)]
    rows = {
        name: [
            ObjectRow(
                RowKey(name, "1", "sets/secret", "0.png"),
                "rectangles",
                numbers=(0, 1),
                areas=(400, 460),
                left_out={},
                scores={"regular": (1.0, 1.0)},
                answers=tuple(counts),
            )
        ]
        for name in SECRET[:2]
    }
    return plan_study(rows, together=True)


@pytest.fixture
def page(study, dataset, tmp_path: Path) -> str:
    """The page, in a folder with its pictures."""
    write_page(study, {"sets/secret": dataset}, tmp_path, "<b>Masks & more</b>")
    return (tmp_path / "index.html").read_text("utf-8")


def told(page: str) -> dict:
    """What the script is told."""
    found = re.search(r'<script type="application/json" id="study">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


def test_every_picture_is_there_and_no_other(page: str, tmp_path: Path, study) -> None:
    screens = told(page)["screens"]
    named = {screen[kind] for screen in screens for kind in ("crop", "whole")}
    masks = [name for screen in screens for name in screen["trials"]]
    named |= {f"pictures/{name}{kind}.png" for name in masks for kind in ("", "w")}
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("pictures/*")}
    assert files == named
    assert sorted(masks) == [trial.name for trial in study.trials]


def test_raters_cannot_learn_whose_a_mask_is(page: str, tmp_path: Path) -> None:
    for path in [tmp_path / "index.html", *tmp_path.rglob("pictures/*")]:
        content = path.name.encode() + path.read_bytes()
        assert not [secret for secret in SECRET if secret.encode() in content]


def test_the_same_mask_is_the_same_picture_whoever_made_it(page: str, tmp_path: Path) -> None:
    for screen in told(page)["screens"]:
        drawn = {(tmp_path / f"pictures/{name}.png").read_bytes() for name in screen["trials"]}
        assert len(drawn) == 1


def test_the_title_is_text(page: str) -> None:
    assert "<title>&lt;b&gt;Masks &amp; more&lt;/b&gt;</title>" in page
    assert "<b>Masks" not in page


def test_only_the_page_s_own_style_and_script_may_run(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "http://" not in page
    assert "https://" not in page
    assert not re.search(r"innerHTML|document\.write|eval\(|\son\w+=", page)


def test_the_click_lies_in_the_crop_and_the_crop_in_the_picture(page: str) -> None:
    for screen in told(page)["screens"]:
        frame, click = screen["frame"], screen["click"]
        assert 0 < click["left"] < 1
        assert 0 < click["top"] < 1
        assert 0 <= frame["left"] <= frame["left"] + frame["width"] <= 1
        assert 0 <= frame["top"] <= frame["top"] + frame["height"] <= 1


def run(code: str) -> object:
    """Run the script without a page, and return what the code prints."""
    program = f"{SCRIPT}\nconsole.log(JSON.stringify((() => {{ {code} }})()));"
    done = subprocess.run(["node", "-"], input=program, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
EMPTY = {"index": 0, "ratings": {}, "seconds": {}}
TWO = "const study = {name: 's', screens: [{trials: ['a', 'b']}, {trials: ['c']}]};"


@needs_node
def test_ratings_are_kept_and_counted() -> None:
    value = run(f"""{TWO} let s = rate(emptyState(), 'b', 7, 1.26); s = rate(s, 'b', 8, 1);
        return [s.ratings, s.seconds, progress(s, study), unrated(s, study.screens[0]),
                firstUnrated(s, study), firstUnrated(rate(s, 'a', 1, 0), study)];""")
    assert value == [{"b": 8}, {"b": 2.3}, {"done": 1, "total": 3}, ["a"], 0, 1]


@needs_node
def test_only_whole_scores_from_one_to_ten_are_taken() -> None:
    scores = "[0, 11, 2.5, '3', null].map((x) => rate(emptyState(), 'a', x, 1).ratings)"
    assert run(f"return {scores};") == [{}] * 5
    assert run("return ['1', '9', '0', 'a', '10'].map(scoreOfKey);") == [1, 9, 10, None, None]


@needs_node
def test_progress_is_restored_and_what_is_foreign_is_dropped() -> None:
    kept = '{"index": 1, "ratings": {"a": 4, "c": 99, "z": 5}, "seconds": {"a": 2}}'
    assert run(f"{TWO} return restore('{kept}', study);") == {
        "index": 1,
        "ratings": {"a": 4},
        "seconds": {"a": 2},
    }
    for damaged in ("", "null", "[1", "3"):
        assert run(f"{TWO} return restore('{damaged}', study);") == EMPTY


@needs_node
def test_what_is_saved_names_study_and_rater() -> None:
    saved = run(f"{TWO} return exported(rate(emptyState(), 'a', 10, 1), study, ' Ann ');")
    assert saved == {
        "format": "anymask-ratings",
        "version": 1,
        "study": "s",
        "rater": "Ann",
        "ratings": {"a": 10},
        "seconds": {"a": 1},
    }
    names = run("return ['Ann', 'Änne B. <7>', '../x'].map(fileName);")
    assert names == ["ratings-Ann.json", "ratings-Änne-B-7.json", "ratings-x.json"]
