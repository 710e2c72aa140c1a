"""Files of raters: joined with the key, foreign ones refused, scores that fit nothing counted."""

import json
from pathlib import Path

import pytest

from anymask.errors import FormatError, InputError
from anymask.evaluation.quality.ratings import read_ratings
from anymask.evaluation.quality.study import Trial

TRIALS = {name: Trial(name, "tiny", "cats", name, 0, "cats", 0.5) for name in ("t0", "t1")}


@pytest.fixture
def saved(tmp_path: Path):
    """A function that writes what a rater saved."""

    def write(rater: object, ratings: object, study: str = "s", **more: object) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        content = {"format": "anymask-ratings", "version": 1, "study": study, "rater": rater}
        path.write_text(json.dumps({**content, "ratings": ratings, **more}))
        return path

    return write


def test_scores_are_joined_by_mask(saved) -> None:
    files = [saved("Ann", {"t0": 7, "t1": 10}), saved("Ben", {"t0": 1, "t1": 2})]
    given = read_ratings(files, "s", TRIALS)
    assert given.of("t0") == (7, 1)
    assert given.of("t1") == (10, 2)
    assert given.notes == ()


@pytest.mark.parametrize("score", [0, 11, 7.5, "7", True, None])
def test_what_is_no_score_is_left_out_and_named(saved, score: object) -> None:
    given = read_ratings([saved("Ann", {"t0": score, "t1": 3})], "s", TRIALS)
    assert given.of("t0") == ()
    assert f"Ann: left out 1 scores that fit no mask: t0: {score}" in given.notes
    assert "Ann: 1 of 2 masks not rated" in given.notes


def test_masks_that_the_key_lacks_are_left_out_and_named(saved) -> None:
    given = read_ratings([saved("Ann", {f"x{n}": 5 for n in range(9)})], "s", TRIALS)
    assert given.notes[0].startswith("Ann: left out 9 scores that fit no mask: x0: 5, ")
    assert given.notes[0].endswith(" ...")


def test_another_study_is_refused(saved) -> None:
    with pytest.raises(InputError, match="is of study other, the key is of s; pass the key"):
        read_ratings([saved("Ann", {}, study="other")], "s", TRIALS)


def test_a_rater_counts_once(saved) -> None:
    with pytest.raises(InputError, match="are both by 'Ann'; pass the later one only"):
        read_ratings([saved("Ann", {}), saved(" Ann ", {})], "s", TRIALS)


def test_other_files_hold_no_ratings(saved, tmp_path: Path) -> None:
    for bad in (saved("A", [1]), saved("B", {}, version=2), saved("C", {}, format="x")):
        with pytest.raises(FormatError, match="holds no ratings"):
            read_ratings([bad], "s", TRIALS)
    with pytest.raises(FormatError, match="does not say who rated"):
        read_ratings([saved(" ", {})], "s", TRIALS)
    with pytest.raises(InputError, match=r"none\.json does not exist"):
        read_ratings([tmp_path / "none.json"], "s", TRIALS)
