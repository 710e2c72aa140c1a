"""Claims about `anymask engine import`."""

from pathlib import Path


def test_masks_come_in_with_what_is_lost(run, folder: str, pairs: Path) -> None:
    ran = run("engine", "import", folder, "--data", pairs)
    assert ran.code == 0
    assert "2 masks on 3 images; 0 images are new" in ran.out
    assert "not kept: " in ran.err


def test_what_is_refused_makes_the_exit_code(run, folder: str, pairs: Path) -> None:
    (pairs / "a.png").write_bytes(b"torn")
    ran = run("engine", "import", folder, "--data", pairs, "--json")
    assert ran.code == 1
    assert list(ran.json["refused"]) == ["a.png"]
    assert ran.json["masks"] == 1


def test_what_is_no_data_set_is_an_error(run, folder: str) -> None:
    ran = run("engine", "import", folder, "--data", "nowhere")
    assert ran.code == 2
    assert "nowhere does not exist" in ran.err
