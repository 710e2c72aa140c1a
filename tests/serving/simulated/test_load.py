"""Claims about a server under load that is killed."""

import pytest

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.database.tables import Project
from anymask.engine.project import Engine
from anymask.serving.simulated.disturbances import Kill
from anymask.serving.simulated.endurance import ServerProcess
from anymask.serving.simulated.load import put_under_load

PEOPLE, KILLS = 2, 2
"""As many people as the zoo has images: who finds none goes home, and tells of no failure."""


def tokens(engine: Engine, count: int) -> list[str]:
    """The tokens of new annotators of the zoo."""
    project_id = engine.find_project("zoo").id

    def work(session):
        project = session.get_one(Project, project_id)
        found = []
        for number in range(count):
            account = add_account(session, f"saver {number}")
            grant(session, project, account, "annotator", by=None)
            found.append(make_token(session, account, "test"))
        return found

    return engine.database.write(work)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(site) -> None:
    server = ServerProcess(site.engine.folder, {"OMP_NUM_THREADS": "1"})
    server.start()
    try:
        found = put_under_load(
            server.url,
            "zoo",
            tokens(site.engine, PEOPLE),
            [Kill(server)] * KILLS,
            pause_seconds=0.0,
            between=(0.3, 1.5),
            calm_seconds=1.0,
        )
    finally:
        server.stop()
    assert found.audit.acknowledged > KILLS
    assert (found.audit.lost, found.audit.doubled) == (0, 0)
    assert len(found.recoveries) == KILLS
    assert max(found.recoveries) < float("inf")
    assert 0 < found.calm <= PEOPLE
    assert sum(found.failures.values()) > 0
