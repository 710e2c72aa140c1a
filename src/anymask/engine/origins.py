"""Where the masks of a project come from: who made them, with which models, when, and how checked.

The datasheet of a release tells it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from anymask.engine.database.masks import KEPT, Verdict
from anymask.engine.database.pictures import FAULTY
from anymask.engine.database.tables import Image, Mask, Model, Project
from anymask.engine.project import Engine


@dataclass(frozen=True)
class Origins:
    """Where the kept masks of a project come from.

    Attributes:
        by_origin: masks by who made them: person, detector, automatic, import.
        by_stage: masks by stage of the data engine.
        models: names of the models that made masks or helped, in the order of their making.
        people: how many people drew.
        first_ms, last_ms: when the first mask was made and the last one changed; None: no masks.
        seconds: of people's work on masks.
        verdicts: of reviewers, by what they said.
        faulty: images that were flagged and left out.
    """

    by_origin: dict[str, int]
    by_stage: dict[str, int]
    models: tuple[str, ...]
    people: int
    first_ms: int | None
    last_ms: int | None
    seconds: float
    verdicts: dict[str, int]
    faulty: int


def origins_of(engine: Engine, project: Project) -> Origins:
    """Ask the database where masks come from."""
    kept = (Mask.project_id == project.id, Mask.state == KEPT)
    used = select(Mask.model_id).where(*kept)
    span = select(
        func.min(Mask.created_ms),
        func.max(Mask.updated_ms),
        func.coalesce(func.sum(Mask.seconds), 0.0),
        func.count(Mask.account_id.distinct()),
    )
    judged = select(Verdict.verdict, func.count()).join(Mask).group_by(Verdict.verdict)
    with engine.database.reading() as session:
        first, last, seconds, people = session.execute(span.where(*kept)).one()
        return Origins(
            by_origin=_counts(session.execute(_by(Mask.origin, kept)).all()),
            by_stage=_counts(session.execute(_by(Mask.stage, kept)).all()),
            models=tuple(
                session.scalars(select(Model.name).where(Model.id.in_(used)).order_by(Model.id))
            ),
            people=people,
            first_ms=first,
            last_ms=last,
            seconds=float(seconds),
            verdicts=_counts(session.execute(judged.where(*kept)).all()),
            faulty=session.scalar(
                select(func.count())
                .select_from(Image)
                .where(Image.project_id == project.id, Image.state == FAULTY)
            )
            or 0,
        )


def _by(
    column: InstrumentedAttribute[str], kept: tuple[ColumnElement[bool], ...]
) -> Select[str, int]:
    return select(column, func.count()).where(*kept).group_by(column)


def _counts(rows: Sequence[Row[str, int]]) -> dict[str, int]:
    return {str(name): int(count) for name, count in sorted(rows)}
