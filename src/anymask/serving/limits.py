"""What a request may cost: the size of its body, and how often somebody may try a password.

The rest of the limits stand in `wire.py`, where a field says how long it may be.
"""

import threading
import time
from collections import OrderedDict

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anymask.errors import AnymaskError

LARGEST_BODY = 8 * 2**20
SECURITY_HEADERS = (  # the last three isolate our pages, which gives their decoder threads
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
)


class TooManyError(AnymaskError):
    """More attempts than are allowed."""


class BodyLimit:
    """Refuses bodies that are too large, whatever their header says.

    Args:
        app: the application, which answers HTTPException.
        largest: bytes.
    """

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in; whoever reads on once it is too much gets 413 to answer."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._largest:
                raise HTTPException(413, f"the request has more than {self._largest} bytes")
            return message

        await self._app(scope, counted, send)


class SecurityHeaders:
    """Tells browsers not to run, frame or guess anything; pages say themselves what they run."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers that an answer does not set itself."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                more = [pair for pair in SECURITY_HEADERS if pair[0] not in own]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        await self._app(scope, receive, headed if scope["type"] == "http" else send)


class Attempts:
    """How often something was tried lately, by a key such as a name and an address.

    Args:
        most: within the time.
        seconds: how long an attempt counts.
    """

    MOST_KEYS = 10_000

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._lock = threading.Lock()
        self._times: OrderedDict[str, list[float]] = OrderedDict()

    def note(self, key: str) -> None:
        """Count an attempt.

        Raises:
            TooManyError: there were too many.
        """
        moment = time.monotonic()
        with self._lock:
            recent = [each for each in self._times.pop(key, []) if moment - each < self._seconds]
            self._times[key] = [*recent, moment][-self._most - 1 :]
            while len(self._times) > self.MOST_KEYS:
                self._times.popitem(last=False)
        if len(recent) >= self._most:
            raise TooManyError(
                f"more than {self._most} attempts in {self._seconds:g} seconds; wait and try again"
            )
