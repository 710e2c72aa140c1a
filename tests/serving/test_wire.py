"""Claims about what goes over the wire."""

import pytest
from pydantic import BaseModel, ValidationError

from anymask.serving import wire
from anymask.serving.wire import Incoming, Moments, Outgoing, SegmentIn

MODELS = [
    each
    for each in vars(wire).values()
    if isinstance(each, type) and issubclass(each, BaseModel) and each is not BaseModel
]


def test_everything_comes_in_or_goes_out_and_is_described() -> None:
    assert all(issubclass(model, Incoming | Outgoing) for model in MODELS)
    assert all(model.__doc__ for model in MODELS)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e9, "1e999"])
def test_numbers_are_finite_and_of_this_world(value) -> None:
    with pytest.raises(ValidationError):
        SegmentIn(points=[(value, 1.0)])


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (wire.Login, {"name": "ann\0", "password": "x"}),
        (wire.FlagIn, {"reason": "blurred\0"}),
        (wire.FlagIn, {"reason": "\ud800"}),
    ],
)
def test_no_text_comes_in_that_a_database_refuses(model, given) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(given)


def test_lists_have_an_end() -> None:
    with pytest.raises(ValidationError):
        Moments.model_validate({"lease": "0" * 32, "moments_ms": [1] * 100_001})
