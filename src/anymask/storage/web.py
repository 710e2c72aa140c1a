"""Requests to web servers, limited to http and https and to one direction: reading files.

Downloads (fetch.py) ask here. A server can neither redirect to files of this machine nor to
unencrypted connections.
"""

import http.client
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from anymask.errors import InputError, ResourceError

TIMEOUT_SECONDS = 30
PIECE_BYTES = 1 << 18
_SCHEMES = ("http", "https")


def check_address(url: str) -> None:
    """Refuse what is not a plain http or https address.

    Raises:
        InputError: another scheme, no host, or characters that an address cannot hold.

    >>> check_address("https://example.org/weights.pth")
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:  # half a bracketed address
        raise InputError(f"{url!r} is not an address: {error}; check it") from error
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        raise InputError(f"{url!r} is not an http or https address; only these are downloaded")
    if any(character <= " " or character == "\x7f" for character in url):
        raise InputError(f"{url!r} holds spaces or control characters; write them as %20 and so on")


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follow redirects to http and https only, and never from https down to http."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: Any,
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        target = urlsplit(newurl).scheme.lower()
        if target not in _SCHEMES or (req.type == "https" and target == "http"):
            raise ResourceError(
                f"{req.full_url} redirects to {newurl}, which is not allowed; use the address "
                "of the file itself"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def request(url: str, start: int, tag: str | None) -> http.client.HTTPResponse:
    """Ask for a file from byte `start` on.

    Args:
        url: http or https address; there are no handlers for file, ftp and data addresses.
        start: first byte to send; a server may ignore it, see `first_byte`.
        tag: the ETag of the version that is continued: of another one all is sent.

    Raises:
        urllib.error.URLError: there is no connection, or the server refuses (HTTPError).
        ConnectionError: the connection broke.
        ResourceError: the server redirects to an address that is not allowed.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        _SafeRedirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    question = urllib.request.Request(url, headers={"User-Agent": "anymask"})
    if start:
        question.add_header("Range", f"bytes={start}-")
        if tag:
            question.add_header("If-Range", tag)
    try:
        answer = opener.open(question, timeout=TIMEOUT_SECONDS)
    except urllib.error.URLError:
        raise
    except OSError as error:
        raise ConnectionError(str(error)) from error
    assert isinstance(answer, http.client.HTTPResponse)
    return answer


def first_byte(answer: http.client.HTTPResponse) -> int:
    """Tell from which byte of the file on an answer goes: 0, unless it is a partial one."""
    if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
        return 0
    unit, _, rest = answer.headers.get("Content-Range", "").partition(" ")
    start = rest.partition("-")[0]
    if unit != "bytes" or not start.isdecimal():
        raise http.client.HTTPException("the server does not say which part of the file it sends")
    return int(start)


def read_piece(answer: http.client.HTTPResponse) -> bytes:
    """Read the next piece; what goes wrong here is the network's fault, not the disk's."""
    try:
        return answer.read(PIECE_BYTES)
    except OSError as error:
        raise ConnectionError(str(error)) from error
