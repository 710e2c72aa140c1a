"""Answers that a browser may have already: their tag says so, and then nothing is read or sent.

The routes of images, embeddings and models use it, of both servers.
"""

from collections.abc import Callable, Mapping

from fastapi import Request, Response

FOR_EVER = "private, max-age=31536000, immutable"
"""What is at an address never changes."""
OCTETS = "application/octet-stream"


def send_tagged(
    request: Request,
    tag: str,
    caching: str,
    make: Callable[[], tuple[bytes, str]],
    more: Mapping[str, str] | None = None,
) -> Response:
    """Send a content, or 304 to who shows its tag.

    Args:
        request: that asks.
        tag: of the content, without quotes.
        caching: how long browsers may keep it, as Cache-Control says it.
        make: returns the content and its media type; called only if it is sent.
        more: headers of either answer.
    """
    headers = {"ETag": f'"{tag}"', "Cache-Control": caching, **(more or {})}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    content, media = make()
    return Response(content, media_type=media, headers=headers)
