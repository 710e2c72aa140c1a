"""Claims about projects over HTTP."""


def test_everybody_sees_their_own_projects(site) -> None:
    assert [one["name"] for one in site.client("annotator").get("/api/v1/projects").json()] == [
        "zoo"
    ]
    shown = site.client("annotator").get("/api/v1/projects/zoo").json()
    assert (shown["name"], shown["stage"]) == ("zoo", "assisted-manual")


def test_an_admin_changes_the_stage_and_the_log_tells(site) -> None:
    admin = site.client("admin")
    answer = admin.patch("/api/v1/projects/zoo", json={"stage": "semi-automatic"})
    assert answer.json()["stage"] == "semi-automatic"
    events = admin.get("/api/v1/projects/zoo/events").json()["events"]
    assert (events[0]["kind"], events[0]["subject"]) == ("stage changed", "semi-automatic")
    older = admin.get("/api/v1/projects/zoo/events", params={"before": events[0]["id"]}).json()
    assert older["events"][0]["id"] < events[0]["id"]
    assert admin.patch("/api/v1/projects/zoo", json={"stage": "fourth"}).status_code == 422
