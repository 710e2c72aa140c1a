"""Claims about what a run tells."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.training.log import RunLog, forget_after

LINES = '{"step": 2}\n{"step": 3, "evaluation": {}}\n{"step": 4}\n'


def test_each_kind_of_line_is_json_with_its_step(tmp_path: Path) -> None:
    told: list[str] = []
    log = RunLog(tmp_path, 0, 10, told.append)
    log.metrics(4, {"rate": 0.1, "loss": 2.0, "finite": 1.0})
    log.evaluation(5, {"score": 0.25}, is_best=True)
    log.close()
    first, second = map(json.loads, (tmp_path / "metrics.jsonl").read_text().splitlines())
    assert first["step"] == 4
    assert {"rate", "loss", "finite", "seconds"} <= first.keys()
    assert second == {"step": 5, "evaluation": {"score": 0.25}}
    assert told[0].startswith("step 4/10 loss 2.000, ")
    assert told[1] == "evaluation at step 5: score 0.250, the best yet"


def test_steps_that_were_skipped_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    RunLog(tmp_path, 0, 10, told.append).metrics(1, {"loss": 2.0, "finite": 0.5})
    assert "finite 0.500" in told[0]


def test_a_resumed_log_forgets_what_will_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "metrics.jsonl").write_text(LINES)
    told: list[str] = []
    RunLog(tmp_path, 3, 10, told.append).close()
    assert (tmp_path / "metrics.jsonl").read_text() == LINES.replace('{"step": 4}\n', "")
    assert told == ["resuming at step 3 of 10"]


@pytest.mark.parametrize("torn", ["", "{", '{"step": 4', '{"step": 4}'])
def test_a_torn_last_line_is_forgotten(tmp_path: Path, torn: str) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_text(LINES + torn)
    forget_after(path, 4)
    assert path.read_text() == LINES


def test_a_picture_keeps_its_pixels(tmp_path: Path) -> None:
    picture = torch.randint(0, 256, (3, 4, 5), dtype=torch.uint8)
    RunLog(tmp_path, 0, 10, print).picture(7, picture)
    read = np.asarray(Image.open(tmp_path / "pictures" / "000007.png"))
    assert np.array_equal(read, picture.permute(1, 2, 0).numpy())


def test_tensorboard_gets_the_same_numbers(tmp_path: Path) -> None:
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    log = RunLog(tmp_path, 0, 10, print)
    log.metrics(4, {"loss": 2.0})
    log.evaluation(4, {"score": 0.25}, is_best=False)
    log.close()
    events = accumulator.EventAccumulator(str(tmp_path / "tensorboard")).Reload()
    read = {tag: events.Scalars(tag)[0] for tag in events.Tags()["scalars"]}
    assert {tag: (event.step, event.value) for tag, event in read.items()} == {
        "train/loss": (4, 2.0),
        "evaluation/score": (4, 0.25),
    }


def test_without_tensorboard_all_else_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    log = RunLog(tmp_path, 0, 10, print)
    log.metrics(4, {"loss": 2.0})
    log.close()
    assert [path.name for path in tmp_path.iterdir()] == ["metrics.jsonl"]
