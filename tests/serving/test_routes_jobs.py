"""Claims about rounds and jobs over HTTP."""

ZOO = "/api/v1/projects/zoo"


def test_everybody_sees_how_their_project_stands(site) -> None:
    status = site.client("annotator").get(f"{ZOO}/status").json()
    assert (status["project"], status["images"], status["tasks"]) == (
        "zoo",
        {"ready": 2},
        {"open": 2},
    )
    assert [line["stage"] for line in status["rounds"]] == ["assisted-manual"]


def test_models_tell_where_they_come_from(site) -> None:
    (model,) = site.client("reviewer").get(f"{ZOO}/models").json()
    assert (model["name"], model["parent_id"], model["kind"]) == ("tiny", None, "segmenter")


def test_a_job_is_asked_for_and_stopped(site) -> None:
    admin = site.client("admin")
    job = admin.post(f"{ZOO}/jobs", json={"kind": "train"}).json()
    assert job["state"] == "waiting"
    assert admin.post(f"{ZOO}/jobs", json={"kind": "train"}).json()["id"] == job["id"]
    assert admin.post(f"{ZOO}/jobs/{job['id']}/stop").json()["state"] == "stopped"
    assert admin.post(f"{ZOO}/jobs/{job['id']}/stop").status_code == 409
    assert [each["id"] for each in admin.get(f"{ZOO}/jobs").json()] == [job["id"]]


def test_only_admins_start_and_stop(site) -> None:
    reviewer = site.client("reviewer")
    assert reviewer.post(f"{ZOO}/jobs", json={"kind": "train"}).status_code == 403
    assert reviewer.post(f"{ZOO}/jobs/1/stop").status_code == 403
    assert site.client("annotator").get(f"{ZOO}/jobs").status_code == 403


def test_jobs_of_other_projects_do_not_exist(site) -> None:
    job = site.client("admin", "farm").post(
        "/api/v1/projects/farm/jobs", json={"kind": "automatic"}
    )
    stopped = site.client("admin").post(f"{ZOO}/jobs/{job.json()['id']}/stop")
    assert stopped.status_code == 404
    assert site.client("admin").post(f"{ZOO}/jobs", json={"kind": "sleep"}).status_code == 422
