"""Claims about reviews, audits, agreement and flags over HTTP."""

from uuid import uuid4

import pytest

from anymask.engine.database.tables import Image, Project
from anymask.engine.tasks import open_task

ZOO = "/api/v1/projects/zoo"


@pytest.fixture
def labelled(annotator, mask_of) -> list[dict]:
    """One mask on each of the two images, and both images done."""
    masks = []
    while (task := annotator.post(f"{ZOO}/tasks/next", json={}).json()["task"]) is not None:
        address = f"{ZOO}/tasks/{task['id']}"
        saved = annotator.put(f"{address}/masks/{uuid4()}", json=mask_of(task["lease"]))
        masks.append(saved.json()["mask"])
        annotator.post(f"{address}/finish", json={"lease": task["lease"]})
    return masks


@pytest.fixture
def auditing(site, labelled) -> dict:
    """A task of an audit that a reviewer holds, and the mask of its image."""
    opened = site.client("admin").post(f"{ZOO}/audits", json={})
    assert (opened.status_code, opened.json()["images"]) == (201, 2)
    asked = site.client("reviewer").post(f"{ZOO}/tasks/next", json={"kinds": ["audit"]})
    task: dict = asked.json()["task"]
    (mask,) = [each for each in labelled if each["image_id"] == task["image_id"]]
    return task | {"mask": mask, "address": f"{ZOO}/tasks/{task['id']}"}


def verdict(task: dict, word: str, **more) -> dict:
    """The body of a verdict."""
    seen = {"request_id": str(uuid4()), "seen_version": task["mask"]["version"]}
    return {"lease": task["lease"], "verdict": word, **seen, **more}


def test_an_audit_is_done_mask_by_mask(site, auditing, square) -> None:
    reviewer, address = site.client("reviewer"), auditing["address"]
    early = reviewer.post(f"{address}/finish", json={"lease": auditing["lease"]})
    assert early.status_code == 409
    assert "1 masks of task" in early.json()["error"]["message"]
    place = f"{address}/verdicts/{auditing['mask']['id']}"
    given = verdict(auditing, "fix", counts=square(side=4))
    for _ in range(2):
        judged = reviewer.put(place, json=given).json()
        assert judged["verdict"]["iou"] == 16 / 25
        assert judged["mask"]["version"] == 1
    assert len(reviewer.get(f"{address}/verdicts").json()) == 1
    reviewer.post(f"{address}/finish", json={"lease": auditing["lease"]})
    (audit,) = reviewer.get(f"{ZOO}/audits").json()
    assert (audit["images"], audit["done"]) == (2, 1)
    assert audit["groups"][0]["shares"][1] == {"bound": 0.75, "share": 0.0, "interval": None}


def test_verdicts_without_sense_are_refused(site, auditing) -> None:
    reviewer = site.client("reviewer")
    place = f"{auditing['address']}/verdicts/"
    here = place + auditing["mask"]["id"]
    assert reviewer.put(here, json=verdict(auditing, "maybe")).status_code == 422
    assert reviewer.put(here, json=verdict(auditing, "fix")).status_code == 422
    assert reviewer.put(place + str(uuid4()), json=verdict(auditing, "accept")).status_code == 404
    stale = reviewer.put(here, json=verdict(auditing, "accept", seen_version=9))
    assert (stale.status_code, stale.json()["newest"]["version"]) == (409, 1)
    late = reviewer.put(here, json=verdict(auditing, "accept", lease=str(uuid4())))
    assert late.status_code == 409


def test_a_review_rejects_a_mask_and_is_told_of(site, labelled) -> None:
    site.engine.database.write(_open_review)
    reviewer = site.client("reviewer")
    task = reviewer.post(f"{ZOO}/tasks/next", json={"kinds": ["review"]}).json()["task"]
    (mask,) = [each for each in labelled if each["image_id"] == task["image_id"]]
    place = f"{ZOO}/tasks/{task['id']}/verdicts/{mask['id']}"
    answer = reviewer.put(place, json=verdict(task | {"mask": mask}, "reject"))
    assert answer.json()["mask"]["state"] == "rejected"
    (told,) = reviewer.get(f"{ZOO}/reviews").json()
    assert (told["name"], told["rejected"], told["mean_iou"]) == ("zoo annotator", 1, 0.0)


def _open_review(session) -> None:
    image = session.get_one(Image, 1)
    open_task(session, session.get_one(Project, image.project_id), image, kind="review")


def test_flags_are_resolved(site, annotator) -> None:
    flag = annotator.post(f"{ZOO}/images/1/flags", json={"reason": "blurred"}).json()
    reviewer = site.client("reviewer")
    assert [each["id"] for each in reviewer.get(f"{ZOO}/flags").json()] == [flag["id"]]
    place = f"{ZOO}/flags/{flag['id']}/resolve"
    assert reviewer.post(place, json={"faulty": False}).json()["resolved_ms"] is not None
    assert reviewer.get(f"{ZOO}/flags", params={"resolved": False}).json() == []
    assert annotator.get(f"{ZOO}/images/1").json()["state"] == "ready"
    foreign = site.client("reviewer", "farm").post(
        f"/api/v1/projects/farm/flags/{flag['id']}/resolve", json={"faulty": True}
    )
    assert foreign.status_code == 404


def test_two_people_label_the_same_image_and_are_compared(site, mask_of) -> None:
    admin = site.client("admin")
    asked = admin.post(f"{ZOO}/agreement", json={"images": 2})
    assert (asked.status_code, asked.json()) == (201, {"images": 2})
    for role, side in (("annotator", 5), ("reviewer", 4)):
        client = site.client(role)
        while (task := client.post(f"{ZOO}/tasks/next", json={}).json()["task"]) is not None:
            address = f"{ZOO}/tasks/{task['id']}"
            client.put(f"{address}/masks/{uuid4()}", json=mask_of(task["lease"], side=side))
            seen = client.get(f"{ZOO}/images/{task['image_id']}/masks").json()["masks"]
            assert [each["area"] for each in seen] == [side**2]
            client.post(f"{address}/finish", json={"lease": task["lease"]})
    found = admin.get(f"{ZOO}/agreement").json()
    assert (found["images"], found["pairs"], found["mean_iou"]) == (2, 2, 16 / 25)
    (thing,) = admin.get(f"{ZOO}/images/1/consensus").json()["objects"]
    assert (thing["mean_iou"], thing["area"], len(set(thing["account_ids"]))) == (16 / 25, 16, 2)
    assert admin.get(f"{ZOO}/agreement", params={"stage": "fourth"}).status_code == 422
