"""Claims about what goes over the wire about quality."""

import pytest
from pydantic import BaseModel, ValidationError

from anymask.serving import wire_reviews
from anymask.serving.wire import Incoming, Outgoing
from anymask.serving.wire_reviews import SecondIn, VerdictIn

MODELS = [
    each
    for each in vars(wire_reviews).values()
    if isinstance(each, type) and issubclass(each, BaseModel)
]
HELD = {"lease": "0" * 32, "request_id": "0" * 32, "seen_version": 1}


def test_everything_comes_in_or_goes_out_and_is_described() -> None:
    assert len(MODELS) > 10
    assert all(issubclass(model, Incoming | Outgoing) and model.__doc__ for model in MODELS)


@pytest.mark.parametrize("wrong", [{"verdict": "maybe"}, {"verdict": "fix", "counts": ""}])
def test_verdicts_without_sense_do_not_come_in(wrong) -> None:
    with pytest.raises(ValidationError):
        VerdictIn.model_validate(HELD | wrong)


@pytest.mark.parametrize("wrong", [{"images": 0}, {"images": 1, "people": 11}])
def test_numbers_have_bounds(wrong) -> None:
    with pytest.raises(ValidationError):
        SecondIn.model_validate(wrong)
