"""A backup holds a whole project, and a restore brings all of it back, wherever."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from anymask.engine.accounts import add_account, grant
from anymask.engine.backup import back_up
from anymask.engine.backup_file import BackupFile
from anymask.engine.database.tables import Account, Flag, Image, Mask, Model, Project, Task, Token
from anymask.engine.images import add_images, image_key
from anymask.engine.jobs import TRAIN, ask
from anymask.engine.models import add_model, keep_weights
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.release import release, release_form
from anymask.engine.restore import restore
from anymask.engine.settings import EngineSettings
from anymask.errors import ConfigurationError, FormatError, InputError


@pytest.fixture
def other(tmp_path: Path, arrivals):
    """Another engine, on SQLite, in which a project has numbers of its own."""
    made = init_engine(tmp_path / "other", EngineSettings())
    add_images(made.database, made.store, add_project(made, "first"), arrivals, held_out_share=0.0)
    yield made
    made.close()


@pytest.fixture
def worked(tmp_path: Path, desk, arrivals, square, clock) -> Callable[[Engine], Project]:
    """The function that lets people work in a project of an engine."""

    def work_in(engine: Engine) -> Project:
        project = add_project(engine, "farm")
        add_images(engine.database, engine.store, project, arrivals, held_out_share=0.5)
        weights = tmp_path / "weights"
        weights.mkdir(exist_ok=True)
        (weights / "config.json").write_text("{}")
        location = keep_weights(engine.store, weights)

        def begin(session):
            ann = add_account(session, "ann", "a good password")
            grant(session, session.get_one(Project, project.id), ann, "annotator", None)
            image = session.scalars(select(Image).where(Image.project_id == project.id)).first()
            session.add(Flag(image_id=image.id, account_id=ann.id, reason="?", created_ms=1))
            parent = session.get_one(Model, project.model_id)
            add_model(session, project, "segmenter", "better", location, parent, {"iou": 0.5})
            ask(session, project, TRAIN)

        engine.database.write(begin)
        here = type(desk)(engine, project, clock)
        bob = here.person("bob")
        holding = here.take(bob)
        here.draw(holding, square(3), seconds=3.0, model_id=project.model_id)
        here.draw(holding, square(20), category="cat")
        here.complete(holding)
        return project

    return work_in


@pytest.fixture(params=["to SQLite", "from SQLite"])
def pair(request: pytest.FixtureRequest, engine: Engine, other: Engine) -> tuple[Engine, Engine]:
    """Two engines: whence and whither; one of them is of each kind in turn."""
    return (engine, other) if request.param == "to SQLite" else (other, engine)


def rows(path: Path) -> dict[str, list[dict]]:
    """The rows of a backup without the numbers that differ between databases."""
    backup = BackupFile(path)
    return {
        table: [
            {
                name: value
                for name, value in row.items()
                if not (name.endswith("id") and isinstance(value, int))
            }
            for row in backup.rows(table)
        ]
        for table in backup.manifest.rows
    }


def test_a_project_is_the_same_in_another_database(pair, worked, tmp_path: Path) -> None:
    source, target = pair
    worked(source)
    project = source.find_project("farm")
    back_up(source, project, tmp_path / "one.tar")
    done = restore(target, tmp_path / "one.tar", "farm again")
    back_up(target, target.find_project("farm again"), tmp_path / "two.tar")
    before, after = rows(tmp_path / "one.tar"), rows(tmp_path / "two.tar")
    for table in ("image", "mask", "task", "flag", "model", "round", "object"):
        assert before[table] == after[table]
    assert (len(after["event"]), done.rows["mask"]) == (len(before["event"]) + 2, 2)
    assert done.outside == {"tiny": "tiny"}


def test_its_release_is_the_same_byte_for_byte(pair, worked, tmp_path: Path) -> None:
    source, target = pair
    project = worked(source)
    back_up(source, project, tmp_path / "zoo.tar")
    restore(target, tmp_path / "zoo.tar")
    form = release_form("sa1b-shards")
    release(source, project, form, tmp_path / "before")
    release(target, target.find_project("farm"), form, tmp_path / "after")
    sums = [(tmp_path / name / "sha256sums.txt").read_text() for name in ("before", "after")]
    assert sums[0] == sums[1]


def test_references_lead_to_the_same_rows(engine, other, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    restore(other, tmp_path / "zoo.tar")
    project = other.find_project("farm")
    with other.database.reading() as session:
        masks = session.scalars(select(Mask)).all()
        names = {session.get_one(Image, mask.image_id).name for mask in masks}
        people = {session.get_one(Account, mask.account_id).name for mask in masks}
        tasks = {session.get_one(Task, mask.task_id).image_id for mask in masks}
        assert (len(names), people, tasks) == (1, {"bob"}, {mask.image_id for mask in masks})
        better = session.scalars(select(Model).where(Model.name == "better")).one()
        assert session.get_one(Model, better.parent_id).project_id == project.id
        assert session.get_one(Model, project.model_id).project_id == project.id
        assert other.store.exists(f"{better.location}/config.json")
        for image in session.scalars(select(Image)):
            assert other.store.exists(image_key(image.sha256))


def test_secrets_stay_where_they_are(engine, other, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    with engine.database.reading() as session:
        hashed = (
            session.scalars(select(Account.password_hash)).all()
            + session.scalars(select(Token.secret_hash)).all()
        )
    content = (tmp_path / "zoo.tar").read_bytes()
    assert not any(each.encode() in content for each in hashed if each)


def test_a_project_that_is_there_is_not_restored_again(engine, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    with pytest.raises(InputError, match="has a project 'farm'"):
        restore(engine, tmp_path / "zoo.tar")
    with pytest.raises(InputError, match="has the masks of this backup already"):
        restore(engine, tmp_path / "zoo.tar", "twin")


def test_every_change_of_the_file_is_found(engine, other, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    content = (tmp_path / "zoo.tar").read_bytes()
    torn = tmp_path / "torn.tar"
    for place in range(600, len(content) - 2048, len(content) // 40):
        changed = bytearray(content)
        changed[place] ^= 1
        torn.write_bytes(changed)
        if _members(bytes(changed)) != _members(content):  # padding means nothing
            with pytest.raises((FormatError, InputError)):
                restore(other, torn)
    torn.write_bytes(content[: len(content) // 2])
    with pytest.raises(FormatError, match="cut off"):
        restore(other, torn)
    assert _count(other, Project) == 1


def test_an_image_that_is_gone_is_told(engine, other, worked, tmp_path: Path) -> None:
    project = worked(engine)
    with engine.database.reading() as session:
        gone = image_key(session.scalars(select(Image.sha256)).first())
    engine.store.delete(gone)
    assert back_up(engine, project, tmp_path / "zoo.tar").missing == [gone]
    assert restore(other, tmp_path / "zoo.tar").missing == [gone]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("mask", {"image_id": 10**9}),
        ("mask", {"id": "no id"}),
        ("mask", {"rle": None}),
        ("task", {"image_id": "1"}),
        ("image", {"width": 2**80}),
        ("image", {"sort": 1}),
    ],
)
def test_rows_that_do_not_fit_leave_nothing(
    engine, other, worked, tmp_path: Path, monkeypatch, table: str, change: dict
) -> None:
    back_up(other, worked(other), tmp_path / "zoo.tar")
    true_rows = BackupFile.rows

    def false_rows(self, name):
        return ({**row, **(change if name == table else {})} for row in true_rows(self, name))

    monkeypatch.setattr(BackupFile, "rows", false_rows)
    with pytest.raises(FormatError, match="the backup has"):
        restore(engine, tmp_path / "zoo.tar")
    assert (_count(engine, Project), _count(engine, Mask)) == (1, 0)


def test_another_version_is_refused(engine, other, worked, tmp_path: Path, monkeypatch) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    monkeypatch.setattr("anymask.engine.restore.newest", lambda: "0000")
    with pytest.raises(ConfigurationError, match="restore it with the anymask that made it"):
        restore(other, tmp_path / "zoo.tar")


def _members(content: bytes) -> dict[str, bytes] | None:
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            return {each.name: archive.extractfile(each).read() for each in archive}
    except (tarfile.TarError, EOFError, AttributeError, KeyError):
        return None


def _count(engine: Engine, kind) -> int:
    with engine.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind))
