"""Claims about accounts, roles, passwords and tokens."""

import pytest
from sqlalchemy import select

from anymask.engine import accounts
from anymask.engine.accounts import (
    Person,
    add_account,
    check_password,
    find_account,
    find_person,
    grant,
    make_token,
    revoke_token,
    roles_of,
)
from anymask.engine.database.connection import Database
from anymask.engine.database.tables import Account, Token
from anymask.engine.project import Engine
from anymask.errors import ConfigurationError, ConflictError, InputError, MissingError


def test_a_token_is_worth_its_account_until_it_is_revoked(database: Database) -> None:
    secret = database.write(lambda s: make_token(s, add_account(s, "ann"), "laptop"))
    with database.reading() as session:
        person = find_person(session, secret)
        assert person == Person(1, "ann", {})
        assert find_person(session, secret[:-1]) is None
        assert find_person(session, "") is None
        assert secret not in repr(session.scalars(select(Token.secret_hash)).all())
    assert database.write(lambda s: revoke_token(s, secret))
    assert not database.write(lambda s: revoke_token(s, "another"))
    with database.reading() as session:
        assert find_person(session, secret) is None


def test_a_token_ends_with_its_lifetime_and_with_its_account(database: Database, clock) -> None:
    def work(session):
        return make_token(session, add_account(session, "ann", clock=clock), "x", 60, clock)

    secret = database.write(work)
    clock.turn(59.999)
    with database.reading() as session:
        assert find_person(session, secret, clock) is not None
    clock.turn(0.001)
    with database.reading() as session:
        assert find_person(session, secret, clock) is None


def test_a_disabled_account_is_nobody(database: Database) -> None:
    secret = database.write(lambda s: make_token(s, add_account(s, "ann", "a" * 10), "x"))
    database.write(lambda s: setattr(s.get_one(Account, 1), "disabled_ms", 1))
    with database.reading() as session:
        assert find_person(session, secret) is None
        assert check_password(session, "ann", "a" * 10) is None


def test_only_the_right_password_opens(database: Database) -> None:
    database.write(lambda s: add_account(s, "ann", "correct horse"))
    database.write(lambda s: add_account(s, "program"))
    with database.reading() as session:
        found = check_password(session, "ann", "correct horse")
        assert found is not None
        assert found.password_hash is not None
        assert "correct horse" not in found.password_hash
        wrong = [("ann", "wrong horse"), ("bob", "correct horse"), ("program", ""), ("ann", "")]
        assert [check_password(session, *each) for each in wrong] == [None] * 4


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("annotator", [True, False, False]), ("reviewer", [True, True, False]), ("admin", [True] * 3)],
)
def test_a_role_may_do_what_the_lesser_ones_may(role: str, allowed: list[bool]) -> None:
    person = Person(1, "ann", {7: role})
    assert [person.may(each, 7) for each in ("annotator", "reviewer", "admin")] == allowed
    assert not person.may("annotator", 8)


def test_a_new_role_takes_the_place_of_the_old_one(engine: Engine, project) -> None:
    def work(session):
        account = add_account(session, "ann")
        grant(session, project, account, "annotator", by=1)
        session.flush()
        grant(session, project, account, "reviewer", by=1)
        return make_token(session, account, "x")

    secret = engine.database.write(work)
    with engine.database.reading() as session:
        person = find_person(session, secret)
        assert person is not None
        assert person.roles == {project.id: "reviewer"}


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\nb"])
def test_names_without_sense_are_refused(database: Database, name: str) -> None:
    with pytest.raises(InputError, match="is no name of an account"):
        database.write(lambda s: add_account(s, name))


def test_taken_names_short_passwords_and_unknown_roles_are_refused(engine: Engine, project) -> None:
    with pytest.raises(InputError, match="an account 'admin' exists already"):
        engine.database.write(lambda s: add_account(s, "admin"))
    with pytest.raises(InputError, match="at least 10 characters"):
        engine.database.write(lambda s: add_account(s, "bob", "short"))
    with pytest.raises(ConfigurationError, match="no role 'boss'"):
        engine.database.write(lambda s: grant(s, project, s.get_one(Account, 1), "boss", None))
    assert accounts.TOKEN_BYTES >= 32


def test_an_account_is_found_by_its_name(database: Database) -> None:
    database.write(lambda s: add_account(s, "ann"))
    with database.reading() as session:
        assert find_account(session, "ann").id == 1
        assert roles_of(session, find_account(session, "ann")) == {}
        with pytest.raises(MissingError, match="there is no account 'bob'; make one, or look"):
            find_account(session, "bob")


def test_a_project_keeps_an_admin(engine: Engine, project) -> None:
    def demote(session) -> None:
        grant(session, project, session.get_one(Account, 1), "reviewer", by=1)

    with pytest.raises(ConflictError, match="'admin' is the only admin of 'zoo'; make somebody"):
        engine.database.write(demote)
    engine.database.write(lambda s: grant(s, project, add_account(s, "ann"), "admin", by=1))
    engine.database.write(demote)
    with engine.database.reading() as session:
        assert roles_of(session, session.get_one(Account, 1)) == {project.id: "reviewer"}
