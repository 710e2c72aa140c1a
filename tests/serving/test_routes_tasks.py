"""Claims about an annotator at work over HTTP."""

from uuid import uuid4

import pytest
import torch
from fastapi.testclient import TestClient
from sqlalchemy import event, select

from anymask.engine.accounts import grant
from anymask.engine.database.tables import Account, Project
from anymask.geometry import rle
from anymask.serving.app import create_app

TASKS = "/api/v1/projects/zoo/tasks"


class TurnedClock:
    """A clock that stands until it is turned."""

    ms = 0

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands until it is turned."""
    return TurnedClock()


def test_a_mask_is_saved_changed_and_taken_away(annotator, task, mask_of) -> None:
    address = f"{TASKS}/{task['id']}/masks/{uuid4()}"
    body = mask_of(task["lease"], prompts=[{"kind": "click", "points": [[5, 6]], "label": 1}])
    first = annotator.put(address, json=body).json()
    assert (first["mask"]["version"], first["mask"]["clicks"], first["repeated"]) == (1, 1, False)
    assert annotator.put(address, json=body).json()["repeated"]
    second = annotator.put(address, json=mask_of(task["lease"], seen=1, side=6)).json()
    assert (second["mask"]["version"], second["mask"]["area"]) == (2, 36)
    masks = f"/api/v1/projects/zoo/images/{task['image_id']}/masks"
    assert len(annotator.get(masks).json()["masks"]) == 1
    removal = {"lease": task["lease"], "request_id": str(uuid4()), "seen_version": 2}
    assert annotator.post(f"{address}/delete", json=removal).json()["state"] == "deleted"
    assert annotator.get(masks).json()["masks"] == []


def test_a_stale_write_gets_the_newer_state(annotator, task, mask_of) -> None:
    address = f"{TASKS}/{task['id']}/masks/{uuid4()}"
    annotator.put(address, json=mask_of(task["lease"]))
    annotator.put(address, json=mask_of(task["lease"], seen=1, side=6))
    answer = annotator.put(address, json=mask_of(task["lease"], seen=1, side=7))
    assert answer.status_code == 409
    assert answer.json()["error"]["kind"] == "stale"
    assert (answer.json()["newest"]["version"], answer.json()["newest"]["area"]) == (2, 36)


def test_who_lost_the_lease_is_told(annotator, site, task, mask_of) -> None:
    assert annotator.post(f"{TASKS}/{task['id']}/release", json={"lease": task["lease"]}).is_success
    other = site.client("reviewer").post(f"{TASKS}/next", json={}).json()["task"]
    assert other["id"] == task["id"]
    answer = annotator.put(f"{TASKS}/{task['id']}/masks/{uuid4()}", json=mask_of(task["lease"]))
    assert answer.status_code == 409
    assert "was handed to somebody else" in answer.json()["error"]["message"]


def test_a_task_is_kept_alive_and_finished(annotator, task) -> None:
    held = {"lease": task["lease"]}
    kept = annotator.post(f"{TASKS}/{task['id']}/heartbeat", json=held).json()
    assert kept["lease_until_ms"] >= task["lease_until_ms"]
    finished = annotator.post(f"{TASKS}/{task['id']}/finish", json=held | {"moments_ms": [500]})
    assert finished.status_code == 204
    following = annotator.post(f"{TASKS}/next", json={}).json()["task"]
    assert following["id"] != task["id"]
    skipped = {"lease": following["lease"], "reason": "too dark"}
    assert annotator.post(f"{TASKS}/{following['id']}/skip", json=skipped).status_code == 204
    assert annotator.post(f"{TASKS}/next", json={}).json() == {"task": None}


def test_reviews_are_for_reviewers(annotator, site) -> None:
    asked = {"kinds": ["review"]}
    assert annotator.post(f"{TASKS}/next", json=asked).status_code == 403
    assert site.client("reviewer").post(f"{TASKS}/next", json=asked).json() == {"task": None}


def test_a_reviewer_reads_the_history_of_a_mask(annotator, site, task, mask_of) -> None:
    mask = uuid4()
    for seen in range(3):
        body = mask_of(task["lease"], seen=seen, side=4 + seen)
        annotator.put(f"{TASKS}/{task['id']}/masks/{mask}", json=body)
    changes = site.client("reviewer").get(f"/api/v1/projects/zoo/masks/{mask}/history").json()
    assert [change["version"] for change in changes] == [1, 2, 3]
    farmer = site.client("reviewer", "farm")
    assert farmer.get(f"/api/v1/projects/farm/masks/{mask}/history").status_code == 404


def test_masks_without_sense_are_refused(annotator, task, mask_of) -> None:
    address = f"{TASKS}/{task['id']}/masks/{uuid4()}"
    for wrong in ({"counts": "?"}, {"seen_version": -1}, {"prompts": [{"kind": "wish"}]}):
        answer = annotator.put(address, json=mask_of(task["lease"]) | wrong)
        assert answer.status_code == 422, answer.json()
    assert (
        annotator.put(f"{TASKS}/999/masks/{uuid4()}", json=mask_of(task["lease"])).status_code
        == 404
    )


def test_a_mask_of_another_size_is_refused_and_told_why(annotator, task, mask_of) -> None:
    runs = rle.encode(torch.ones(1, 20, 20, dtype=torch.bool))[0]
    body = mask_of(task["lease"]) | {"counts": str(rle.to_coco(runs)["counts"])}
    answer = annotator.put(f"{TASKS}/{task['id']}/masks/{uuid4()}", json=body)
    assert answer.status_code == 422
    said = answer.json()["error"]["message"]
    assert "the mask cannot be read: the run lengths of a 30 x 40 mask must" in said
    masks = f"/api/v1/projects/zoo/images/{task['image_id']}/masks"
    assert annotator.get(masks).json()["masks"] == []


def test_a_lease_that_ran_out_ends_when_the_next_person_comes(site, task, mask_of, clock) -> None:
    app = create_app(site.engine, device="cpu", clock=clock)
    ann, bob = (
        TestClient(app, headers={"authorization": f"Bearer {site.tokens['zoo', role]}"})
        for role in ("annotator", "reviewer")
    )
    clock.ms = task["lease_until_ms"] + 1
    address = f"{TASKS}/{task['id']}/masks/"
    assert ann.put(address + str(uuid4()), json=mask_of(task["lease"])).status_code == 200
    assert bob.post(f"{TASKS}/next", json={}).json()["task"]["id"] == task["id"]
    late = ann.put(address + str(uuid4()), json=mask_of(task["lease"], x=9))
    assert late.status_code == 409
    assert "its lease ran out; what was saved before is kept" in late.json()["error"]["message"]


def test_a_task_is_none_of_another_project(site, annotator, task, mask_of) -> None:
    account = annotator.get("/api/v1/me").json()["id"]

    def join_the_farm(session) -> None:
        farm = session.scalars(select(Project).where(Project.name == "farm")).one()
        grant(session, farm, session.get_one(Account, account), "annotator", by=None)

    site.engine.database.write(join_the_farm)
    held, elsewhere = {"lease": task["lease"]}, TASKS.replace("zoo", "farm")
    for step in ("heartbeat", "release", "skip", "finish"):
        assert annotator.post(f"{elsewhere}/{task['id']}/{step}", json=held).status_code == 404
    address = f"{task['id']}/masks/{uuid4()}"
    body = mask_of(task["lease"])
    assert annotator.put(f"{elsewhere}/{address}", json=body).status_code == 404
    assert annotator.put(f"{TASKS}/{address}", json=body).status_code == 200


def test_a_save_takes_two_connections_of_the_database(site, annotator, task, mask_of) -> None:
    taken: list[int] = []
    event.listen(site.engine.database.engine, "checkout", lambda *_: taken.append(1))
    address = f"{TASKS}/{task['id']}/masks/{uuid4()}"
    assert annotator.put(address, json=mask_of(task["lease"])).status_code == 200
    assert len(taken) == 2
