"""Claims about `anymask engine backup`."""

from pathlib import Path


def test_a_project_becomes_one_file(run, folder: str) -> None:
    ran = run("engine", "backup", folder, "--out", "zoo.tar")
    assert ran.code == 0
    assert "zoo.tar: project 'eng', 3 images, 0 masks" in ran.out
    assert Path("zoo.tar").is_file()


def test_weights_that_lie_elsewhere_are_named(run, folder: str, random_model: Path) -> None:
    ran = run("engine", "backup", folder, "--out", "zoo.tar", "--json")
    assert list(ran.json["outside"].values()) == [str(random_model)]


def test_a_missing_image_makes_the_exit_code(run, folder: str) -> None:
    next(path for path in Path(folder, "objects/images").rglob("*") if path.is_file()).unlink()
    ran = run("engine", "backup", folder, "--out", "zoo.tar")
    assert ran.code == 1
    assert "missing in the object store: images/" in ran.err
