"""Claims about `anymask engine check`."""

from pathlib import Path


def test_a_whole_project_is_told_to_be_whole(run, folder: str) -> None:
    ran = run("engine", "check", folder)
    assert (ran.code, ran.out) == (0, "project 'eng' is whole\n")


def test_what_is_missing_is_named(run, folder: str, tmp_path: Path) -> None:
    images = sorted((tmp_path / folder / "objects/images").rglob("*"))
    next(path for path in images if path.is_file()).unlink()
    ran = run("engine", "check", folder)
    assert (ran.code, ran.out) == (1, "project 'eng' has 1 faults\n")
    assert "is missing in the object store; put its file back" in ran.err
    (fault,) = run("engine", "check", folder, "--json").json["faults"]
    assert fault["what"].startswith("image ")
