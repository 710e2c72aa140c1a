"""Claims about answers that a browser may have already."""

import pytest
from starlette.requests import Request

from anymask.serving.tagged import FOR_EVER, OCTETS, send_tagged


def asked(**headers: str) -> Request:
    """A request with headers."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw})


def test_the_content_is_sent_with_its_tag() -> None:
    answer = send_tagged(asked(), "a", FOR_EVER, lambda: (b"mask", OCTETS), {"X-Model-Id": "7"})
    assert (answer.status_code, answer.body) == (200, b"mask")
    assert (answer.headers["etag"], answer.headers["x-model-id"]) == ('"a"', "7")


def test_who_has_it_is_told_so_and_nothing_is_read() -> None:
    def read() -> tuple[bytes, str]:
        pytest.fail("it was read")

    answer = send_tagged(asked(if_none_match='"a"'), "a", FOR_EVER, read, {"X-Model-Id": "7"})
    assert (answer.status_code, answer.body) == (304, b"")
    assert (answer.headers["etag"], answer.headers["x-model-id"]) == ('"a"', "7")


def test_another_tag_is_no_excuse() -> None:
    answer = send_tagged(asked(if_none_match='"b"'), "a", FOR_EVER, lambda: (b"mask", OCTETS))
    assert answer.status_code == 200
