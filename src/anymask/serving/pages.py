"""Sends the app of the browser: its page, its scripts, and the WebAssembly of its decoder.

The files are built from `web/` into `static/`, which wheels carry and source checkouts build with
`make web`. Names below assets/ hold a hash of what is in them, so browsers keep those for ever.
Everything outside of `/api` and `/model` is answered here.
"""

import hashlib
import re
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from anymask.serving.failures import failure

STATIC = Path(__file__).parent / "static"
PAGE_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Workers take their policy from their own script's answer, so scripts carry it as well."""

MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".onnx": "application/octet-stream",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
"""What is sent; files of other kinds do not exist."""

OF_THE_APP = ("/api/", "/model/")
"""What the application answers itself."""
APP_PATHS = re.compile(r"/(?:p/.*|play/?|device/?|sign-in/?)?", re.DOTALL)
"""Paths that the app knows pages for; project names may hold anything."""
FILE_PATH = re.compile(r"/((?:[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}/){0,3}[A-Za-z0-9_.-]{1,100})")
HASHED = "assets/"
FOR_EVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"

NOT_BUILT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>anymask</title></head>
<body>
<h1>The pages are not built</h1>
<p>The server runs, and programs can use it, but this source checkout has no pages for browsers
yet. With Node 20.19 or newer, run <code>make web</code> in it and load this page again. An
installed wheel has them.</p>
</body>
</html>
"""


class Pages:
    """Answers what is not asked of the API.

    Args:
        app: the application; gets everything below /api and /model.
        root: folder of the built files.
        start: where / leads, if not to the page there.
    """

    def __init__(self, app: ASGIApp, root: Path = STATIC, start: str | None = None) -> None:
        self._app = app
        self._root = root
        self._start = start

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file, the page of the app, or the word that there is none."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or path == "/api" or path.startswith(OF_THE_APP):
            await self._app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            allow = {"Allow": "GET, HEAD"}
            answer: Response = failure(405, "http", "pages can only be read", allow)
        else:
            answer = await run_in_threadpool(self._answer, path, Headers(scope=scope))
        if scope["method"] == "HEAD":
            answer.body = b""
        await answer(scope, receive, send)

    def _answer(self, path: str, asked: Headers) -> Response:
        if path == "/" and self._start is not None:
            return RedirectResponse(self._start, 303)
        if APP_PATHS.fullmatch(path):
            index = self._root / "index.html"
            if index.is_file():
                return _send(index, ASK_AGAIN, asked)
            return Response(NOT_BUILT, 503, {"Content-Security-Policy": PAGE_CSP}, MEDIA[".html"])
        found = FILE_PATH.fullmatch(path)
        file = None if found is None else self._root / found[1]
        if file is None or file.suffix not in MEDIA or not file.is_file():
            return failure(404, "missing", "there is no such page")
        hashed = path.startswith(f"/{HASHED}")
        return _send(file, FOR_EVER if hashed else ASK_AGAIN, asked)


def _send(file: Path, keep: str, asked: Headers) -> Response:
    """Send a file, packed if the browser takes that and the build has packed it."""
    headers = {"Cache-Control": keep, "Content-Security-Policy": PAGE_CSP}
    packed = file.with_name(f"{file.name}.gz")
    sent = file
    if packed.is_file():
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in asked.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            sent = packed
    content = sent.read_bytes()
    headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if asked.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=MEDIA[file.suffix])
