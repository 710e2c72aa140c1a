"""The decoder in a browser: from a click to a painted mask, and beside a plain export.

    python benchmarks/browser.py [--rounds 15] [--json FILE] [--chromium PATH] [--prompts 2000]

Builds web/bench, serves it isolated on loopback, and drives headless Chromium: clicks on a
photograph with `tiny`; a ViT-B-size decoder with random weights against the textbook form of the
same weights, in turns in one page, with one thread and with two; memory over thousands of prompts;
logits against PyTorch. Needs Node, Chromium and `pip install playwright`.
"""

import json
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from playwright.sync_api import Browser, Page, sync_playwright
from skimage import data

from anymask.export.bundle import decoder_bundle, on_cpu
from anymask.export.decoder import export_decode
from anymask.export.graph import Signature, to_onnx
from anymask.export.integers import to_int8
from anymask.inference.encoded import EncodedImage
from anymask.inference.segmenter import Segmenter, load
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import SamConfig, VitConfig
from anymask.models.sam.model import Sam
from anymask.storage.images import save_png
from plain_decoder import NAMES, PlainDecoder
from static_server import serve
from timing import Comparison, Timing, machine, options, table

WEB = Path(__file__).parents[1] / "web"
SIZE = (1500, 2250)
"""Height and width of the photograph in pixels."""

PROMPTS: tuple[dict[str, Any], ...] = (
    {"points": [[1100.0, 700.0]], "box": None, "again": False},
    {"points": [[300.0, 400.0], [900.0, 1200.0]], "box": None, "again": False},
    {"points": [], "box": [500.0, 300.0, 1700.0, 1300.0], "again": False},
    {"points": [[1100.0, 700.0]], "box": None, "again": True},
)


def build(folder: Path) -> None:
    """Build the page of the benchmark with the app's own configuration."""
    command = ["npx", "vite", "build", "bench", "--config", "vite.config.ts", "--emptyOutDir"]
    subprocess.run([*command, "--outDir", str(folder)], cwd=WEB, check=True, capture_output=True)


def photograph() -> np.ndarray:
    """A cat, enlarged to the size of a camera's picture."""
    planes = torch.from_numpy(data.chelsea()).permute(2, 0, 1)[None]
    large = torch.nn.functional.interpolate(planes, SIZE, mode="bilinear", antialias=True)
    return large[0].permute(1, 2, 0).contiguous().numpy()


def write_tiny(folder: Path) -> Segmenter:
    """Write what the app fetches for `tiny` and the photograph."""
    segmenter = load("tiny", device="cpu")
    bundle = decoder_bundle(segmenter.sam, encoder=True)
    folder.mkdir()
    for name, content in bundle.files.items():
        (folder / name).write_bytes(content)
    addresses = {name: f"/{folder.name}/{name}" for name in bundle.files}
    info = {"model_id": 1, "files": addresses} | bundle.info()
    (folder / "info.json").write_text(json.dumps(info), "utf-8")
    (folder / "embedding").write_bytes(segmenter.encode(photograph()).to_bytes())
    save_png(folder / "photograph.png", photograph())
    return segmenter


def write_official(folder: Path) -> dict[str, dict[str, Any]]:
    """Write three decoders of the official size; returns what each is given."""
    torch.manual_seed(0)
    sam = on_cpu(build_sam(SamConfig(VitConfig(32, 1, 1, global_blocks=(0,)))))
    decode = export_decode(sam)
    graphs = {"plain": plain_export(sam), "ours": decode, "ours, int8": to_int8(decode)}
    folder.mkdir()
    feeds = {}
    for name, graph in graphs.items():
        (folder / f"{name}.onnx").write_bytes(graph.SerializeToString())
        feeds[name] = {each.name: feed_of(each) for each in graph.graph.input}
    return feeds


def plain_export(sam: Sam) -> Any:
    """Export the textbook form, as others do."""
    side, low = sam.config.grid_side, sam.mask_size
    example = (
        torch.zeros(1, 2, 2),
        torch.tensor([[1, -1]], dtype=torch.int32),
        torch.zeros(1, 1, low, low),
        torch.zeros(1),
        torch.zeros(1, sam.config.embed_dim, side, side),
    )
    points = torch.export.Dim("points")
    free = ({1: points}, {1: points}, {}, {}, {})
    return to_onnx(PlainDecoder(sam).eval(), example, Signature(NAMES, ("logits", "scores"), free))


def feed_of(described: Any) -> dict[str, Any]:
    """One click without an earlier mask, and an image of noise."""
    lengths = {"prompts": 1, "points": 2, "masks": 3}
    kinds = {1: "float32", 6: "int32", 9: "bool"}
    tensor = described.type.tensor_type
    shape = [lengths.get(axis.dim_param, axis.dim_value) for axis in tensor.shape.dim]
    values = {
        "coords": [500.0, 400.0, 0.0, 0.0],
        "labels": [1, -1],
        "heads": [1, 2, 3],
        "has_mask": [0],
    }
    return {
        "kind": kinds[tensor.elem_type],
        "shape": shape,
        "values": values.get(described.name),
    }


def race(page: Page, feeds: dict[str, dict[str, Any]], threads: int, rounds: int) -> Comparison:
    """Let the official-size decoders take turns."""
    runners = [{"file": f"/official/{name}.onnx", "feeds": feed} for name, feed in feeds.items()]
    script = "([runners, threads, rounds]) => bench.race(runners, threads, rounds)"
    times = page.evaluate(script, [runners, threads, rounds])
    timings = (
        Timing(name, tuple(ms / 1e3 for ms in column))
        for name, column in zip(feeds, times, strict=True)
    )
    return Comparison(f"official size, {threads} thread(s)", tuple(timings))


def open_image(page: Page, folder: str) -> dict[str, Any]:
    """Open the photograph; milliseconds until the model is warm, the image open, a first mask."""
    height, width = SIZE
    script = "([folder, size]) => bench.open(folder, size, false)"
    opened: dict[str, Any] = page.evaluate(script, [folder, {"width": width, "height": height}])
    assert opened["place"] == "browser", opened["reason"]
    return opened


def clicks(page: Page, count: int) -> dict[str, tuple[float, float, float]]:
    """Quartiles in milliseconds of what a click consists of."""
    measured = page.evaluate("count => bench.clicks(count)", count)
    columns = {name: [each[name] for each in measured] for name in measured[0]}
    return {name: tuple(statistics.quantiles(column, n=4)) for name, column in columns.items()}  # type: ignore[misc]


def largest_gap(page: Page, segmenter: Segmenter) -> float:
    """The largest difference of a logit between browser and PyTorch."""
    sent = segmenter.encode(photograph()).to_bytes()  # half precision, as the browser gets it
    scene = segmenter.open(EncodedImage.from_bytes(sent))
    gap = 0.0
    for prompt in PROMPTS:
        script = "({points, box, again}) => bench.logits(points, box, again)"
        theirs = page.evaluate(script, prompt)
        meant: dict[str, Any] = {"points": prompt["points"] or None, "boxes": prompt["box"]}
        refine = scene.segment(**meant)[0] if prompt["again"] else None
        ours = scene.segment(**meant, refine=refine, multimask=True)
        for mine, other in zip(ours.logits, theirs, strict=True):
            gap = max(gap, float(np.abs(mine.flatten().numpy() - other["logits"]).max()))
    return gap


def encoding(page: Page, segmenter: Segmenter) -> dict[str, float]:
    """Milliseconds of encoding on the device, and how far its features are from PyTorch's."""
    script = "([folder, file]) => bench.encode(folder, file)"
    said = page.evaluate(script, ["/tiny", "/tiny/photograph.png"])
    features = segmenter.encode(photograph()).embedding.features.flatten().numpy()
    gap = np.abs(features - np.array(said["features"]))
    return {"ms": said["ms"], "mean gap": float(gap.mean()), "scale": float(features.std())}


def heap(browser: Browser, page: Page, prompts: int) -> dict[str, float]:
    """MB of the page and its workers, and of the whole process, before and after many prompts."""
    page.evaluate("count => bench.prompts(count)", 200)
    before = memory(browser, page)
    page.evaluate("count => bench.prompts(count)", prompts)
    after = memory(browser, page)
    return {
        f"{name}, {when}": numbers[name]
        for when, numbers in (("before", before), ("after", after))
        for name in numbers
    }


def memory(browser: Browser, page: Page) -> dict[str, float]:
    """What the browser counts as the page's, with workers; and what the system counts."""
    page.request.fetch(page.url)  # lets the page settle
    counted = page.evaluate(
        "async () => (await performance.measureUserAgentSpecificMemory()).bytes"
    )
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    resident = sum(rss(each["id"]) for each in processes if each["type"] == "renderer")
    return {"page and workers": counted / 1e6, "processes": resident / 1e6}


def rss(process: int) -> int:
    """Resident bytes of a process."""
    for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return 1024 * int(line.split()[1])
    return 0


def tiny_report(
    page: Page, browser: Browser, segmenter: Segmenter, arguments: Any
) -> dict[str, Any]:
    """Everything that is measured with `tiny` on a photograph."""
    opened = open_image(page, "/tiny")
    print("\ntiny, 1500 x 2250, ms")
    print(f"  model fetched and warm {opened['warm']:8.1f}")
    print(f"  image opened           {opened['open']:8.1f}")
    print(f"  first mask painted     {opened['first']:8.1f}")
    parts = clicks(page, arguments.clicks)
    for name, (low, median, high) in parts.items():
        print(f"  click: {name:15} {median:8.1f}  ({low:.1f} to {high:.1f})")
    gap = largest_gap(page, segmenter)
    print(f"  largest gap to PyTorch's logits {gap:.1e}")
    device = encoding(page, segmenter)
    print(
        f"  encoded on the device  {device['ms']:8.1f}  features differ "
        f"by {device['mean gap']:.4f} on average, their standard deviation is {device['scale']:.2f}"
    )
    megabytes = heap(browser, page, arguments.prompts)
    print(f"  MB around {arguments.prompts} prompts:")
    for name, value in megabytes.items():
        print(f"    {name:28} {value:8.1f}")
    return {"opened": opened, "clicks": parts, "gap": gap, "device": device, "megabytes": megabytes}


def main() -> None:
    """Measure, print and write the figures."""
    parser = options(__doc__)
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser's program")
    parser.add_argument("--clicks", type=int, default=100, help="measured clicks (default: 100)")
    parser.add_argument("--prompts", type=int, default=2000, help="prompts for memory")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        build(folder)
        segmenter = write_tiny(folder / "tiny")
        feeds = write_official(folder / "official")
        browser = playwright.chromium.launch(
            executable_path=arguments.chromium, args=["--no-sandbox"]
        )
        with serve(folder) as address:
            comparisons = []
            for threads in (1, 2):
                page = browser.new_page()
                page.goto(address)
                comparisons.append(race(page, feeds, threads, arguments.rounds))
                page.close()
            print(table(comparisons))
            page = browser.new_page()
            page.goto(address)
            tiny = tiny_report(page, browser, segmenter, arguments)
        browser.close()
    if arguments.json is not None:
        official = {each.task: {t.name: t.median for t in each.timings} for each in comparisons}
        report = {"machine": machine(), "official": official, "tiny": tiny}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
