"""The heartbeat of a worker: a thread that tells the database how far its job has come.

The work itself only leaves word here, which costs nothing, and hears here that it was stopped.
"""

import threading
from collections.abc import Callable
from types import TracebackType

from anymask.engine.database.connection import Database
from anymask.engine.jobs import Claim, Stand, StoppedError, beat
from anymask.errors import ResourceError

BEAT_SECONDS = 5.0


class Heartbeat:
    """Beats while its block runs.

    Args:
        database: of the job.
        held: the claim of the worker.
        report: gets the lines for people.
        every_seconds: between beats.
    """

    def __init__(
        self,
        database: Database,
        held: Claim,
        report: Callable[[str], None],
        every_seconds: float = BEAT_SECONDS,
    ) -> None:
        self.held = held
        self._database = database
        self._report = report
        self._every_seconds = every_seconds
        self._stand = Stand()
        self._stopped: StoppedError | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="heartbeat")

    def progress(self, done: int, total: int) -> None:
        """Say how many pieces are done.

        Raises:
            StoppedError: the job was stopped, or another worker has it now.
        """
        self._stand = Stand(done, total, self._stand.message)
        self.check()

    def say(self, message: str) -> None:
        """Say something to people.

        Raises:
            StoppedError: the job was stopped, or another worker has it now.
        """
        self._stand = Stand(self._stand.done, self._stand.total, message)
        self._report(message)
        self.check()

    def check(self) -> None:
        """Go on only while the job is still this worker's.

        Raises:
            StoppedError: it is not.
        """
        if self._stopped is not None:
            raise self._stopped

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._every_seconds):
            stand = self._stand
            try:
                self._database.write(lambda session: beat(session, self.held, stand))  # noqa: B023
            except StoppedError as error:
                self._stopped = error
                return
            except ResourceError:
                continue  # the database may come back; if it takes long, another worker goes on
