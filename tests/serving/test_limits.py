"""Claims about what a request may cost."""

import pytest

from anymask.serving.limits import LARGEST_BODY, Attempts, TooManyError


@pytest.mark.parametrize("known", [True, False])
def test_a_body_that_is_too_large_is_refused(annotator, known: bool) -> None:
    parts = [b"x" * 2**20] * (LARGEST_BODY // 2**20 + 1)
    content = b"".join(parts) if known else iter(parts)
    answer = annotator.post("/api/v1/projects/zoo/tasks/next", content=content)
    assert answer.status_code == 413
    assert answer.json()["error"]["kind"] == "too large"


def test_every_answer_tells_browsers_to_be_careful(annotator) -> None:
    for path in ("/api/v1/health", "/api/v1/me", "/nowhere"):
        headers = annotator.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_attempts_count_for_each_key_and_for_a_while() -> None:
    attempts = Attempts(most=2, seconds=60)
    for key in ("a", "a", "b"):
        attempts.note(key)
    with pytest.raises(TooManyError, match="more than 2 attempts in 60 seconds"):
        attempts.note("a")
    attempts.note("b")
    forgetful = Attempts(most=1, seconds=0)
    for _ in range(5):
        forgetful.note("a")


def test_keys_do_not_fill_the_memory() -> None:
    attempts = Attempts(most=2, seconds=60)
    for number in range(Attempts.MOST_KEYS + 50):
        attempts.note(str(number))
    assert len(attempts._times) == Attempts.MOST_KEYS
