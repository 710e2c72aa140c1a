"""Routes about quality: flags, verdicts, reviews, audits, and how far annotators agree."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from sqlalchemy.orm import Session

from anymask.engine.agreement import (
    agreement_of,
    ask_second_annotators,
    consensus_of,
    versions_of,
)
from anymask.engine.audits import Audit, audits_of, open_audit
from anymask.engine.database.tables import Flag, Project
from anymask.engine.flags import list_flags, resolve_flag
from anymask.engine.reviews import review_summary
from anymask.engine.stages import find_stage
from anymask.engine.verdicts import Judged, VerdictInput, judge, verdicts_of
from anymask.geometry import rle
from anymask.serving.routes_images import ImageId
from anymask.serving.routes_tasks import STALE, TaskId, find_task, holding_of
from anymask.serving.service import Admin, Reviewer, Route, Shared, find_image
from anymask.serving.wire import FlagOut
from anymask.serving.wire_reviews import (
    AgreementOut,
    AuditIn,
    AuditOut,
    Consensus,
    JudgedOut,
    ObjectOut,
    Resolution,
    ReviewedOut,
    SecondIn,
    SecondOut,
    VerdictIn,
    VerdictOut,
)

router = APIRouter(route_class=Route, prefix="/projects/{project}", tags=["quality"])

FlagId = Annotated[int, Path(ge=0, le=2**53)]
Stage = Annotated[str | None, Query(max_length=200)]


@router.get("/flags")
def show_flags(member: Reviewer, service: Shared, resolved: bool | None = None) -> list[FlagOut]:
    """List what people say is wrong with images, the oldest first."""
    with service.engine.database.reading() as session:
        rows = list_flags(session, member.project.id, resolved=resolved)
        return [FlagOut.model_validate(row) for row in rows]


@router.post("/flags/{flag_id}/resolve")
def resolve(flag_id: FlagId, given: Resolution, member: Reviewer, service: Shared) -> FlagOut:
    """Decide whether a flagged image is faulty; if not, it goes back to work."""
    project, who = member.project.id, member.person.account_id

    def work(session: Session) -> Flag:
        return resolve_flag(
            session, project, flag_id, who, faulty=given.faulty, clock=service.clock
        )

    return FlagOut.model_validate(service.engine.database.write(work))


@router.put("/tasks/{task_id}/verdicts/{mask_id}", responses=STALE)
def give_verdict(
    task_id: TaskId, mask_id: UUID, given: VerdictIn, member: Reviewer, service: Shared
) -> JudgedOut:
    """Say what is to be said about a mask. The same request may be sent as often as it takes."""
    holding, rules = holding_of(task_id, given, member), service.engine.settings.work
    said = VerdictInput(mask_id, given.request_id, given.seen_version, given.verdict, given.counts)

    def work(session: Session) -> Judged:
        return judge(session, holding, said, given.moments_ms, rules, service.clock)

    return JudgedOut.model_validate(service.engine.database.write(work))


@router.get("/tasks/{task_id}/verdicts")
def list_verdicts(task_id: TaskId, member: Reviewer, service: Shared) -> list[VerdictOut]:
    """List the verdicts of a review or an audit so far."""
    with service.engine.database.reading() as session:
        rows = verdicts_of(session, find_task(session, task_id, member))
        return [VerdictOut.model_validate(row) for row in rows]


@router.get("/reviews")
def show_reviews(member: Reviewer, service: Shared) -> list[ReviewedOut]:
    """Tell what reviewers said about the masks of each annotator."""
    with service.engine.database.reading() as session:
        rows = review_summary(session, member.project.id)
        return [ReviewedOut.model_validate(row) for row in rows]


@router.post("/audits", status_code=201)
def start_audit(given: AuditIn, member: Admin, service: Shared) -> AuditOut:
    """Draw images and let reviewers judge every mask of them."""
    images = given.images or service.engine.settings.work.audit_images
    who = member.person.account_id

    def work(session: Session) -> Audit:
        project = session.get_one(Project, member.project.id)
        return open_audit(session, project, images, who, service.clock)

    return AuditOut.model_validate(service.engine.database.write(work))


@router.get("/audits")
def show_audits(member: Reviewer, service: Shared) -> list[AuditOut]:
    """Tell how the audits turned out."""
    with service.engine.database.reading() as session:
        return [AuditOut.model_validate(each) for each in audits_of(session, member.project.id)]


@router.post("/agreement", status_code=201)
def ask_again(given: SecondIn, member: Admin, service: Shared) -> SecondOut:
    """Let several people label the same images without seeing each other."""
    who = member.person.account_id

    def work(session: Session) -> int:
        project = session.get_one(Project, member.project.id)
        return ask_second_annotators(
            session, project, given.images, given.people, who, service.clock
        )

    return SecondOut(images=service.engine.database.write(work))


@router.get("/agreement")
def show_agreement(member: Reviewer, service: Shared, stage: Stage = None) -> AgreementOut:
    """Tell how far people agree in a stage, by default the present one."""
    name = find_stage(stage or member.project.stage).name
    with service.engine.database.reading() as session:
        return AgreementOut.model_validate(agreement_of(session, member.project.id, name))


@router.get("/images/{image_id}/consensus")
def show_consensus(
    image_id: ImageId, member: Reviewer, service: Shared, stage: Stage = None
) -> Consensus:
    """Bring together what several people drew on an image."""
    image = find_image(service, member.project, image_id)
    name = find_stage(stage or member.project.stage).name
    with service.engine.database.reading() as session:
        versions = versions_of(session, image, name)
    objects = [
        ObjectOut(
            account_ids=[versions[place].account_id for place, _ in each.members],
            mean_iou=each.mean_iou,
            counts=str(rle.to_coco(each.majority)["counts"]),
            area=int(rle.area(each.majority)),
        )
        for each in consensus_of(versions)
    ]
    return Consensus(people=len(versions), objects=objects)
