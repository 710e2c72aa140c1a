"""Claims about releases over HTTP."""

import hashlib
from uuid import uuid4

import pytest

from anymask.engine.worker import run_next

ZOO = "/api/v1/projects/zoo"


@pytest.fixture
def released(site, annotator, task, mask_of) -> int:
    """The id of a release with one mask."""
    address = f"{ZOO}/tasks/{task['id']}/masks/{uuid4()}"
    assert annotator.put(address, json=mask_of(task["lease"])).status_code == 200
    asked = {"kind": "release", "release": {"form": "sa1b", "finished_only": False}}
    job = site.client("admin").post(f"{ZOO}/jobs", json=asked).json()
    assert run_next(site.engine, lambda _: None, job_id=job["id"]).state == "done"
    number: int = job["id"]
    return number


def test_a_release_is_listed_and_sent_file_by_file(site, released: int) -> None:
    admin = site.client("admin")
    (listed,) = admin.get(f"{ZOO}/releases").json()
    assert (listed["id"], listed["form"], listed["masks"]) == (released, "sa1b", 1)
    page = admin.get(f"{ZOO}/releases/{released}").json()
    assert len(page["files"]) == listed["files"]
    kept = {}
    for file in page["files"]:
        answer = admin.get(f"{ZOO}/releases/{released}/files/{file['name']}")
        assert answer.status_code == 200
        assert int(answer.headers["content-length"]) == len(answer.content) == file["size"]
        assert answer.headers["content-disposition"].startswith("attachment")
        kept[file["name"]] = answer.content
    for line in kept["sha256sums.txt"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(kept[name]).hexdigest() == digest


@pytest.mark.parametrize(
    "path",
    ["../../images", "%2e%2e/%2e%2e/secret", "data", "none.txt", "a%00b", "%2fetc%2fpasswd", "."],
)
def test_nothing_beside_its_files_is_sent(site, released: int, path: str) -> None:
    answer = site.client("admin").get(f"{ZOO}/releases/{released}/files/{path}")
    assert answer.status_code in (404, 422)


def test_who_may_not_release_may_not_have_it(site, released: int) -> None:
    reviewer = site.client("reviewer")
    assert len(reviewer.get(f"{ZOO}/releases").json()) == 1
    assert reviewer.get(f"{ZOO}/releases/{released}/files/images.jsonl").status_code == 403
    farmer = site.client("admin", "farm")
    assert farmer.get("/api/v1/projects/farm/releases").json() == []
    assert farmer.get(f"/api/v1/projects/farm/releases/{released}").status_code == 404


def test_forms_that_do_not_exist_are_refused(site) -> None:
    asked = {"kind": "release", "release": {"form": "floppy"}}
    assert site.client("admin").post(f"{ZOO}/jobs", json=asked).status_code == 422
