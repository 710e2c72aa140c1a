"""The annotation canvas in Chromium: how even its frames are on a large, full image.

    python benchmarks/browser_canvas.py [--chromium PATH] [--screenshots DIR] [--json FILE]

Builds web/bench/canvas.html with Vite (Node and `npm ci` in web/ are needed), opens it headless
without a graphics card, and moves over a synthetic image of 24 megapixels with 500 masks. For each
movement the median and the 95th percentile of the time between frames are printed, and the
processor time of all of Chromium's processes per frame, which other programs on the machine hardly
change. Headless Chromium draws a frame each 16.7 ms at best; 33.3 ms are 30 frames per second.
"""

import argparse
import functools
import json
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from timing import machine

WEB = Path(__file__).parents[1] / "web"
VIEWPORT = ViewportSize(width=1280, height=800)
MOVEMENTS = {
    "pan, whole image in sight": "bench.pan(0.2, 150)",
    "pan, 3 image pixels per pixel": "bench.pan(0.35, 150)",
    "pan, 1:1": "bench.pan(1, 150)",
    "pan, 4 pixels per image pixel": "bench.pan(4, 150)",
    "zoom from all to 4:1 and back": "bench.zoom(240)",
    "brush ring follows the pointer": "bench.hover(150)",
    "another preview in each frame": "bench.preview(120)",
    "opacity of all masks changes": "bench.opacity(60)",
    "contrast changes": "bench.look(90)",
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *values: object) -> None:
        """Keep requests out of the report."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def build(folder: Path) -> None:
    """Build the page of this benchmark as the app is built."""
    script = (
        "import { build } from 'vite'; await build({ logLevel: 'warn', build: { "
        f"outDir: {json.dumps(str(folder))}, emptyOutDir: true, "
        "rollupOptions: { input: 'bench/canvas.html' } } });"
    )
    command = ["node", "--input-type=module", "--eval", script]
    subprocess.run(command, cwd=WEB, check=True)


def processor_seconds(session: CDPSession) -> float:
    """Processor time that Chromium has used so far, in all its processes."""
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(process["cpuTime"] for process in processes))


def measure(
    page: Page, session: CDPSession, screenshots: Path | None
) -> dict[str, dict[str, float]]:
    """Run each movement; milliseconds between frames by movement."""
    figures = {}
    for name, expression in MOVEMENTS.items():
        before = processor_seconds(session)
        times = sorted(page.evaluate(expression))
        figures[name] = {
            "median_ms": statistics.median(times),
            "p95_ms": times[int(0.95 * len(times))],
            "longest_ms": times[-1],
            "processor_ms": 1e3 * (processor_seconds(session) - before) / len(times),
        }
        page.wait_for_timeout(1000)
        if screenshots is not None:
            page.screenshot(path=screenshots / f"{name.replace(' ', '_').replace(':', '_')}.png")
    return figures


def main() -> None:
    """Build, open, move, report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser's program")
    parser.add_argument("--screenshots", type=Path, help="write a picture of each movement there")
    parser.add_argument("--pixel-ratio", type=float, default=1, help="of the screen (default: 1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        build(Path(folder))
        browser = playwright.chromium.launch(executable_path=chosen.chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=VIEWPORT, device_scale_factor=chosen.pixel_ratio)
        page.on("pageerror", lambda error: print(f"page: {error}"))
        page.goto(f"{address}/bench/canvas.html", wait_until="commit")
        page.wait_for_function("window.bench !== undefined", timeout=300_000)
        page.wait_for_timeout(2000)
        session = browser.new_browser_cdp_session()
        figures = measure(page, session, chosen.screenshots)
        browser.close()
    for name, times in figures.items():
        shown = "  ".join(f"{key} {value:6.1f}" for key, value in times.items())
        print(f"{name:34} {shown}")
    if chosen.json is not None:
        report = {"machine": machine(), "figures": figures}
        chosen.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
