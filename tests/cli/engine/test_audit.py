"""Claims about `anymask engine audit`."""

from pathlib import Path
from uuid import uuid4

import pytest
import torch

from anymask.engine.accounts import Person
from anymask.engine.annotate import complete, draw
from anymask.engine.masks import MaskInput
from anymask.engine.project import open_engine
from anymask.engine.tasks import Holding, next_task
from anymask.engine.verdicts import VerdictInput, judge
from anymask.geometry import rle


def square() -> str:
    """The run lengths of a square in a picture of 30 x 40 pixels."""
    mask = torch.zeros(1, 30, 40, dtype=torch.bool)
    mask[0, 4:9, 3:8] = True
    return str(rle.to_coco(rle.encode(mask)[0])["counts"])


@pytest.fixture
def at_work(folder: str, tmp_path: Path):
    """The function that lets somebody work on a task: draw a square, or accept what is there."""

    def act(kind: str, account_id: int) -> None:
        engine = open_engine(tmp_path / folder)
        rules, person = engine.settings.work, Person(account_id, "", {})

        def work(session) -> None:
            task = next_task(session, 1, person, [kind], 60)
            held = Holding(task.id, account_id, task.lease)
            if kind == "annotate":
                draw(session, held, MaskInput(MASK, MASK, 0, square()), (), rules)
            else:
                judge(session, held, VerdictInput(MASK, uuid4(), 1, "accept"), (), rules)
            complete(session, held, (), rules)

        engine.database.write(work)
        engine.close()

    return act


MASK = uuid4()


def test_an_audit_is_drawn_and_told_of(run, folder: str, at_work) -> None:
    assert "no audit yet; draw one" in run("engine", "audit", folder).out
    assert run("engine", "account", folder, "eve", "--role", "reviewer").code == 0
    at_work("annotate", 1)
    drawn = run("engine", "audit", folder, "--draw")
    assert drawn.code == 0
    assert "only 1 of 500 images are finished" in drawn.err
    assert "0 of 1" in drawn.out
    at_work("audit", 2)
    (found,) = run("engine", "audit", folder, "--json").json
    assert (found["done"], found["groups"][0]["shares"][0]["share"]) == (1, 1.0)
    assert "100.0%" in run("engine", "audit", folder).out


def test_images_are_drawn_only_when_asked(run, folder: str) -> None:
    refused = run("engine", "audit", folder, "--images", "5")
    assert (refused.code, "pass --draw too" in refused.err) == (2, True)
    empty = run("engine", "audit", folder, "--draw")
    assert "has no image with masks that nobody has still to label" in empty.err
