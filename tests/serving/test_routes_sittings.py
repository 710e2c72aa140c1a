"""Claims about earlier tasks and the next images over HTTP."""

ZOO = "/api/v1/projects/zoo"


def test_a_finished_task_is_listed_and_taken_up_again(annotator, task) -> None:
    held = {"lease": task["lease"]}
    ahead = annotator.get(f"{ZOO}/tasks/upcoming").json()["image_ids"]
    assert annotator.post(f"{ZOO}/tasks/{task['id']}/finish", json=held).status_code == 204
    (ended,) = annotator.get(f"{ZOO}/tasks/mine").json()
    assert (ended["id"], ended["state"], ended["image_id"]) == (
        task["id"],
        "done",
        task["image_id"],
    )
    again = annotator.post(f"{ZOO}/tasks/{task['id']}/reopen").json()
    assert again["lease"] != task["lease"]
    assert annotator.get(f"{ZOO}/tasks/mine").json() == []
    finished = annotator.post(f"{ZOO}/tasks/{task['id']}/finish", json={"lease": again["lease"]})
    assert finished.status_code == 204
    following = annotator.post(f"{ZOO}/tasks/next", json={}).json()["task"]
    assert following["image_id"] == ahead[0]


def test_nobody_takes_up_the_work_of_others(site, annotator, task) -> None:
    annotator.post(f"{ZOO}/tasks/{task['id']}/finish", json={"lease": task["lease"]})
    address = f"tasks/{task['id']}/reopen"
    assert site.client("admin").post(f"{ZOO}/{address}").status_code == 409
    farmer = site.client("admin", "farm")
    assert farmer.post(f"/api/v1/projects/farm/{address}").status_code == 404


def test_reviews_are_for_reviewers(site, annotator) -> None:
    asked = {"kinds": ["review", "audit"]}
    assert annotator.get(f"{ZOO}/tasks/upcoming", params=asked).status_code == 403
    reviewer = site.client("reviewer")
    assert reviewer.get(f"{ZOO}/tasks/upcoming", params=asked).json() == {"image_ids": []}
    assert annotator.get(f"{ZOO}/tasks/upcoming", params={"limit": 21}).status_code == 422
