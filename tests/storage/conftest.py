"""What the storage tests share: a photo, pictures as bytes, and a web server."""

import contextlib
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image

Encoder = Callable[..., bytes]


@pytest.fixture
def photo() -> np.ndarray:
    """(24, 32, 3) uint8 RGB, smooth, without any symmetry."""
    rows, columns = np.mgrid[0:24, 0:32]
    planes = [rows * 8, columns * 7, (rows + 2 * columns) * 2]
    return np.stack(planes, axis=-1).astype(np.uint8)


@pytest.fixture(scope="session")
def encoded() -> Encoder:
    """Write a picture (array or PIL image) to bytes in a format of Pillow's."""

    def encode(picture: np.ndarray | Image.Image, name: str, **options: object) -> bytes:
        stream = io.BytesIO()
        if isinstance(picture, np.ndarray):
            picture = Image.fromarray(picture)
        picture.save(stream, name, **options)
        return stream.getvalue()

    return encode


@dataclass
class Server:
    """A web server on this machine that can misbehave in the ways of real ones."""

    url: str = ""
    content: bytes = b""
    tag: str | None = '"v1"'
    ranges: bool = True
    """Whether it answers range requests with a part."""
    drop_after: list[int] = field(default_factory=list)
    """For each of the next answers: break the connection after so many bytes."""
    statuses: list[int] = field(default_factory=list)
    """Statuses of the next answers instead of the file."""
    claimed_length: int | None = None
    without_length: bool = False
    redirect: str | None = None
    asked: list[str | None] = field(default_factory=list)
    """The Range header of each request so far."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    plan: Server

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""

    def do_GET(self) -> None:
        plan = self.plan
        self.close_connection = True
        plan.asked.append(self.headers["Range"])
        if plan.redirect and self.path == "/file":
            return self._reply(302, {"Location": plan.redirect, "Content-Length": "0"}, b"")
        if plan.statuses:
            return self._reply(plan.statuses.pop(0), {"Content-Length": "0"}, b"")
        return self._send_file(plan)

    def _send_file(self, plan: Server) -> None:
        start = self._start(plan)
        if start >= len(plan.content) and start:
            return self._reply(416, {"Content-Length": "0"}, b"")
        body = plan.content[start:]
        headers = {} if plan.tag is None else {"ETag": plan.tag}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(plan.content) - 1}/{len(plan.content)}"
        if not plan.without_length:
            headers["Content-Length"] = str(plan.claimed_length or len(body))
        if plan.drop_after:
            body = body[: plan.drop_after.pop(0)]
        return self._reply(206 if start else 200, headers, body)

    def _start(self, plan: Server) -> int:
        same = self.headers["If-Range"] in (None, plan.tag)
        if not (plan.ranges and same and self.headers["Range"]):
            return 0
        return int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))

    def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the client may have heard enough
            self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    """A real web server on 127.0.0.1, to be told how to behave."""
    plan = Server(content=bytes(range(256)) * 4000)
    handler = type("Handler", (_Handler,), {"plan": plan})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listener:
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        plan.url = f"http://127.0.0.1:{listener.server_port}/file"
        yield plan
        listener.shutdown()
        thread.join()
