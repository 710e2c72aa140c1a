"""Claims about what goes over the wire about looking around."""

from dataclasses import fields
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from anymask.data.statistics import SetStatistics, source_bins
from anymask.engine.explore import ORDERS, Wanted
from anymask.engine.facets import Facets
from anymask.engine.faults import Faults, OpenFlag
from anymask.engine.team import Worked
from anymask.serving import wire_explore
from anymask.serving.wire import Incoming, Outgoing
from anymask.serving.wire_explore import BinName, ImageQuery

MODELS = [
    each
    for each in vars(wire_explore).values()
    if isinstance(each, type) and issubclass(each, BaseModel)
]


def test_everything_comes_in_or_goes_out_and_is_described() -> None:
    assert all(issubclass(model, Incoming | Outgoing) and model.__doc__ for model in MODELS)


@pytest.mark.parametrize(
    ("wire", "engine", "left_out"),
    [
        (wire_explore.FacetsOut, Facets, set()),
        (wire_explore.WorkedOut, Worked, set()),
        (wire_explore.FaultsOut, Faults, set()),
        (wire_explore.OpenFlagOut, OpenFlag, set()),
        (wire_explore.NumbersOut, SetStatistics, {"empty_masks", "categories", "sources"}),
    ],
)
def test_the_wire_has_the_fields_of_the_engine(wire, engine, left_out) -> None:
    own = {field.name for field in fields(engine)} - left_out
    assert own <= set(wire.model_fields)


def test_bins_and_orders_are_those_of_the_engine() -> None:
    assert list(get_args(BinName)) == list(source_bins())
    assert set(get_args(ImageQuery.model_fields["order"].annotation)) == set(ORDERS)


def test_a_question_reaches_the_engine_whole() -> None:
    asked = {"bin": "0-49", "account": 3, "model": 4, "least_area": 0.5, "order": "masks"}
    assert ImageQuery(**asked).wanted() == Wanted(
        bin="0-49", account_id=3, model_id=4, least_area=0.5, order="masks"
    )


@pytest.mark.parametrize("area", [float("nan"), float("inf"), -0.1, 1.1])
def test_areas_are_shares(area: float) -> None:
    with pytest.raises(ValidationError):
        ImageQuery(least_area=area)
