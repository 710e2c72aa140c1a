"""Claims about errors as answers."""

import pytest

from anymask.engine.database.connection import Database
from anymask.errors import ResourceError


def test_every_failure_has_the_same_form(annotator) -> None:
    for path, status in (("/nowhere", 404), ("/api/v1/projects/none", 404)):
        answer = annotator.get(path)
        assert answer.status_code == status
        assert set(answer.json()["error"]) == {"kind", "message"}


def test_a_database_that_is_gone_is_worth_another_try(
    annotator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self):
        raise ResourceError("the database cannot be used now")

    monkeypatch.setattr(Database, "reading", gone)
    answer = annotator.get("/api/v1/me")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_what_was_sent_is_not_repeated(annotator) -> None:
    secret = "<script>alert(1)</script>"
    answer = annotator.post("/api/v1/session", json={"name": "a", "password": [secret]})
    assert answer.status_code == 422
    assert "script" not in answer.text
    assert answer.json()["error"]["message"].startswith("body.password")
