"""Claims about releases that workers write into the object store."""

import json
from hashlib import sha256

import pytest

from anymask.engine.jobs import RELEASE, ask
from anymask.engine.release_job import files_of, find_release, release_key, releases_of
from anymask.engine.worker import run_next
from anymask.errors import MissingError


@pytest.fixture
def labelled(desk, project, square):
    """An image with two masks, finished, and one with a mask."""
    ann = desk.person("ann")
    held = desk.take(ann)
    desk.draw(held, square(3))
    desk.draw(held, square(20))
    desk.complete(held)
    desk.draw(desk.take(ann), square(9))
    return project


def written(engine, project, **request):
    """Ask for a release and let a worker write it."""
    job = engine.database.write(lambda s: ask(s, project, RELEASE, request=request))
    return run_next(engine, lambda _: None, job_id=job.id)


def test_a_release_lies_in_the_store_with_its_sums(engine, labelled) -> None:
    job = written(engine, labelled, form="coco")
    assert (job.state, job.message) == ("done", "")
    assert (job.result["images"], job.result["masks"], job.result["form"]) == (2, 3, "coco")
    files = files_of(engine.store, job)
    assert job.result["files"] == len(files)
    key = release_key(labelled.id, job.id)
    sums = engine.store.get(f"{key}/sha256sums.txt").decode().splitlines()
    assert {line.split("  ")[1] for line in sums} == {f.name for f in files} - {"sha256sums.txt"}
    for line in sums:
        digest, name = line.split("  ")
        content = engine.store.get(f"{key}/{name}")
        assert sha256(content).hexdigest() == digest
        assert len(content) == next(each.size for each in files if each.name == name)
    coco = json.loads(engine.store.get(f"{key}/data/annotations.json"))
    assert len(coco["annotations"]) == 3


def test_images_that_nobody_has_finished_can_stay_out(engine, labelled) -> None:
    job = written(engine, labelled, form="sa1b", finished_only=True)
    assert (job.result["images"], job.result["finished_only"]) == (1, True)


def test_releases_are_listed_once_they_are_whole(engine, labelled) -> None:
    first = written(engine, labelled)
    wrong = written(engine, labelled, form="floppy")
    waits = engine.database.write(lambda s: ask(s, labelled, RELEASE))
    assert (wrong.state, "floppy" in wrong.message) == ("failed", True)
    with engine.database.reading() as session:
        assert [each.id for each in releases_of(session, labelled)] == [first.id]
        assert find_release(session, labelled, first.id).id == first.id
        for number in (wrong.id, waits.id, 999):
            with pytest.raises(MissingError, match="has no release"):
                find_release(session, labelled, number)


def test_what_a_dead_worker_left_is_gone(engine, labelled) -> None:
    job = engine.database.write(lambda s: ask(s, labelled, RELEASE))
    engine.store.put(f"{release_key(labelled.id, job.id)}/old.txt", b"left")
    left = engine.folder / "runs" / f"{job.id:05d}-release" / "release"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    done = run_next(engine, lambda _: None, job_id=job.id)
    assert done.state == "done"
    assert "old.txt" not in {each.name for each in files_of(engine.store, done)}
    assert not left.exists()


def test_an_empty_project_has_nothing_to_release(engine, project) -> None:
    job = written(engine, project)
    assert (job.state, "no labelled images" in job.message) == ("failed", True)
