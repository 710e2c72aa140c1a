"""Claims about flags: a faulty image leaves the work until somebody has decided."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from anymask.engine.database.tables import Event, Image
from anymask.engine.flags import flag_image, list_flags, resolve_flag
from anymask.errors import InputError, MissingError


@pytest.fixture
def flag(desk):
    """Flag image 1 as the administrator or somebody else."""

    def act(reason: str = "blurred", by: int = 1):
        return desk.write(lambda s: flag_image(s, s.get_one(Image, 1), by, reason, desk.clock))

    return act


def state(desk) -> str:
    """The state of image 1."""
    return desk.ask(select(Image.state).where(Image.id == 1))[0]


def resolve(desk, flag_id: int, faulty: bool):
    """Decide as the administrator."""
    return desk.write(
        lambda s: resolve_flag(s, desk.project_id, flag_id, 1, faulty=faulty, clock=desk.clock)
    )


def test_a_flag_repeated_is_one_flag(desk, flag) -> None:
    assert flag(" blurred ").id == flag("blurred").id != flag("private").id
    assert state(desk) == "faulty"


def test_an_image_is_back_when_no_flag_is_open(desk, flag) -> None:
    first, second = flag("blurred"), flag("private")
    resolve(desk, first.id, faulty=False)
    assert state(desk) == "faulty"
    resolve(desk, second.id, faulty=False)
    assert state(desk) == "ready"
    with desk.engine.database.reading() as session:
        assert list_flags(session, desk.project_id, resolved=False) == []
        assert len(list_flags(session, desk.project_id)) == 2


def test_decisions_at_the_same_time_put_the_image_back(desk, flag) -> None:
    flags = [flag(f"reason {number}").id for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: resolve(desk, each, faulty=False), flags))
    assert state(desk) == "ready"


def test_an_image_that_is_faulty_stays_away(desk, flag) -> None:
    resolve(desk, flag().id, faulty=True)
    assert state(desk) == "faulty"
    assert "image is faulty" in desk.ask(select(Event.kind))


def test_flags_need_a_reason_and_a_project(desk, flag) -> None:
    for reason in ("  ", "x" * 2_001, "blur\0"):
        with pytest.raises(InputError, match="in 1 to 2000 characters"):
            flag(reason)
    made = flag()
    with pytest.raises(MissingError, match="there is no flag 99"):
        resolve(desk, 99, faulty=True)
    with pytest.raises(MissingError, match=f"there is no flag {made.id}"):
        desk.write(lambda s: resolve_flag(s, 99, made.id, 1, faulty=True))
