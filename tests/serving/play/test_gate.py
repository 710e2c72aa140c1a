"""Claims about who may use a playground."""

import pytest
from fastapi.testclient import TestClient

from anymask.serving.play.app import create_playground
from anymask.serving.play.gate import COOKIE, WRONG_TOKENS

TOKEN = "0123456789abcdef"


@pytest.fixture
def guarded(tiny) -> TestClient:
    """The client of a playground with a token."""
    return TestClient(create_playground(tiny, "tiny", token=TOKEN))


def test_nobody_gets_in_without_the_token(guarded: TestClient) -> None:
    for path, routes in guarded.app.openapi()["paths"].items():
        for method in routes:
            status = guarded.request(method, path).status_code
            assert (status == 401) == (path != "/api/v1/health"), (method, path, status)
            if path != "/api/v1/health":
                guarded = TestClient(create_playground_of(guarded))
    assert guarded.get("/model/bundle.json").status_code == 401
    wrong = {"authorization": "Bearer 0123456789abcdeg"}
    assert guarded.get("/api/v1/play", headers=wrong).status_code == 401


def create_playground_of(client: TestClient):
    """A playground that has not counted wrong tokens yet."""
    return create_playground(client.app.state.playground.segmenter, "tiny", token=TOKEN)


def test_the_token_is_shown_as_bearer_or_by_a_link(guarded: TestClient) -> None:
    shown = {"authorization": f"Bearer {TOKEN}"}
    assert guarded.get("/api/v1/play", headers=shown).status_code == 200
    answer = guarded.get("/play", params={"token": TOKEN}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/play")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert guarded.get("/api/v1/play").status_code == 200


def test_a_wrong_link_leaves_nothing_behind(guarded: TestClient) -> None:
    answer = guarded.get("/play", params={"token": "x" * 16}, follow_redirects=False)
    assert "set-cookie" not in answer.headers
    assert COOKIE not in guarded.cookies


def test_guessing_comes_to_an_end(guarded: TestClient) -> None:
    statuses = {guarded.get("/api/v1/play").status_code for _ in range(WRONG_TOKENS + 1)}
    assert statuses == {401, 429}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_pages_elsewhere_cannot_use_it(player: TestClient, headers, photo) -> None:
    answer = player.post("/api/v1/play/images", content=photo(), headers=headers)
    assert answer.status_code == 403
    own = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert player.post("/api/v1/play/images", content=photo(), headers=own).status_code == 201


def test_other_names_of_this_machine_are_refused(player: TestClient) -> None:
    stranger = TestClient(player.app, base_url="http://attacker.example")
    assert stranger.get("/api/v1/play").status_code == 400
