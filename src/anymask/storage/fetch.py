"""Downloads that survive a broken connection and are checked before anyone sees them.

The model catalog fetches weights through here. What has arrived lies in `NAME.part` beside the
destination and is continued by an HTTP range request (RFC 9110, section 14), in the same run or a
later one; only a file of the expected size and SHA-256 gets its name.
"""

import contextlib
import hashlib
import http.client
import io
import os
import shutil
import ssl
import sys
import time
import urllib.error
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anymask.errors import ResourceError
from anymask.storage.files import move_into_place, unwritable
from anymask.storage.web import check_address, first_byte, read_piece, request

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.5
_TEMPORARY = {408, 425, 429, 500, 502, 503, 504}

Report = Callable[[int, int], None]
"""Called with (bytes so far, bytes in total); the total is 0 while it is unknown."""


def cache_folder() -> Path:
    """Return the folder of downloaded weights that PyTorch's hub uses too.

    $TORCH_HOME/hub/checkpoints, or ~/.cache/torch/hub/checkpoints; found without importing torch.
    """
    caches = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    home = os.environ.get("TORCH_HOME", os.path.join(caches, "torch"))
    return Path(home).expanduser() / "hub" / "checkpoints"


def fetch(
    url: str,
    destination: Path,
    *,
    sha256: str | None,
    size: int | None,
    report: Report | None,
) -> Path:
    """Download a file, unless it is there already.

    Args:
        url: http or https address; redirects to anything else are refused.
        destination: where the file shall lie; a file there that is not the expected one is
            replaced, but only when the right one has arrived.
        sha256: expected SHA-256 in hexadecimal, or None to check none.
        size: expected number of bytes, or None when it is unknown.
        report: called after each piece that arrives.

    Returns:
        `destination`.

    Raises:
        InputError: the address is not http or https, or the place cannot be written.
        ResourceError: the server cannot be reached, refuses, or sends something else than
            expected, or the disk is too small. What has arrived stays for the next try.
    """
    check_address(url)
    download = _Download(url, destination, sha256, size, report or (lambda done, total: None))
    if download.is_complete(destination):
        return destination
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        with download.part.open("ab") as stream:
            _lock(stream)
            if not download.is_complete(destination):  # another process may have been quicker
                download.run(stream)
                if sys.platform == "win32":
                    stream.close()  # Windows does not rename open files
                move_into_place(download.part, destination)
    except OSError as error:
        raise unwritable(destination, error) from error
    return destination


@dataclass
class _Download:
    """One download: what is wanted, and what the server's first answer said about it."""

    url: str
    destination: Path
    sha256: str | None
    size: int | None
    report: Report
    tag: str | None = None
    """The server's name for this version of the file (ETag), so that versions never mix."""

    @property
    def part(self) -> Path:
        return self.destination.with_name(self.destination.name + ".part")

    def is_complete(self, path: Path) -> bool:
        """Whether the file at `path` is the one that is wanted."""
        if not path.is_file() or (self.size is not None and path.stat().st_size != self.size):
            return False
        return self.sha256 is None or _digest(path) == self.sha256.lower()

    def run(self, stream: io.BufferedWriter) -> None:
        """Fill the part file, trying again after interruptions, and check it."""
        resumed = stream.seek(0, os.SEEK_END)
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            problem = self._try(stream)
            if problem is None:
                return self._check(stream, resumed)
        raise self._failed(f"{problem} ({ATTEMPTS} attempts)")

    def _try(self, stream: io.BufferedWriter) -> str | None:
        """Go on once; return what went wrong if it may go better the next time."""
        try:
            self._continue(stream)
        except (http.client.HTTPException, ConnectionError, TimeoutError) as error:
            return str(error) or type(error).__name__
        except urllib.error.HTTPError as error:
            return self._refused(error, stream)
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                raise self._failed(str(error.reason)) from error
            return str(error.reason)
        return None

    def _refused(self, error: urllib.error.HTTPError, stream: io.BufferedWriter) -> str | None:
        """Decide what a status other than success means for the next try."""
        problem = f"the server answered {error.code} {error.reason}"
        if error.code in _TEMPORARY:
            return problem
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise self._failed(problem) from error
        # The part is as long as the file, or longer: its hash decides, if one is known.
        if self.sha256 is not None:
            return None
        stream.truncate(0)
        return problem

    def _continue(self, stream: io.BufferedWriter) -> None:
        """Ask for what is missing and append it; returns when the answer has ended well."""
        done = stream.seek(0, os.SEEK_END)
        if done and done == self.size:
            return
        if self.sha256 is None and self.tag is None:
            done = 0  # nothing would tell whether the pieces are of the same version
        with request(self.url, done, self.tag) as answer:
            done = first_byte(answer)  # 0 where the server sends all of it, asked or not
            if done > stream.tell():
                raise http.client.HTTPException("the server left a gap in the file")
            total = self._total(answer, done)
            self._need_space(total - done)
            stream.truncate(done)
            tag = answer.headers.get("ETag", "W/")
            self.tag = None if tag.startswith("W/") else tag  # weak ones may cover two versions
            while piece := read_piece(answer):
                done += stream.write(piece)
                if self.size is not None and done > self.size:
                    stream.truncate(0)
                    raise self._wrong("more bytes than that")
                self.report(done, total)
        if done < total:
            raise http.client.IncompleteRead(b"", total - done)

    def _total(self, answer: http.client.HTTPResponse, done: int) -> int:
        """Compare the length that the server announces with the expected one; 0: unknown."""
        announced = answer.headers.get("Content-Length", "")
        total = done + int(announced) if announced.isdecimal() else (self.size or 0)
        if self.size is not None and total != self.size:
            raise self._wrong(f"{total} bytes")
        return total

    def _need_space(self, missing: int) -> None:
        free = shutil.disk_usage(self.destination.parent).free
        if missing > free:
            raise ResourceError(
                f"{self.destination.name} needs {missing} bytes more but {free} are free in "
                f"{self.destination.parent}; free some space or set TORCH_HOME to another disk"
            )

    def _check(self, stream: io.BufferedWriter, resumed: int) -> None:
        """Check size and hash; a part from an earlier run may be at fault, so try once without."""
        stream.flush()
        if self.is_complete(self.part):
            return
        what = f"{self.part.stat().st_size} bytes with SHA-256 {_digest(self.part)}"
        stream.truncate(0)
        if not resumed:
            raise self._wrong(what)
        self.run(stream)

    def _wrong(self, what: str) -> ResourceError:
        size = f"{self.size} bytes" if self.size is not None else "any number of bytes"
        digest = f"SHA-256 {self.sha256}" if self.sha256 else "any content"
        return ResourceError(
            f"{self.url} gives {what}, but {size} with {digest} were expected; it is another "
            f"file or an error page: try later, or put the file at {self.destination} yourself"
        )

    def _failed(self, problem: str) -> ResourceError:
        return ResourceError(
            f"cannot download {self.url}: {problem}; check the network and try again (it goes on "
            f"where it stopped), or put the file at {self.destination} yourself"
        )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _lock(stream: io.BufferedWriter) -> None:
    """Wait until no other process downloads to the same part file, where the system can tell."""
    if sys.platform != "win32":
        import fcntl

        with contextlib.suppress(OSError):  # some network disks have no locks
            fcntl.flock(stream, fcntl.LOCK_EX)
