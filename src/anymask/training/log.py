"""What a run tells: lines of metrics.jsonl, TensorBoard where it is installed, and remarks.

Only the process that leads makes a log. After a kill the lines of steps that will be repeated are
taken out, so that every step is told once.
"""

import json
import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from jaxtyping import UInt8
from torch import Tensor

from anymask.storage.files import atomic_write
from anymask.storage.images import save_png

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

FILE_NAME = "metrics.jsonl"


class RunLog:
    """The log of one run folder, from a step on.

    Args:
        folder: the run folder.
        start: finished steps; what was told of later ones is forgotten.
        steps: steps in all.
        report: gets lines for people.
    """

    def __init__(self, folder: Path, start: int, steps: int, report: Callable[[str], None]) -> None:
        self._path = folder / FILE_NAME
        self._pictures = folder / "pictures"
        self._report = report
        self._steps = steps
        self._last = (start, time.perf_counter())
        forget_after(self._path, start)
        if start:
            report(f"resuming at step {start} of {steps}")
        self._board = _open_board(folder / "tensorboard", start)

    def metrics(self, step: int, values: Mapping[str, float]) -> None:
        """Tell the means since the last such line, `step` being finished."""
        before, clock = self._last
        self._last = (step, time.perf_counter())
        seconds = (self._last[1] - clock) / max(1, step - before)
        self._write({"step": step, **values, "seconds": seconds} | _memory())
        for name, value in values.items():
            self._draw(f"train/{name}", value, step)
        hidden = {"finite", "rate"} if values.get("finite") == 1 else {"rate"}
        shown = " ".join(f"{name} {v:.3f}" for name, v in values.items() if name not in hidden)
        left = _duration(seconds * (self._steps - step))
        self._report(f"step {step}/{self._steps} {shown}, {seconds:.3f} s/step, {left} left")

    def evaluation(self, step: int, values: Mapping[str, float], *, is_best: bool) -> None:
        """Tell what an evaluation of the averaged model gave."""
        self._write({"step": step, "evaluation": dict(values)})
        for name, value in values.items():
            self._draw(f"evaluation/{name}", value, step)
        shown = " ".join(f"{name} {value:.3f}" for name, value in values.items())
        self._report(f"evaluation at step {step}: {shown}" + (", the best yet" if is_best else ""))

    def picture(self, step: int, picture: UInt8[Tensor, "3 H W"]) -> None:
        """Keep a picture as pictures/NNNNNN.png."""
        save_png(self._pictures / f"{step:06d}.png", picture.permute(1, 2, 0).cpu().numpy())
        if self._board is not None:
            self._board.add_image("picture", picture, step)

    def remark(self, text: str) -> None:
        """Tell people something."""
        self._report(text)

    def close(self) -> None:
        """Write what is left."""
        if self._board is not None:
            self._board.close()

    def _write(self, record: Mapping[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(record) + "\n")

    def _draw(self, name: str, value: float, step: int) -> None:
        if self._board is not None:
            self._board.add_scalar(name, value, step)


def forget_after(path: Path, step: int) -> None:
    """Take the lines after `step`, and one that is torn, out of a metrics file."""
    if not path.exists():
        return
    kept = []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.endswith("\n") or json.loads(line)["step"] > step:
            break
        kept.append(line)
    with atomic_write(path) as temporary:
        temporary.write_text("".join(kept), encoding="utf-8")


def _open_board(folder: Path, start: int) -> "SummaryWriter | None":
    """Open TensorBoard's event file, or nothing where the extra [train] is not installed."""
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        return None
    return SummaryWriter(folder, purge_step=start + 1)


def _memory() -> dict[str, float]:
    """Return the peak of this process's GPU memory, where it uses a GPU."""
    if not torch.cuda.is_initialized():
        return {}
    devices = range(torch.cuda.device_count())
    return {"gpu_gigabytes": sum(map(torch.cuda.max_memory_allocated, devices)) / 1e9}


def _duration(seconds: float) -> str:
    """Write seconds for people.

    >>> _duration(59), _duration(3700)
    ('1 min', '1 h 2 min')
    """
    minutes = math.ceil(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
