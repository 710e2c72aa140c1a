"""What the data engine answers to requests, run lengths and images that make no sense.

    python benchmarks/engine_fuzz.py requests --examples 1000 --minutes 15
    python benchmarks/engine_fuzz.py runs --examples 10000
    python benchmarks/engine_fuzz.py images --examples 5000

`requests` makes them by schemathesis from the OpenAPI document, with ids and leases that exist in
some of them; `runs` saves masks whose run lengths are random; `images` lets a project take in
damaged files. Nothing may be answered by a status of 500 or more, nor end or swell the process.
"""

import argparse
import contextlib
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import schemathesis
import torch
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis.core.result import Ok
from sqlalchemy.orm import Session

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.database.people import ADMIN
from anymask.engine.database.tables import Project
from anymask.engine.images import Arrived, add_images
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.serving.app import PREFIX, create_app
from anymask.serving.simulated.damage import damage, encode_all
from anymask.serving.simulated.endurance import draw_blot
from anymask.serving.wire import ImageOut

PROJECT = "fuzz"
IDS = 6
"""Numbers from 0 to this stand for those of images, tasks, flags and jobs."""


@dataclass(frozen=True)
class Site:
    """A server in this process, as its admin, who holds a task."""

    engine: Engine
    http: TestClient
    task: dict[str, Any]


def main() -> None:
    """Ask, count the answers, and report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=FUZZERS)
    parser.add_argument("--examples", type=int, default=1_000, help="of each operation, or in all")
    parser.add_argument("--minutes", type=float, default=15.0, help="that requests may take")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began = time.monotonic()
    with _site() as site:
        answers = FUZZERS[options.what](site, options)
    swollen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{sum(answers.values())} in {time.monotonic() - began:.0f} s, {swollen} MiB at most")
    for answer, count in sorted(answers.items()):
        print(f"{count:8} {answer}")


@contextlib.contextmanager
def _site() -> Iterator[Site]:
    """Make an engine with a picture of each kind, and lease a task."""
    with tempfile.TemporaryDirectory() as folder:
        engine = init_engine(Path(folder) / "engine", EngineSettings())
        project = add_project(engine, PROJECT)
        pictures = [Arrived(name, content) for name, content in encode_all().items()]
        add_images(engine.database, engine.store, project, pictures, held_out_share=0.0)
        headers = {"authorization": f"Bearer {engine.database.write(_hire)}"}
        app = create_app(engine, device="cpu")
        with TestClient(app, headers=headers, raise_server_exceptions=False) as http:
            task = http.post(f"{PREFIX}/projects/{PROJECT}/tasks/next", json={}).json()["task"]
            yield Site(engine, http, task)
        engine.close()


def _hire(session: Session) -> str:
    project = session.query(Project).filter_by(name=PROJECT).one()
    account = add_account(session, "fuzzer")
    grant(session, project, account, ADMIN, by=None)
    return make_token(session, account, "benchmark")


def _requests(site: Site, options: argparse.Namespace) -> Counter[str]:
    """Ask every operation of the API for everything that its description allows, and more."""
    schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", site.http.app)
    operations = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    answers, chance = Counter[str](), random.Random(options.seed)
    for number, operation in enumerate(operations):
        before, end = answers.total(), time.monotonic() + 60 * options.minutes / len(operations)
        _ask_all(site, operation.as_strategy(), options.examples, end, answers, chance)
        asked = answers.total() - before
        print(f"{number + 1}/{len(operations)} {operation.label}: {asked}", flush=True)
    return answers


def _ask_all(
    site: Site,
    cases: SearchStrategy[Any],
    examples: int,
    end: float,
    answers: Counter[str],
    chance: random.Random,
) -> None:
    """Send requests of one operation until there are enough, or the time is over."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def ask(case: Any) -> None:
        if time.monotonic() > end:
            raise TimeoutError
        _ask(site, case, answers, chance)

    with contextlib.suppress(TimeoutError):
        ask()


def _ask(site: Site, case: Any, answers: Counter[str], chance: random.Random) -> None:
    """Send a request, with places that exist in most of them."""
    places = case.path_parameters or {}
    if "project" in places and chance.random() < 0.95:
        places["project"] = PROJECT
    for name in places:
        if name.endswith("_id") and isinstance(places[name], int) and chance.random() < 0.7:
            places[name] = chance.randrange(IDS)
    if isinstance(case.body, dict) and "lease" in case.body and chance.random() < 0.7:
        case.body["lease"] = site.task["lease"]
        places["task_id"] = site.task["id"]
    answer = case.call(session=site.http, headers=dict(site.http.headers))
    if answer.status_code >= 500:
        answers[f"{answer.status_code} {case.method} {case.path}: {answer.text[:200]}"] += 1
    else:
        answers[str(answer.status_code)] += 1


def _runs(site: Site, options: argparse.Namespace) -> Counter[str]:
    """Save masks with run lengths of all sorts."""
    answers, chance = Counter[str](), random.Random(options.seed)
    generator = torch.Generator().manual_seed(options.seed)
    base = f"{PREFIX}/projects/{PROJECT}"
    image = ImageOut.model_validate(site.http.get(f"{base}/images/{site.task['image_id']}").json())
    for _ in range(options.examples):
        counts = _counts(chance) if chance.random() < 0.3 else _near(chance, image, generator)
        request = {"request_id": str(uuid4()), "seen_version": 0, "counts": counts}
        body = {"lease": site.task["lease"], **request}
        answer = site.http.put(f"{base}/tasks/{site.task['id']}/masks/{uuid4()}", json=body)
        reason = answer.json()["error"]["message"] if answer.status_code >= 500 else ""
        answers[f"{answer.status_code} {reason}".strip()] += 1
    return answers


def _near(chance: random.Random, image: ImageOut, generator: torch.Generator) -> str:
    """Make run lengths of a mask of the image, some of them a little wrong."""
    counts = list(draw_blot(image, generator))
    for _ in range(chance.choice((0, 1, 1, 2, 8))):
        place = chance.randrange(len(counts))
        wrong = chance.choice(("", chr(chance.randrange(48, 112)), counts[place] * 2))
        counts[place] = wrong or counts[place - 1]
    return "".join(counts)


def _counts(chance: random.Random) -> str:
    """Make a string: of the alphabet of run lengths, of anything, long or short."""
    alphabet = [chr(each) for each in range(48, 112)]
    if chance.random() < 0.2:
        alphabet = [chr(chance.randrange(1, 0xD7FF)) for _ in range(50)]
    length = chance.choice((0, 1, 3, 10, 30, 100, 3_000, 100_000))
    return "".join(chance.choices(alphabet, k=length))


def _images(site: Site, options: argparse.Namespace) -> Counter[str]:
    """Take damaged files into the project; what is refused has to say why."""
    answers, slowest = Counter[str](), 0.0
    project, kinds = site.engine.find_project(PROJECT), list(encode_all(1).items())
    for number in range(options.examples):
        kind, content = kinds[number % len(kinds)]
        arrived = Arrived(f"{number}.{kind}", damage(content, options.seed + number))
        began = time.process_time()
        added, refused = add_images(
            site.engine.database, site.engine.store, project, [arrived], held_out_share=0.0
        )
        slowest = max(slowest, time.process_time() - began)
        named = not refused or (refused[0].name == arrived.name and bool(refused[0].reason))
        answers["taken" if added else "named" if named else "not named"] += 1
    print(f"the slowest took {slowest:.2f} s of processor time")
    return answers


FUZZERS: dict[str, Callable[[Site, argparse.Namespace], Counter[str]]] = {
    "requests": _requests,
    "runs": _runs,
    "images": _images,
}

if __name__ == "__main__":
    main()
