"""The exception tree and its exit codes."""

import pytest

import anymask.errors
from anymask.errors import AnymaskError, ConflictError, InputError, ResourceError, did_you_mean

ERRORS = [
    value
    for value in vars(anymask.errors).values()
    if isinstance(value, type) and issubclass(value, Exception)
]


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_is_an_anymask_error_and_drawn_in_the_tree(error: type[Exception]) -> None:
    assert issubclass(error, AnymaskError)
    assert error.__name__ in (anymask.errors.__doc__ or "")


def test_bad_input_can_be_caught_as_a_value_error() -> None:
    assert issubclass(InputError, ValueError)


def test_what_trying_again_may_mend_counts_as_a_failure() -> None:
    failures = {error for error in ERRORS if error.exit_code == 1}
    assert failures == {ConflictError, ResourceError}


def test_a_near_miss_is_suggested() -> None:
    assert did_you_mean("vitb", ["vit_b", "tiny"]).startswith("did you mean 'vit_b'?")


def test_a_far_miss_lists_what_is_known() -> None:
    assert did_you_mean("zebra", ["vit_b", "tiny"]) == "known: tiny, vit_b"
