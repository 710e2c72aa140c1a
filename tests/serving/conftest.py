"""What the server's tests share: two projects, people of each role in both, and their clients."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import torch
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from anymask.engine import accounts, decoders
from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.database.tables import Project
from anymask.engine.images import Arrived, add_images
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.export.bundle import Bundle
from anymask.geometry import rle
from anymask.serving import routes_device
from anymask.serving.app import create_app
from anymask.storage.images import save_png

ROLES = ("annotator", "reviewer", "admin")
PASSWORD = "correct horse"
BUNDLE = Bundle({"prepare.onnx": b"first", "decode.onnx": b"second"}, 1024, 256)
"""Instead of an export, which takes seconds."""


@dataclass(frozen=True)
class Site:
    """A server with two projects and the tokens of people by project and role."""

    engine: Engine
    app: FastAPI
    tokens: dict[tuple[str, str], str]

    def client(self, role: str | None = None, project: str = "zoo") -> TestClient:
        """The client of a person, or of nobody."""
        headers = {} if role is None else {"authorization": f"Bearer {self.tokens[project, role]}"}
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Projects zoo and farm with two pictures each."""
    monkeypatch.setattr(
        accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    monkeypatch.setattr(decoders, "bundle_apart", lambda _model: BUNDLE)
    monkeypatch.setattr(routes_device, "bundle_apart", lambda _model, encoder: BUNDLE)
    engine = init_engine(tmp_path / "engine", EngineSettings())
    tokens = {}
    for number, name in enumerate(("zoo", "farm")):
        project = add_project(engine, name)
        pictures = [
            _picture(tmp_path / f"{shade}.png", 80 * number + 30 * shade) for shade in (1, 2)
        ]
        add_images(engine.database, engine.store, project, pictures, held_out_share=0.0)
        for role in ROLES:
            tokens[name, role] = engine.database.write(
                lambda s, p=project, r=role: _person(s, s.get_one(Project, p.id), r)
            )
    yield Site(engine, create_app(engine, device="cpu"), tokens)
    engine.close()


def _person(session, project: Project, role: str) -> str:
    account = add_account(session, f"{project.name} {role}", PASSWORD)
    grant(session, project, account, role, by=None)
    return make_token(session, account, "test")


def _picture(path: Path, shade: int) -> Arrived:
    pixels = torch.full((30, 40, 3), shade, dtype=torch.uint8)
    pixels[8:20, 10:25] = 255 - shade
    save_png(path, pixels.numpy())
    return Arrived(path.name, path.read_bytes())


@pytest.fixture
def square() -> Callable[..., str]:
    """The function that draws a square as run lengths."""
    return draw_square


def draw_square(x: int = 3, side: int = 5) -> str:
    """The run lengths of a square in a picture of 30 x 40 pixels."""
    mask = torch.zeros(1, 30, 40, dtype=torch.bool)
    mask[0, 4 : 4 + side, x : x + side] = True
    return str(rle.to_coco(rle.encode(mask)[0])["counts"])


@pytest.fixture
def mask_of() -> Callable[..., dict[str, object]]:
    """The body that saves a square under a lease."""

    def body(lease: str, seen: int = 0, **more) -> dict[str, object]:
        counts = draw_square(more.pop("x", 3), more.pop("side", 5))
        request = {"request_id": str(uuid4()), "seen_version": seen, "counts": counts}
        return {"lease": lease, **request, **more}

    return body


@pytest.fixture
def annotator(site: Site) -> TestClient:
    """The client of an annotator of the zoo."""
    return site.client("annotator")


@pytest.fixture
def task(annotator: TestClient) -> dict:
    """A task that the annotator holds."""
    found: dict = annotator.post("/api/v1/projects/zoo/tasks/next", json={}).json()["task"]
    return found
