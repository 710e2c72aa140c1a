"""Claims about `anymask engine status`."""

from pathlib import Path


def test_it_shows_a_line_for_each_round(run, folder: str) -> None:
    ran = run("engine", "status", folder)
    assert ran.code == 0
    assert "project 'eng', stage assisted-manual" in ran.out
    assert "images: 3 ready" in ran.out
    assert "masks/image" in ran.out
    assert "published trend" in ran.err


def test_the_same_is_json(run, folder: str) -> None:
    found = run("engine", "status", folder, "--json").json
    assert found["images"] == {"ready": 3}
    assert [line["round"] for line in found["rounds"]] == [1]


def test_rounds_are_drawn(run, folder: str) -> None:
    found = run("engine", "status", folder, "--pictures", "out", "--json").json
    assert found["pictures"] == ["out/rounds.png"]  # there are no masks to show
    assert Path("out/rounds.png").is_file()
