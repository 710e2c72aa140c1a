"""Claims about the Python client."""

from uuid import uuid4

import httpx
import pytest

from anymask.errors import ConflictError, ForbiddenError, InputError, MissingError, ResourceError
from anymask.serving import client as client_module
from anymask.serving.client import ProjectClient, StaleMaskError
from anymask.serving.wire import MaskIn, MaskRemoval, SegmentIn
from anymask.serving.wire_reviews import VerdictIn


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait between attempts."""
    monkeypatch.setattr(client_module, "FIRST_PAUSE_SECONDS", 0.0)


@pytest.fixture
def zoo(annotator) -> ProjectClient:
    """A client of the test server: its HTTP client is one of httpx."""
    return ProjectClient(annotator, "zoo", attempts=3)


def test_a_day_of_work(zoo: ProjectClient, square) -> None:
    assert zoo.project().name == "zoo"
    assert len(list(zoo.images())) == 2
    task = zoo.next_task()
    assert task is not None
    assert zoo.embedding(task.image_id).frame.original == (30, 40)
    answers = zoo.segment(task.image_id, SegmentIn(points=[(17, 14)], labels=[1])).masks
    assert len(answers) == 3
    mask_id = uuid4()
    saved = zoo.save_mask(task, mask_id, _mask(task, answers[0].counts))
    assert [each.id for each in zoo.masks(task.image_id)] == [mask_id] == [saved.mask.id]
    removal = MaskRemoval(lease=task.lease, request_id=uuid4(), seen_version=1)
    assert zoo.delete_mask(task, mask_id, removal).state == "deleted"
    assert zoo.keep_alive(task).id == task.id
    zoo.finish(task)
    zoo.finish(task)
    following = zoo.next_task()
    assert following is not None
    zoo.skip(following, "too dark")
    assert zoo.next_task() is None


def test_a_task_that_is_given_back_goes_to_the_next(zoo: ProjectClient, site) -> None:
    task = zoo.next_task()
    assert task is not None
    zoo.give_back(task)
    following = ProjectClient(site.client("reviewer"), "zoo").next_task()
    assert following is not None
    assert (following.id, following.lease == task.lease) == (task.id, False)


def test_flags_are_put_up_and_resolved(zoo: ProjectClient, site) -> None:
    reviewer = ProjectClient(site.client("reviewer"), "zoo")
    image = next(zoo.images())
    flag = zoo.flag(image.id, "blurred")
    assert reviewer.flags() == reviewer.flags(resolved=False) == [flag]
    assert reviewer.resolve_flag(flag.id, faulty=True).resolved_ms is not None
    assert reviewer.flags(resolved=False) == []


def test_masks_are_audited(zoo: ProjectClient, site, square) -> None:
    task = zoo.next_task()
    assert task is not None
    mask_id = uuid4()
    zoo.save_mask(task, mask_id, _mask(task, square()))
    zoo.finish(task)
    reviewer, admin = (ProjectClient(site.client(role), "zoo") for role in ("reviewer", "admin"))
    assert admin.start_audit(1).images == 1
    assert [each.version for each in reviewer.history(mask_id)] == [1]
    review = reviewer.next_task(["audit"])
    assert review is not None
    said = VerdictIn(lease=review.lease, request_id=uuid4(), seen_version=1, verdict="accept")
    assert reviewer.judge(review, mask_id, said).verdict.verdict == "accept"
    assert [each.mask_id for each in reviewer.verdicts(review)] == [mask_id]
    reviewer.finish(review)
    (audit,) = reviewer.audits()
    assert (audit.done, audit.groups[0].mean_iou) == (1, 1.0)
    assert reviewer.reviews() == []


def test_people_who_label_the_same_image_are_compared(zoo: ProjectClient, site, square) -> None:
    admin, reviewer = (ProjectClient(site.client(role), "zoo") for role in ("admin", "reviewer"))
    assert admin.ask_second_annotators(1).images == 1
    for person in (zoo, reviewer):
        while (task := person.next_task()) is not None:
            person.save_mask(task, uuid4(), _mask(task, square()))
            person.finish(task)
    found = reviewer.agreement()
    assert (found.images, found.mean_iou) == (1, 1.0)
    assert reviewer.agreement("semi-automatic").images == 0
    people = {image.id: reviewer.consensus(image.id).people for image in zoo.images()}
    assert sorted(people.values()) == [1, 2]


def _mask(task, counts: str, seen: int = 0) -> MaskIn:
    return MaskIn(lease=task.lease, request_id=uuid4(), seen_version=seen, counts=counts)


def test_refusals_are_our_own_errors(zoo: ProjectClient, site, square) -> None:
    task = zoo.next_task()
    assert task is not None
    mask_id = uuid4()
    zoo.save_mask(task, mask_id, _mask(task, square()))
    with pytest.raises(StaleMaskError) as stale:
        zoo.save_mask(task, mask_id, _mask(task, square(side=6)))
    assert stale.value.newest.version == 1
    with pytest.raises(InputError, match="has this very mask already"):
        zoo.save_mask(task, uuid4(), _mask(task, square()))
    lost = task.model_copy(update={"lease": uuid4()})
    with pytest.raises(ConflictError, match="was handed to somebody else"):
        zoo.save_mask(lost, uuid4(), _mask(lost, square(9)))
    with pytest.raises(MissingError):
        zoo.masks(999)
    with pytest.raises(ForbiddenError, match="reviews and audits need the role"):
        zoo.next_task(["review"])


class Failing(httpx.BaseTransport):
    """A server that fails some times and then answers."""

    def __init__(self, *failures: int | Exception) -> None:
        self.failures = list(failures)
        self.asked = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Fail, or answer with no task."""
        self.asked += 1
        if self.failures:
            failure = self.failures.pop(0)
            if isinstance(failure, Exception):
                raise failure
            return httpx.Response(failure)
        return httpx.Response(200, json={"task": None})


def failing(*failures: int | Exception) -> tuple[ProjectClient, Failing]:
    """A client of such a server."""
    transport = Failing(*failures)
    http = httpx.Client(base_url="http://test", transport=transport)
    return ProjectClient(http, "zoo", attempts=3), transport


def test_a_server_that_comes_back_is_waited_for() -> None:
    client, transport = failing(httpx.ConnectError("refused"), 503)
    assert client.next_task() is None
    assert transport.asked == 3


def test_a_server_that_stays_away_is_reported() -> None:
    client, transport = failing(*[httpx.ReadError("gone")] * 9)
    with pytest.raises(ResourceError, match=r"http://test does not answer \(gone\); check that"):
        client.next_task()
    assert transport.asked == 3


def test_a_refusal_is_not_tried_again() -> None:
    client, transport = failing(418)
    with pytest.raises(ResourceError, match="status 418"):
        client.next_task()
    assert transport.asked == 1
