"""Only http and https addresses are asked, and answers are read for what they are."""

import urllib.request
from http.client import HTTPMessage
from typing import Any

import pytest

from anymask.errors import InputError, ResourceError
from anymask.storage.web import _SafeRedirects, check_address, first_byte, read_piece, request


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.b/c",
        "data:text/plain,x",
        "/tmp/x",
        "",
        "http://",
        "http://[::1",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(InputError, match="is not an"):
        check_address(url)


def test_addresses_with_spaces_are_refused() -> None:
    with pytest.raises(InputError, match="write them as %20"):
        check_address("http://example.org/a b")


def test_there_is_no_handler_for_files_even_unchecked() -> None:
    with pytest.raises(Exception, match="unknown url type: file"):
        request("file:///etc/passwd", 0, None)


def test_an_answer_from_the_middle_says_so(server: Any) -> None:
    with request(server.url, 1000, server.tag) as answer:
        assert first_byte(answer) == 1000
        assert read_piece(answer)[:4] == server.content[1000:1004]


def test_another_version_is_sent_from_the_start(server: Any) -> None:
    with request(server.url, 1000, '"v0"') as answer:
        assert first_byte(answer) == 0


def test_encrypted_connections_are_not_given_up_for_plain_ones() -> None:
    question = urllib.request.Request("https://example.org/a")
    with pytest.raises(ResourceError, match=r"redirects to http://example\.org/b, which is not"):
        _SafeRedirects().redirect_request(
            question, None, 302, "", HTTPMessage(), "http://example.org/b"
        )
