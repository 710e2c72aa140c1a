"""Claims about which images are reviewed, by whom, and what is told of it."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from anymask.engine.database.tables import Task
from anymask.engine.images import is_held_out
from anymask.engine.reviews import is_reviewed, review_summary
from anymask.engine.settings import WorkRules

HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(HASHES, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_reviews_the_same_images_and_more(sha256, a, b) -> None:
    assert is_reviewed(sha256, 1.0)
    assert not is_reviewed(sha256, 0.0)
    assert is_reviewed(sha256, min(a, b)) <= is_reviewed(sha256, max(a, b))


@given(HASHES)
def test_reviews_do_not_depend_on_what_is_held_out(sha256: str) -> None:
    turned = sha256[8:16] + sha256[:8] + sha256[16:]
    assert is_reviewed(sha256, 0.3) == is_held_out(turned, 0.3)


def finish_all(desk, person, square) -> list:
    """Label every image with one square."""
    masks = []
    while (held := desk.take(person)) is not None:
        masks.append(desk.draw(held, square()))
        desk.complete(held)
        desk.complete(held)
    return masks


def test_images_go_to_another_person_once_they_are_done(desk, square) -> None:
    desk.rules = WorkRules(reviewed_share=1.0)
    ann, bob = desk.person("ann"), desk.person("bob")
    assert desk.take(bob, "review") is None
    finish_all(desk, ann, square)
    assert len(desk.ask(select(Task).where(Task.kind == "review"))) == 3
    assert desk.take(ann, "review") is None
    assert desk.take(bob, "review") is not None


def test_without_a_share_nothing_is_reviewed(desk, square) -> None:
    finish_all(desk, desk.person("ann"), square)
    assert desk.ask(select(Task).where(Task.kind == "review")) == []


def test_each_annotator_is_told_about(desk, square) -> None:
    desk.rules = WorkRules(reviewed_share=1.0)
    bob, said = desk.person("bob"), iter(["accept", "reject", "fix"])
    masks = {mask.image_id: mask for mask in finish_all(desk, desk.person("ann"), square)}
    while (held := desk.take(bob, "review")) is not None:
        task = desk.ask(select(Task).where(Task.id == held.task_id))[0]
        verdict = next(said)
        drawn = square(side=4) if verdict == "fix" else None
        desk.judge(held, masks[task.image_id], verdict, drawn)
        desk.complete(held)
    with desk.engine.database.reading() as session:
        (found,) = review_summary(session, desk.project_id)
        assert review_summary(session, 99) == []
    assert (found.name, found.accepted, found.fixed, found.rejected) == ("ann", 1, 1, 1)
    assert abs(found.mean_iou - (1 + 0 + 16 / 25) / 3) < 1e-9
