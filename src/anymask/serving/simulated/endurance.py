"""How a server bears many people at once, and being killed: nothing acknowledged may be missing.

A real server in a process of its own, and savers who draw as fast as they are told, write down what
was acknowledged and look for it afterwards. The benchmark and the end-to-end tests use it.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import torch

from anymask.errors import ConflictError, ResourceError
from anymask.geometry import rle
from anymask.serving.client import ProjectClient
from anymask.serving.wire import ImageOut, MaskIn, TaskOut

START_SECONDS = 120.0
AGAIN_SECONDS = 0.1


class ServerProcess:
    """`anymask engine serve` in a process of its own, on a free port that it keeps.

    Args:
        folder: of the engine.
        environment: of the process, beside that of this one.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._environment = {**os.environ, **(environment or {})}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def log(self) -> Path:
        """What it prints, of all its starts."""
        return self._folder / "server.log"

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            ResourceError: it does not.
        """
        command = [sys.executable, "-m", "anymask", "engine", "serve", str(self._folder)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self._port), "--device", "cpu"],
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                httpx.get(f"{self.url}/api/v1/health").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise ResourceError(f"the server in {self._folder} does not answer; read {self.log}")

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Let it end what it has begun."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None


@dataclass
class Saver:
    """Somebody who saves a new mask again and again.

    Attributes:
        client: of the project, as a person of their own.
        pause_seconds: between two masks.
        acknowledged: every mask that the server said it has kept: image by id.
        seconds: how long each answer took, its repeats included.
        moments: when each answer came, as `time.monotonic` counts.
        failures: what was said when there was no answer, or no good one.
    """

    client: ProjectClient
    pause_seconds: float = 0.0
    acknowledged: dict[UUID, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    def work(self, images: Mapping[int, ImageOut], stop: threading.Event, seed: int) -> None:
        """Save masks until told to stop."""
        generator = torch.Generator().manual_seed(seed)
        while not stop.is_set():
            try:
                task = self.client.next_task()
                if task is None:
                    return
                while not stop.is_set():
                    self._save(task, draw_blot(images[task.image_id], generator))
                    stop.wait(self.pause_seconds)
            except ConflictError:
                stop.wait(AGAIN_SECONDS)  # the lease is lost: begin anew
            except ResourceError as error:
                self.failures[str(error)] += 1
                stop.wait(AGAIN_SECONDS)

    def _save(self, task: TaskOut, counts: str) -> None:
        mask_id = uuid4()
        mask = MaskIn(lease=task.lease, request_id=uuid4(), seen_version=0, counts=counts)
        began = time.monotonic()
        self.client.save_mask(task, mask_id, mask)
        self.acknowledged[mask_id] = task.image_id
        self.moments.append(time.monotonic())
        self.seconds.append(self.moments[-1] - began)


@dataclass(frozen=True)
class Audit:
    """What was found after a load.

    Attributes:
        acknowledged: masks that savers were told are kept.
        lost: those that are not there.
        doubled: masks that are there more than once.
        seconds: how long each save took, sorted.
    """

    acknowledged: int
    lost: int
    doubled: int
    seconds: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """Return the time within which a share of the saves was answered."""
        return self.seconds[min(int(share * len(self.seconds)), len(self.seconds) - 1)]


def run_savers(
    savers: Sequence[Saver], images: Mapping[int, ImageOut], stop: threading.Event
) -> list[threading.Thread]:
    """Start all savers; they end when `stop` is set."""
    threads = [
        threading.Thread(target=saver.work, args=(images, stop, seed), daemon=True)
        for seed, saver in enumerate(savers)
    ]
    for thread in threads:
        thread.start()
    return threads


def audit(savers: Sequence[Saver], reader: ProjectClient) -> Audit:
    """Look for everything that was acknowledged."""
    acknowledged = {mask: image for saver in savers for mask, image in saver.acknowledged.items()}
    kept = [mask.id for image in set(acknowledged.values()) for mask in reader.masks(image)]
    seconds = sorted(second for saver in savers for second in saver.seconds)
    return Audit(
        acknowledged=len(acknowledged),
        lost=len(acknowledged.keys() - set(kept)),
        doubled=len(kept) - len(set(kept)),
        seconds=tuple(seconds),
    )


def draw_blot(image: ImageOut, generator: torch.Generator) -> str:
    """Draw a mask that no other is equal to: noise in a window, as run lengths."""
    side = min(24, image.height, image.width)
    mask = torch.zeros(1, image.height, image.width, dtype=torch.bool)
    mask[0, :side, :side] = torch.rand(side, side, generator=generator) > 0.5
    return str(rle.to_coco(rle.encode(mask)[0])["counts"])
