"""A client of the engine's API for Python: typed, patient, and safe to repeat.

A request that got no answer is sent again with the same ids, so that a server that died after it
had saved does not save twice. Simulated annotators and scripts use it.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar
from uuid import UUID

import httpx
from pydantic import BaseModel

from anymask.errors import (
    AnymaskError,
    ConflictError,
    ForbiddenError,
    InputError,
    MissingError,
    ResourceError,
)
from anymask.inference.encoded import EncodedImage
from anymask.serving.wire import (
    ChangeOut,
    FlagIn,
    FlagOut,
    ImageOut,
    ImagePage,
    MaskIn,
    MaskList,
    MaskOut,
    MaskRemoval,
    NextTask,
    ProjectOut,
    SavedMask,
    SegmentIn,
    SegmentOut,
    TaskOut,
)
from anymask.serving.wire_reviews import (
    AgreementOut,
    AuditIn,
    AuditOut,
    Consensus,
    JudgedOut,
    Resolution,
    ReviewedOut,
    SecondIn,
    SecondOut,
    VerdictIn,
    VerdictOut,
)

PREFIX = "/api/v1"
ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0
TIMEOUT_SECONDS = 60.0
PAGE = 500
PASSING = (429, 502, 503, 504)
"""Statuses that another try may mend."""

KINDS: dict[int, type[AnymaskError]] = {
    401: ForbiddenError,
    403: ForbiddenError,
    404: MissingError,
    409: ConflictError,
    422: InputError,
}
AnswerT = TypeVar("AnswerT", bound=BaseModel)


class StaleMaskError(ConflictError):
    """A mask has changed since it was seen.

    Attributes:
        newest: what it is now.
    """

    def __init__(self, message: str, newest: MaskOut) -> None:
        super().__init__(message)
        self.newest = newest


class Http(Protocol):
    """What the client needs of an HTTP client: one of httpx, or of a test in the same process."""

    @property
    def base_url(self) -> Any:
        """The address of the server."""

    def request(self, method: str, url: str, *, json: Any = None) -> Any:
        """Send a request and return the answer, as httpx does."""

    def close(self) -> None:
        """Close the connections."""


@dataclass(frozen=True)
class ProjectClient:
    """One project on a server, as one person.

    Attributes:
        http: with the address of the server and a token.
        name: of the project.
        attempts: how often a request is sent before it is given up.
    """

    http: Http
    name: str
    attempts: int = ATTEMPTS

    @classmethod
    def connect(cls, url: str, token: str, name: str, attempts: int = ATTEMPTS) -> Self:
        """Make a client; nothing is sent yet.

        Args:
            url: of the server, such as http://127.0.0.1:8008.
            token: of the person.
            name: of the project.
            attempts: how often a request is sent before it is given up.
        """
        headers = {"authorization": f"Bearer {token}"}
        http = httpx.Client(base_url=url, headers=headers, timeout=TIMEOUT_SECONDS)
        return cls(http, name, attempts)

    def project(self) -> ProjectOut:
        """Tell about the project."""
        return self._ask(ProjectOut, "GET", "")

    def images(self) -> Iterator[ImageOut]:
        """List all images, in the order in which they came."""
        offset, total = 0, 1
        while offset < total:
            page = self._ask(ImagePage, "GET", f"/images?offset={offset}&limit={PAGE}")
            yield from page.images
            offset, total = offset + PAGE, page.total

    def embedding(self, image_id: int) -> EncodedImage:
        """Return what the model in use said about an image."""
        return EncodedImage.from_bytes(self._send("GET", f"/images/{image_id}/embedding").content)

    def masks(self, image_id: int) -> list[MaskOut]:
        """List the masks of an image that are not deleted."""
        return self._ask(MaskList, "GET", f"/images/{image_id}/masks").masks

    def segment(self, image_id: int, prompt: SegmentIn) -> SegmentOut:
        """Let the server answer a prompt."""
        return self._ask(SegmentOut, "POST", f"/images/{image_id}/segment", prompt)

    def next_task(self, kinds: Sequence[str] = ("annotate",)) -> TaskOut | None:
        """Lease the next task; None: there is nothing to do."""
        answer = self._send("POST", "/tasks/next", {"kinds": list(kinds)})
        return NextTask.model_validate_json(answer.content).task

    def keep_alive(self, task: TaskOut) -> TaskOut:
        """Keep the lease of a task."""
        answer = self._send("POST", f"/tasks/{task.id}/heartbeat", {"lease": str(task.lease)})
        return TaskOut.model_validate_json(answer.content)

    def save_mask(self, task: TaskOut, mask_id: UUID, mask: MaskIn) -> SavedMask:
        """Save a mask; when this returns, it is on the server's disk.

        Raises:
            StaleMaskError: it has changed since it was seen.
            ConflictError: the lease is lost.
            InputError: the mask cannot be used.
            ResourceError: the server cannot be reached.
        """
        return self._ask(SavedMask, "PUT", f"/tasks/{task.id}/masks/{mask_id}", mask)

    def delete_mask(self, task: TaskOut, mask_id: UUID, removal: MaskRemoval) -> MaskOut:
        """Take a mask away; raises as `save_mask`."""
        return self._ask(MaskOut, "POST", f"/tasks/{task.id}/masks/{mask_id}/delete", removal)

    def give_back(self, task: TaskOut) -> None:
        """Give a task back unfinished, for somebody else."""
        self._send("POST", f"/tasks/{task.id}/release", {"lease": str(task.lease)})

    def finish(self, task: TaskOut, moments_ms: Sequence[int] = ()) -> None:
        """End a task: its image is labelled."""
        body = {"lease": str(task.lease), "moments_ms": list(moments_ms)}
        self._send("POST", f"/tasks/{task.id}/finish", body)

    def skip(self, task: TaskOut, reason: str) -> None:
        """End a task without a result."""
        self._send("POST", f"/tasks/{task.id}/skip", {"lease": str(task.lease), "reason": reason})

    def history(self, mask_id: UUID) -> list[ChangeOut]:
        """List every version of a mask, the first one first; for reviewers."""
        return self._list(ChangeOut, f"/masks/{mask_id}/history")

    def flag(self, image_id: int, reason: str) -> FlagOut:
        """Say that an image is faulty; nobody gets it until that is resolved."""
        return self._ask(FlagOut, "POST", f"/images/{image_id}/flags", FlagIn(reason=reason))

    def flags(self, *, resolved: bool | None = None) -> list[FlagOut]:
        """List what people say is wrong with images; for reviewers.

        Args:
            resolved: only those that are resolved, or that are not; None: all.
        """
        asked = "" if resolved is None else f"?resolved={str(resolved).lower()}"
        return self._list(FlagOut, f"/flags{asked}")

    def resolve_flag(self, flag_id: int, *, faulty: bool) -> FlagOut:
        """Decide whether a flagged image is faulty; for reviewers."""
        decided = Resolution(faulty=faulty)
        return self._ask(FlagOut, "POST", f"/flags/{flag_id}/resolve", decided)

    def judge(self, task: TaskOut, mask_id: UUID, verdict: VerdictIn) -> JudgedOut:
        """Say what is to be said about a mask in a review or an audit; raises as `save_mask`."""
        return self._ask(JudgedOut, "PUT", f"/tasks/{task.id}/verdicts/{mask_id}", verdict)

    def verdicts(self, task: TaskOut) -> list[VerdictOut]:
        """List the verdicts of a review or an audit so far."""
        return self._list(VerdictOut, f"/tasks/{task.id}/verdicts")

    def reviews(self) -> list[ReviewedOut]:
        """Tell what reviewers said about the masks of each annotator."""
        return self._list(ReviewedOut, "/reviews")

    def start_audit(self, images: int | None = None) -> AuditOut:
        """Draw images, by default as many as the settings say, to be audited; for admins."""
        return self._ask(AuditOut, "POST", "/audits", AuditIn(images=images))

    def audits(self) -> list[AuditOut]:
        """Tell how the audits turned out; for reviewers."""
        return self._list(AuditOut, "/audits")

    def ask_second_annotators(self, images: int, people: int = 2) -> SecondOut:
        """Let several people label the same images without seeing each other; for admins."""
        return self._ask(SecondOut, "POST", "/agreement", SecondIn(images=images, people=people))

    def agreement(self, stage: str | None = None) -> AgreementOut:
        """Tell how far people agree in a stage, by default the present one; for reviewers."""
        return self._ask(AgreementOut, "GET", "/agreement" + (f"?stage={stage}" if stage else ""))

    def consensus(self, image_id: int) -> Consensus:
        """Bring together what several people drew on an image; for reviewers."""
        return self._ask(Consensus, "GET", f"/images/{image_id}/consensus")

    def close(self) -> None:
        """Close the connections."""
        self.http.close()

    def _list(self, answer: type[AnswerT], path: str) -> list[AnswerT]:
        return [answer.model_validate(each) for each in self._send("GET", path).json()]

    def _ask(
        self, answer: type[AnswerT], method: str, path: str, body: BaseModel | None = None
    ) -> AnswerT:
        sent = None if body is None else body.model_dump(mode="json")
        return answer.model_validate_json(self._send(method, path, sent).content)

    def _send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Send a request until there is an answer.

        Raises:
            ResourceError: there is none after the last attempt.
            AnymaskError: the server refuses; the kind follows from the status.
        """
        reason = ""
        for attempt in range(self.attempts):
            try:
                address = f"{PREFIX}/projects/{self.name}{path}"
                answer: httpx.Response = self.http.request(method, address, json=body)
            except httpx.TransportError as error:
                said = str(error) or type(error).__name__
                reason = f"{self.http.base_url} does not answer ({said}); check that it runs"
            else:
                if answer.status_code not in PASSING:
                    return _checked(answer)
                reason, _ = _said(answer)
            if attempt < self.attempts - 1:
                pause = min(FIRST_PAUSE_SECONDS * 2**attempt, LONGEST_PAUSE_SECONDS)
                time.sleep(pause * random.uniform(0.5, 1.0))
        raise ResourceError(reason)


def _checked(answer: httpx.Response) -> httpx.Response:
    """Return a success; raise what the server says otherwise."""
    if answer.is_success:
        return answer
    message, newest = _said(answer)
    if newest is not None:
        raise StaleMaskError(message, MaskOut.model_validate(newest))
    raise KINDS.get(answer.status_code, ResourceError)(message)


def _said(answer: httpx.Response) -> tuple[str, Any]:
    """Return why a request was not done, and the newer version where there is one."""
    try:
        body = answer.json()
        return str(body["error"]["message"]), body.get("newest")
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"status {answer.status_code} of {answer.request.url}", None
