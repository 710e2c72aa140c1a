"""Claims about masks in the database."""

from anymask.engine.database.masks import ORIGINS, STATES, Mask, MaskChange


def test_a_change_is_known_by_the_request_that_asked_for_it() -> None:
    assert MaskChange.__table__.c.request_id.unique


def test_a_mask_tells_where_it_comes_from() -> None:
    lineage = {"stage", "origin", "task_id", "account_id", "model_id", "prompts", "seconds"}
    assert lineage <= set(Mask.__table__.c.keys())


def test_words_for_states_and_origins_differ() -> None:
    assert len(set(STATES)) == len(STATES)
    assert len(set(ORIGINS)) == len(ORIGINS)
