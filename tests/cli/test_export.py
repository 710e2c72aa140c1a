"""`anymask export onnx`: which files are written, and what is refused."""

import json
from pathlib import Path

import onnx


def test_it_writes_graphs_and_what_they_are(run, random_model: Path, tmp_path: Path) -> None:
    done = run("export", "onnx", "--model", random_model, "--out", "web", "--int8", "--json")
    assert done.code == 0
    names = [Path(file).name for file in done.json["files"]]
    assert names == ["prepare.onnx", "decode.onnx"]
    info = json.loads((tmp_path / "web" / "bundle.json").read_text("utf-8"))
    assert info["sha256"] == done.json["sha256"]
    for name in names:
        onnx.checker.check_model(tmp_path / "web" / name)


def test_a_model_that_does_not_fit_the_official_interface_is_refused(
    run, random_model: Path, tmp_path: Path
) -> None:
    done = run("export", "onnx", "--model", random_model, "--official")
    assert done.code == 2
    assert "finer features" in done.err
    assert not (tmp_path / "onnx").exists()


def test_options_that_contradict_each_other_are_refused(run) -> None:
    assert "--official" in run("export", "onnx", "--all-masks").err
    assert run("export", "onnx", "--official", "--encoder").code == 2
