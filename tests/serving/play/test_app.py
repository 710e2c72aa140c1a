"""Claims about the playground as an application."""

from fastapi.testclient import TestClient

from anymask.serving.play.app import START


def test_the_start_page_is_where_one_plays(player: TestClient) -> None:
    answer = player.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, START)


def test_every_answer_is_isolated(player: TestClient) -> None:
    for path in ("/play", "/api/v1/play", "/api/v1/nowhere"):
        headers = player.get(path).headers
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-embedder-policy"] == "require-corp"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_it_says_that_it_answers(player: TestClient) -> None:
    assert set(player.get("/api/v1/health").json()) == {"anymask"}
