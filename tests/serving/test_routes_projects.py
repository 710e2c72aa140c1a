"""Claims about projects over HTTP."""


def test_everybody_sees_their_own_projects(site) -> None:
    assert [one["name"] for one in site.client("annotator").get("/api/v1/projects").json()] == [
        "zoo"
    ]
    shown = site.client("annotator").get("/api/v1/projects/zoo").json()
    assert (shown["name"], shown["stage"]) == ("zoo", "assisted-manual")


def test_an_admin_changes_the_stage_and_the_log_tells(site) -> None:
    admin = site.client("admin")
    answer = admin.patch("/api/v1/projects/zoo", json={"stage": "fully-automatic"})
    assert answer.json()["stage"] == "fully-automatic"
    events = admin.get("/api/v1/projects/zoo/events").json()["events"]
    told = {event["kind"]: event["subject"] for event in events}
    assert told["stage changed"] == "fully-automatic"
    older = admin.get("/api/v1/projects/zoo/events", params={"before": events[0]["id"]}).json()
    assert older["events"][0]["id"] < events[0]["id"]


def test_a_stage_that_cannot_be_entered_is_refused(site) -> None:
    for stage in ("fourth", "semi-automatic", "assisted-manual"):
        answer = site.client("admin").patch("/api/v1/projects/zoo", json={"stage": stage})
        assert answer.status_code == 422
