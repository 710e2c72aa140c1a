"""The contract of all benchmarks: contenders take turns in one process, and ratios decide.

Other scripts of this folder import it. Each round runs every contender once (fast ones several
times), after a warm-up; a ratio is taken within each round, so that a machine which is busy for a
while slows both sides of it. Medians and quartiles are reported, with the machine, as text and
as JSON.
"""

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

Contender = Callable[[], object]

LEAST_SECONDS = 0.02
"""A contender faster than this is called several times per round."""


@dataclass(frozen=True)
class Timing:
    """How long one contender took, in seconds per call, round by round."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median over the rounds."""
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Comparison:
    """Contenders measured in turn on the same task; the first one is the reference.

    `speed_ups` holds, for each contender, the median of reference / contender per round; `spread`
    the quartiles of that ratio.
    """

    task: str
    timings: tuple[Timing, ...]

    @property
    def speed_ups(self) -> dict[str, float]:
        """How many times faster than the reference each contender is."""
        return {timing.name: statistics.median(self._ratios(timing)) for timing in self.timings}

    @property
    def spread(self) -> dict[str, tuple[float, float]]:
        """Lower and upper quartile of the per-round speed-ups."""
        quartiles = {
            timing.name: statistics.quantiles(self._ratios(timing), n=4, method="inclusive")
            for timing in self.timings
        }
        return {name: (low, high) for name, (low, _, high) in quartiles.items()}

    def _ratios(self, timing: Timing) -> list[float]:
        reference = self.timings[0].seconds
        return [base / own for base, own in zip(reference, timing.seconds, strict=True)]


def compare(
    task: str,
    contenders: dict[str, Contender],
    rounds: int = 9,
    clock: Callable[[], float] = time.perf_counter,
) -> Comparison:
    """Run contenders in turn.

    Args:
        task: what is measured, for the report.
        contenders: name -> function without arguments; the first is the reference.
        rounds: number of measured rounds, at least 2.
        clock: tells seconds; `time.process_time` suits one thread on a machine that others use.
    """
    calls = {name: _calls_per_round(run, clock) for name, run in contenders.items()}
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            seconds[name].append(_seconds_per_call(run, calls[name], clock))
    return Comparison(task, tuple(Timing(name, tuple(seconds[name])) for name in contenders))


def _calls_per_round(run: Contender, clock: Callable[[], float]) -> int:
    """Warm up, and say how many calls take long enough for the clock."""
    run()
    once = _seconds_per_call(run, 1, clock)
    return max(1, round(LEAST_SECONDS / max(once, 1e-7)))


def _seconds_per_call(run: Contender, calls: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(calls):
        run()
    return (clock() - start) / calls


def machine() -> dict[str, object]:
    """Describe hardware, versions and load, without names of hosts or people."""
    import torch

    packages = ("torch", "numpy", "transformers", "pycocotools")
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "torch_threads": torch.get_num_threads(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in packages},
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def _processor() -> str:
    """Read the processor's name where the system tells it."""
    table = Path("/proc/cpuinfo")
    lines = table.read_text("utf-8").splitlines() if table.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def table(comparisons: Sequence[Comparison]) -> str:
    """Lay out comparisons as text: milliseconds, speed-up and its quartiles."""
    lines = [f"{'task':34} {'contender':28} {'ms':>10} {'speed-up':>9}  quartiles"]
    for comparison in comparisons:
        for timing in comparison.timings:
            low, high = comparison.spread[timing.name]
            lines.append(
                f"{comparison.task:34} {timing.name:28} {1e3 * timing.median:10.3f} "
                f"{comparison.speed_ups[timing.name]:8.2f}x  {low:.2f}-{high:.2f}"
            )
    return "\n".join(lines)


def options(description: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark has: --rounds and --json."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9, help="measured rounds (default: 9)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    return parser


def publish(comparisons: Sequence[Comparison], json_file: Path | None) -> None:
    """Print the table and write the JSON file, if one is wanted."""
    print(table(comparisons))
    if json_file is not None:
        figures = [asdict(each) | {"speed_ups": each.speed_ups} for each in comparisons]
        report = {"machine": machine(), "comparisons": figures}
        json_file.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
