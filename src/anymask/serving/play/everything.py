"""The search for everything in an image: one at a time, told how far it is, stopped when asked."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from jaxtyping import Float
from torch import Tensor

from anymask.errors import AnymaskError, ResourceError
from anymask.inference.automatic import segment_everything
from anymask.inference.options import AutomaticOptions
from anymask.inference.result import Masks
from anymask.inference.scene import Scene
from anymask.prompting.prompts import Prompts
from anymask.storage.images import open_image

MOST_WAITING = 4
MOST_KEPT = 32
WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"


class _StoppedError(Exception):
    """Somebody has stopped the search."""


@dataclass
class Search:
    """A search, as far as it has come; its thread writes it, others read it.

    Attributes:
        total: steps, as far as they are known.
        done: of them.
        state: waiting, running, done, failed or stopped.
        message: what went wrong.
        found: the masks, once it is done.
    """

    total: int
    done: int = 0
    state: str = WAITING
    message: str = ""
    found: Masks | None = None
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """Whether nothing will come any more."""
        return self.state in (DONE, FAILED, STOPPED)

    def step(self) -> None:
        """Count a step.

        Raises:
            _StoppedError: somebody has stopped the search.
        """
        if self.stopping.is_set():
            raise _StoppedError
        self.done = min(self.done + 1, self.total)


@dataclass(frozen=True, eq=False)
class _WatchedScene(Scene):
    """A scene that tells whenever its decoder runs."""

    step: Callable[[], None]

    def decode(
        self, prompts: Prompts, heads: slice
    ) -> tuple[Float[Tensor, "B M h w"], Float[Tensor, "B M"]]:
        """Run the decoder as `Scene.decode`, and count it."""
        self.step()
        return super().decode(prompts, heads)


class Searches:
    """The searches of a process by the image that they look at; a thread does one at a time."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="everything")
        self._lock = threading.Lock()
        self._searches: OrderedDict[str, Search] = OrderedDict()

    def find(self, picture_id: str) -> Search | None:
        """Return the newest search in an image, if there was one."""
        with self._lock:
            return self._searches.get(picture_id)

    def start(
        self,
        picture_id: str,
        content: bytes,
        scene: Scene,
        options: AutomaticOptions,
        *,
        fast: bool,
    ) -> Search:
        """Begin a search; one in the same image that is not over is stopped.

        Args:
            picture_id: of the image.
            content: its file.
            scene: the image, encoded.
            options: of the search; without crops.
            fast: judge masks at low resolution.

        Raises:
            ResourceError: too many wait already.
        """
        batches = -(-len(options.grid(0)) // options.points_per_batch)
        search = Search(total=batches)
        with self._lock:
            earlier = self._searches.pop(picture_id, None)
            if earlier is not None:
                earlier.stopping.set()
            waiting = sum(each.state == WAITING for each in self._searches.values())
            if waiting >= MOST_WAITING:
                raise ResourceError(f"{waiting} searches wait already; try again in a moment")
            self._searches[picture_id] = search
            over = [key for key, each in self._searches.items() if each.is_over]
            for key in over[: max(0, len(self._searches) - MOST_KEPT)]:
                del self._searches[key]
        self._pool.submit(_run, search, content, scene, options, fast)
        return search

    def stop(self, picture_id: str) -> None:
        """Stop the search in an image, if there is one."""
        search = self.find(picture_id)
        if search is not None and not search.is_over:
            search.stopping.set()

    def close(self) -> None:
        """Stop everything."""
        with self._lock:
            for search in self._searches.values():
                search.stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)


def _run(
    search: Search, content: bytes, scene: Scene, options: AutomaticOptions, fast: bool
) -> None:
    """Search; whatever happens, it shows in the search."""
    search.state = RUNNING
    watched = _WatchedScene(scene.sam, scene.image, scene.frame, search.step)
    try:
        if search.stopping.is_set():
            raise _StoppedError
        pixels = open_image(content)
        search.found = segment_everything(lambda _: watched, pixels, options, fast=fast)
        search.done, search.state = search.total, DONE
    except _StoppedError:
        search.state = STOPPED
    except AnymaskError as error:
        search.message, search.state = str(error), FAILED
    except Exception as error:
        search.message, search.state = f"a fault of anymask: {error!r}", FAILED
        raise
