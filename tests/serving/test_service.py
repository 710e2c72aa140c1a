"""Claims about who may do what: every route, every role, own and other projects."""

import json

import pytest

from anymask.serving.service import ANYBODY, PUBLIC

ROLES = ("annotator", "reviewer", "admin")
NUMBERS = ("image_id", "task_id", "flag_id", "job_id", "model_id", "release_id")
PLACES = {"project": "zoo", "mask_id": "0" * 32, "name": "x", **dict.fromkeys(NUMBERS, "1")}


def routes(site) -> list[tuple[str, str, str]]:
    """Method, address and needed role of every route, from the OpenAPI document."""
    document = site.app.openapi()
    return [
        (method, path, operation["x-role"])
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]


def ask(client, method: str, path: str) -> int:
    """Send a request with an empty body; whether it is let in shows in the status."""
    address = path.format(**PLACES)
    content = None if method == "get" else json.dumps({})
    headers = {"content-type": "application/json"}
    return client.request(method, address, content=content, headers=headers).status_code


def test_every_route_says_who_may_call_it(site) -> None:
    found = routes(site)
    assert len(found) > 20
    assert {role for _, _, role in found} == {PUBLIC, ANYBODY, *ROLES}
    public = {path for _, path, role in found if role == PUBLIC}
    assert public == {"/api/v1/health", "/api/v1/session"}


def test_nobody_gets_in_without_a_token(site) -> None:
    nobody = site.client()
    for method, path, role in routes(site):
        status = ask(nobody, method, path)
        assert (status == 401) == (role != PUBLIC), (method, path, status)


@pytest.mark.parametrize("own", ROLES)
def test_a_role_opens_its_routes_and_no_others(site, own: str) -> None:
    client = site.client(own)
    for method, path, role in routes(site):
        if role in ROLES:
            status = ask(client, method, path)
            allowed = ROLES.index(own) >= ROLES.index(role)
            assert (status == 403) == (not allowed), (method, path, role, status)


@pytest.mark.parametrize("own", ROLES)
def test_other_projects_cannot_be_told_from_none(site, own: str) -> None:
    client = site.client(own, "farm")
    for method, path, role in routes(site):
        if role in ROLES:
            there, nowhere = (path.replace("{project}", name) for name in ("zoo", "nowhere"))
            assert ask(client, method, there) == ask(client, method, nowhere) == 404, (method, path)


def test_numbers_of_another_project_are_missing(site) -> None:
    farmer = site.client("admin", "farm")
    for path in ("images/1", "images/1/file", "images/1/embedding", "images/1/masks"):
        assert farmer.get(f"/api/v1/projects/farm/{path}").status_code == 404


def test_numbers_that_do_not_exist_are_missing_or_refused(site) -> None:
    client = site.client("admin")
    nowhere = PLACES | dict.fromkeys(NUMBERS, "999999")
    for method, path, _ in routes(site):
        if any(f"{{{name}}}" in path for name in NUMBERS):
            address = path.format(**nowhere)
            if method == "get":
                assert client.get(address).status_code == 404, address
            else:
                answer = client.request(method, address, json={})
                assert answer.status_code in (404, 422), (method, address, answer.text)


def test_a_cookie_needs_proof_of_our_own_page(site) -> None:
    browser = site.client()
    login = {"name": "zoo annotator", "password": "correct horse"}
    assert browser.post("/api/v1/session", json=login).status_code == 200
    assert browser.get("/api/v1/me").json()["name"] == "zoo annotator"
    address = "/api/v1/projects/zoo/tasks/next"
    assert browser.post(address, json={}).status_code == 403
    proof = {"x-csrf-token": browser.cookies["anymask_csrf"]}
    assert browser.post(address, json={}, headers=proof).status_code == 200
    foreign = proof | {"origin": "https://elsewhere.example"}
    assert browser.post(address, json={}, headers=foreign).status_code == 403
    own = proof | {"origin": "http://testserver"}
    assert browser.post(address, json={}, headers=own).status_code == 200


def test_a_name_that_no_database_takes_is_refused(annotator) -> None:
    assert annotator.get("/api/v1/projects/zoo%00").status_code == 422
