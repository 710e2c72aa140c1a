"""Claims about what waits for somebody because it is wrong."""

from sqlalchemy import select

from anymask.engine.database.tables import Image, Job
from anymask.engine.faults import faults_of
from anymask.engine.flags import flag_image, resolve_flag
from anymask.engine.jobs import TRAIN, ask, claim, claim_of, end


def test_nothing_is_wrong_at_first(engine, project) -> None:
    with engine.database.reading() as session:
        faults = faults_of(session, project, 10)
    assert (faults.faulty_images, faults.open_flags, faults.failed_jobs) == (0, 0, 0)
    assert (faults.flags, faults.jobs) == ((), ())


def test_flags_and_failed_jobs_are_told_until_they_are_dealt_with(desk, project) -> None:
    ann = desk.person("ann")
    images = desk.ask(select(Image).order_by(Image.id))

    def flag(session):
        for image in images[:2]:
            found = session.get_one(Image, image.id)
            last = flag_image(session, found, ann.account_id, "blurred", desk.clock)
        ask(session, project, TRAIN)
        job = claim(session)
        end(session, claim_of(job), "failed", "no memory", {})
        return last

    last = desk.write(flag)
    with desk.engine.database.reading() as session:
        faults = faults_of(session, project, 1)
    assert (faults.faulty_images, faults.open_flags, faults.failed_jobs) == (2, 2, 1)
    (shown,) = faults.flags
    assert (shown.image_name, shown.account_name, shown.reason) == ("a.png", "ann", "blurred")
    assert isinstance(faults.jobs[0], Job)
    assert faults.jobs[0].message == "no memory"
    desk.write(lambda s: resolve_flag(s, project.id, last.id, 1, faulty=False, clock=desk.clock))
    with desk.engine.database.reading() as session:
        assert faults_of(session, project, 1).open_flags == 1
