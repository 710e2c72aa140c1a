"""Claims about watching a project over HTTP."""

ZOO = "/api/v1/projects/zoo"


def test_rounds_come_with_the_models_that_were_promoted(annotator) -> None:
    told = annotator.get(f"{ZOO}/rounds").json()
    assert [each["name"] for each in told["promoted"]] == ["tiny"]
    assert told["rounds"][0]["round"] == 1
    assert "published" in told["published"]


def test_reviewers_see_the_team_and_everybody_themselves(site, annotator) -> None:
    team = site.client("reviewer").get(f"{ZOO}/team").json()
    assert {"zoo annotator", "zoo reviewer", "zoo admin"} <= {each["name"] for each in team}
    assert annotator.get(f"{ZOO}/team").status_code == 403
    mine = annotator.get(f"{ZOO}/mine").json()
    assert (mine["name"], mine["role"], mine["masks"]) == ("zoo annotator", "annotator", 0)


def test_faults_are_told_to_reviewers(site, annotator) -> None:
    annotator.post(f"{ZOO}/images/1/flags", json={"reason": "blurred"})
    reviewer = site.client("reviewer")
    told = reviewer.get(f"{ZOO}/faults").json()
    assert (told["faulty_images"], told["open_flags"], told["failed_jobs"]) == (1, 1, 0)
    assert told["flags"][0]["reason"] == "blurred"
    assert annotator.get(f"{ZOO}/faults").status_code == 403
