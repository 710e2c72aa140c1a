"""How long the explorer's questions take on a project of many images, over HTTP in this process.

Fills a SQLite engine with images and masks that were never drawn, then asks for pages of 60 images,
facets, people and rounds: median and 95th percentile. "First" answers are computed, "next" ones
come from the ids that are kept for half a minute.

    python benchmarks/explore.py --images 100000 --masks 20
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fastapi.testclient import TestClient

from anymask.engine.accounts import make_token
from anymask.engine.database.tables import Account
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.serving.app import create_app

PAGE = 60
PEOPLE = 20
STAGES = ("assisted-manual", "semi-automatic", "fully-automatic")
PROJECT = "/api/v1/projects/big"
IMAGE = (
    "insert into image (project_id, name, sha256, width, height, state, held_out, details, "
    "created_ms) values (1, ?, ?, 1500, 1000, ?, 0, '{}', 0)"
)
MASK = (
    "insert into mask (id, project_id, image_id, version, state, stage, origin, locked, "
    "account_id, model_id, rle, content_hash, area, box_xywh, predicted_iou, point_coords, "
    "crop_box_xywh, category, prompts, clicks, seconds, created_ms, updated_ms) values "
    "(?, 1, ?, 1, 'kept', ?, ?, 0, ?, 1, ?, '0', ?, '[1, 2, 30, 40]', ?, '[]', '[]', ?, '[]', "
    "3, 8.0, 1, 2)"
)


def main() -> None:
    """Make the project, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--masks", type=int, default=20, help="of each image, on average")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = init_engine(Path(folder), EngineSettings())
        add_project(engine, "big")
        began = time.perf_counter()
        masks = fill(Path(folder) / "engine.db", given.images, given.masks)
        print(f"{given.images} images, {masks} masks, {time.perf_counter() - began:.0f} s to write")
        ask_everything(engine, given.images)
        engine.close()


def fill(path: Path, images: int, per_image: int) -> int:
    """Write the rows; return how many masks there are."""
    chance = random.Random(0)
    with sqlite3.connect(path) as database:
        database.execute("pragma synchronous = off")
        people = [(f"person {number}",) for number in range(PEOPLE)]
        database.executemany("insert into account (name, created_ms) values (?, 0)", people)
        states = ("faulty", *["ready"] * 99)
        rows = ((f"{n % 17}/{n:06d}.jpg", f"{n:064x}", states[n % 100]) for n in range(images))
        database.executemany(IMAGE, rows)
        database.executemany(MASK, mask_rows(images, per_image, chance))
        return int(database.execute("select sum(masks) from mask_count").fetchone()[0])


def mask_rows(images: int, per_image: int, chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Make masks: many on some images, small ones mostly, a third with one of 200 names."""
    number = 0
    for image in range(images):
        stage = STAGES[image * 7919 % 3]
        person = None if stage == STAGES[2] else chance.randint(2, PEOPLE + 1)
        for _ in range(int(chance.gammavariate(1.2, per_image / 1.2))):
            number += 1
            name = f"thing {min(199, int(chance.expovariate(0.05)))}" if number % 3 == 0 else None
            area = int(chance.paretovariate(1) * 200) % 1_500_000 + 1
            origin = "person" if person else "automatic"
            score = 0.6 + 0.4 * chance.random()
            key = f"{number:032x}"
            yield (key, image + 1, stage, origin, person, "k" * 300, area, score, name)


def ask_everything(engine: Engine, images: int) -> None:
    """Ask each question several times."""
    token = engine.database.write(lambda s: make_token(s, s.get_one(Account, 1), "benchmark"))
    app = create_app(engine, device="cpu")
    client = TestClient(app, headers={"authorization": f"Bearer {token}"})
    chance = random.Random(1)
    for name, asked in (
        ("any page, by id", {}),
        ("any page, by masks", {"order": "masks"}),
    ):
        pages = [{**asked, "offset": chance.randrange(0, images, PAGE)} for _ in range(30)]
        tell(name, [ask(client, "images", {**page, "limit": PAGE}) for page in pages])
    for asked in (
        *({"bin": "50-99"}, {"name": "0123"}, {"stage": STAGES[1]}, {"category": "thing 3"}),
        *({"account": 5}, {"least_area": 0.5}, {"least_score": 0.95}),
    ):
        first = []
        for _ in range(5):
            app.state.kept.forget()
            first.append(ask(client, "images", {**asked, "limit": PAGE}))
        tell(f"{asked} first", first)
        tell(f"{asked} next", [ask(client, "images", {**asked, "limit": PAGE}) for _ in range(20)])
    for path in ("explore", "team", "rounds", "mine", "tasks/upcoming"):
        first = []
        for _ in range(5):
            app.state.kept.forget()
            first.append(ask(client, path, {}))
        tell(path, first)


def ask(client: TestClient, path: str, asked: dict[str, object]) -> float:
    """Ask once; return milliseconds."""
    began = time.perf_counter()
    answer = client.get(f"{PROJECT}/{path}", params=asked)
    took = 1000 * (time.perf_counter() - began)
    assert answer.status_code == 200, answer.text
    return took


def tell(name: str, took: list[float]) -> None:
    """Print a line."""
    high = sorted(took)[int(0.95 * len(took))]
    print(f"{name:40} median {statistics.median(took):8.1f} ms   95 % {high:8.1f} ms")


if __name__ == "__main__":
    main()
