"""Who may use a playground: pages of its own, and on a network those who know its token."""

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from anymask.serving.failures import failure
from anymask.serving.limits import Attempts, TooManyError
from anymask.serving.pages import OF_THE_APP

COOKIE = "anymask_play"
BEARER = "bearer "
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
WRONG_TOKENS, PER_SECONDS = 20, 60.0
OPEN_PATHS = ("/api/v1/health",)


class Gate:
    """Lets requests to the API pass that come from our own pages and show the token.

    A link with `?token=...` leaves the token in a cookie that no script can read.

    Args:
        app: behind it.
        token: to be shown; None: everybody on this machine may come in.
    """

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app = app
        self._token = token
        self._wrong = Attempts(WRONG_TOKENS, PER_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer why not."""
        refused = self._refusal(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not str(scope["path"]).startswith(OF_THE_APP):
            return self._welcome(scope, headers)
        if not _from_own_page(scope["method"], headers):
            return failure(403, "forbidden", "the request did not come from a page of this server")
        if self._token is None or scope["path"] in OPEN_PATHS or self._matches(_shown(headers)):
            return None
        try:
            self._wrong.note(str((scope.get("client") or ("",))[0]))
        except TooManyError as error:
            return failure(429, "too many requests", str(error), {"Retry-After": "60"})
        return failure(401, "unknown person", "open the link with the token, or send it as Bearer")

    def _welcome(self, scope: Scope, headers: Headers) -> Response | None:
        """Turn the token of a link into a cookie, and take it out of the address bar."""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=20)
        given = query.get("token", [""])[0]
        if self._token is None or not given:
            return None
        answer = RedirectResponse(str(scope["path"]), 303)
        if self._matches(given):
            secure = scope.get("scheme") == "https"
            answer.set_cookie(COOKIE, given, httponly=True, samesite="strict", secure=secure)
        return answer

    def _matches(self, given: str) -> bool:
        assert self._token is not None, "nobody is asked for one"
        return hmac.compare_digest(given.encode(), self._token.encode())


def _shown(headers: Headers) -> str:
    """Return the token of the header or the cookie."""
    header = headers.get("authorization", "")
    if header[: len(BEARER)].lower() == BEARER:
        return header[len(BEARER) :].strip()
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""


def _from_own_page(method: str, headers: Headers) -> bool:
    """Refuse what pages elsewhere make a browser send."""
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    origin = headers.get("origin")
    own = origin is None or urlsplit(origin).netloc == headers.get("host")
    return own or method in SAFE_METHODS
