"""Claims about the pages: what is sent, how long it is kept, and what it may do."""

import gzip
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette

from anymask.serving.limits import SecurityHeaders
from anymask.serving.pages import MEDIA, PAGE_CSP, Pages

SCRIPT = b"export const answer = 42;\n" * 100


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of built files."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>anymask</title>")
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "assets/index-Ab12.js").write_bytes(SCRIPT)
    (folder / "assets/index-Ab12.js.gz").write_bytes(gzip.compress(SCRIPT))
    (folder / "assets/ort.wasm").write_bytes(b"\0asm")
    (folder / "notes.py").write_text("secret")
    (tmp_path / "outside.txt").write_text("secret")
    return folder


@pytest.fixture
def browser(root: Path) -> TestClient:
    """The client of a server with pages only."""
    return TestClient(SecurityHeaders(Pages(Starlette(), root)))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/p/zoo/annotate",
        "/p/zoo%2Fa%20b/images/7",
        "/p/%3Cscript%3E/review",
        "/play",
        "/device",
    ],
)
def test_the_app_answers_for_its_paths_and_is_never_kept(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA[".html"])
    assert answer.headers["cache-control"] == "no-cache"
    tag = {"if-none-match": answer.headers["etag"]}
    assert browser.get(path, headers=tag).status_code == 304


def test_scripts_are_kept_for_ever_and_sent_packed_to_those_who_take_it(
    browser: TestClient,
) -> None:
    path = "/assets/index-Ab12.js"
    packed = browser.get(path)
    plain = browser.get(path, headers={"accept-encoding": "identity"})
    assert packed.content == plain.content == SCRIPT
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == (
        "gzip",
        None,
    )
    assert packed.headers["etag"] != plain.headers["etag"]
    for answer in (packed, plain):
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"].startswith("text/javascript")


def test_webassembly_has_the_type_that_browsers_stream(browser: TestClient) -> None:
    assert browser.get("/assets/ort.wasm").headers["content-type"] == "application/wasm"


@pytest.mark.parametrize("path", ["/", "/assets/index-Ab12.js", "/icon.svg", "/nowhere"])
def test_every_answer_is_isolated(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_pages_and_workers_run_nothing_but_our_own_scripts(browser: TestClient) -> None:
    for path in ("/", "/assets/index-Ab12.js"):
        assert browser.get(path).headers["content-security-policy"] == PAGE_CSP
    assert "unsafe-inline" not in PAGE_CSP
    assert "'unsafe-eval'" not in PAGE_CSP


@pytest.mark.parametrize(
    "path",
    [
        *("/nowhere", "/notes.py", "/assets/", "/assets/none.js", "/index.html.gz", "//etc/passwd"),
        *("/../outside.txt", "/%2e%2e/outside.txt", "/assets/..%2f..%2foutside.txt", "/a%00b.js"),
        *(f"/{'a' * 300}.js", "/..%5coutside.txt", "/assets/%2e%2e/%2e%2e/outside.txt"),
    ],
)
def test_nothing_else_can_be_had(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["kind"] == "missing"


def test_pages_can_only_be_read(browser: TestClient) -> None:
    assert browser.post("/").status_code == 405
    head = browser.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0


def test_without_a_build_the_server_says_what_to_run(tmp_path: Path) -> None:
    answer = TestClient(Pages(Starlette(), tmp_path)).get("/p/zoo/annotate")
    assert answer.status_code == 503
    assert "make web" in answer.text


def test_the_api_is_not_answered_here(site) -> None:
    client = site.client()
    assert client.get("/api/v1/health").status_code == 200
    assert client.get("/api/nowhere").json()["error"]["kind"] == "missing"
    assert client.post("/api/v1/health").status_code == 405
