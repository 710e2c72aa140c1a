"""Making synthetic scenes: how many per second, on one thread.

    python benchmarks/scenes.py [--sides 256 512] [--scenes 60] [--json FILE]

`draw` is what training pays (picture and masks, at most 24), `make_scene` adds depth, objects,
relations, a caption and questions. Processor time is counted, so that other work on the machine
disturbs little; the first scene, which prepares the textures (a second), is left out.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import torch

from anymask.data.scenes.source import SceneSource, make_scene
from anymask.data.scenes.worlds.catalog import WORLDS
from timing import machine


def scenes_per_second(make: Callable[[int], object], count: int) -> float:
    """Make `count` scenes after one more."""
    make(count)
    start = time.process_time()
    for seed in range(count):
        make(seed)
    return count / (time.process_time() - start)


def measure(side: int, count: int) -> dict[str, float]:
    """Return scenes per second of each way to make them."""
    generator = torch.Generator().manual_seed(0)
    source = SceneSource(side)
    rates = {
        "draw": scenes_per_second(lambda _: source.draw(generator, 24), count),
        "make_scene": scenes_per_second(lambda seed: make_scene(seed, side), count),
    }
    for world in WORLDS:
        rates[f"make_scene {world}"] = scenes_per_second(
            lambda seed, world=world: make_scene(seed, side, world=world), max(count // 4, 1)
        )
    return rates


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sides", type=int, nargs="+", default=[256, 512], help="in pixels")
    parser.add_argument("--scenes", type=int, default=60, help="how many are made")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rates = {side: measure(side, arguments.scenes) for side in arguments.sides}
    for side, ways in rates.items():
        for way, rate in ways.items():
            print(f"{side:5} px  {way:28} {rate:7.1f} scenes/s")
    if arguments.json is not None:
        report = {"machine": machine(), "scenes_per_second": rates}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
