"""Claims about logging in and about people."""

from uuid import uuid4

import pytest


def test_a_session_lasts_until_it_is_ended(site) -> None:
    browser = site.client()
    login = {"name": "zoo admin", "password": "correct horse"}
    answer = browser.post("/api/v1/session", json=login)
    assert answer.json()["roles"] == site.client("admin").get("/api/v1/me").json()["roles"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    proof = {"x-csrf-token": browser.cookies["anymask_csrf"]}
    kept = dict(browser.cookies)
    assert browser.delete("/api/v1/session", headers=proof).status_code == 204
    again = site.client()
    again.cookies.update(kept)
    assert again.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    ("name", "password"), [("zoo admin", "wrong"), ("nobody", "correct horse")]
)
def test_a_wrong_password_tells_nothing(site, name: str, password: str) -> None:
    answer = site.client().post("/api/v1/session", json={"name": name, "password": password})
    assert answer.status_code == 401
    assert answer.json()["error"]["message"].startswith("name or password is wrong")


def test_passwords_cannot_be_tried_for_ever(site) -> None:
    guess = {"name": uuid4().hex, "password": "x"}
    statuses = [site.client().post("/api/v1/session", json=guess).status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2


def test_an_admin_adds_people_with_a_role_and_a_token(site) -> None:
    admin = site.client("admin")
    given = {"name": "new", "role": "annotator"}
    answer = admin.post("/api/v1/projects/zoo/people", json=given)
    assert answer.status_code == 201
    token = answer.json()["token"]
    me = site.client().get("/api/v1/me", headers={"authorization": f"Bearer {token}"}).json()
    assert (me["name"], list(me["roles"].values())) == ("new", ["annotator"])
    people = admin.get("/api/v1/projects/zoo/people").json()
    assert {"new", "zoo admin", "admin"} <= {one["name"] for one in people}
    assert admin.post("/api/v1/projects/zoo/people", json=given).status_code == 422


def test_an_admin_gives_somebody_of_another_project_a_role_and_no_token(site) -> None:
    people = "/api/v1/projects/zoo/people"
    admin, farmer = site.client("admin"), site.client("annotator", "farm")
    assert farmer.get("/api/v1/projects/zoo").status_code == 404
    given = {"name": "farm annotator", "role": "reviewer"}
    assert admin.post(people, json=given).status_code == 422
    for _ in range(2):
        answer = admin.put(people, json=given)
        assert answer.status_code == 200
        assert set(answer.json()) == {"id", "name", "role"}
    assert sorted(farmer.get("/api/v1/me").json()["roles"].values()) == ["annotator", "reviewer"]
    assert farmer.get("/api/v1/projects/zoo/flags").status_code == 200
    assert admin.put(people, json=given | {"password": "a new password"}).status_code == 422
    assert admin.put(people, json=given | {"name": "nobody"}).status_code == 404
    assert farmer.put(people, json={"name": "farm annotator", "role": "admin"}).status_code == 403


def test_the_last_admin_stays(site) -> None:
    people = "/api/v1/projects/zoo/people"
    admin = site.client("admin")
    assert admin.put(people, json={"name": "admin", "role": "annotator"}).status_code == 200
    last = admin.put(people, json={"name": "zoo admin", "role": "annotator"})
    assert last.status_code == 409
    assert "'zoo admin' is the only admin of 'zoo'" in last.json()["error"]["message"]
