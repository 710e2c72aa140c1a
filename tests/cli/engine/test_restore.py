"""Claims about `anymask engine restore`."""

from pathlib import Path


def test_a_project_comes_back_in_another_engine(
    run, folder: str, pairs: Path, random_model: Path
) -> None:
    run("engine", "import", folder, "--data", pairs)
    run("engine", "backup", folder, "--out", "zoo.tar")
    run("engine", "init", "other", "--set", f"model={random_model}")
    ran = run("engine", "restore", "other", "--from", "zoo.tar", "--name", "zoo", "--json")
    assert ran.code == 0
    assert (ran.json["project"], ran.json["rows"]["mask"], ran.json["objects"]) == ("zoo", 2, 3)
    status = run("engine", "status", "other", "--project", "zoo", "--json").json
    assert status["images"] == {"ready": 3}


def test_another_file_is_refused(run, folder: str, pictures: Path) -> None:
    ran = run("engine", "restore", folder, "--from", pictures / "a.png")
    assert ran.code == 2
    assert "is no tar" in ran.err
