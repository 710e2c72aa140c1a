"""Claims about what training changes in a model; splitting is tested in test_distributed.py."""

import torch
from torch import nn

from anymask.training.state import here, learned_state, split_like, whole


def test_it_holds_buffers_and_what_is_not_frozen() -> None:
    model = nn.Sequential(nn.Linear(2, 2).requires_grad_(False), nn.BatchNorm1d(2))
    assert list(learned_state(model)) == [
        "1.weight",
        "1.bias",
        "1.running_mean",
        "1.running_var",
        "1.num_batches_tracked",
    ]


def test_it_shares_memory_with_the_model() -> None:
    layer = nn.Linear(2, 2)
    with torch.no_grad():
        learned_state(layer)["weight"].fill_(3)
    assert (layer.weight == 3).all()


def test_a_weight_under_two_names_is_frozen_under_both() -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    model[1].weight = model[0].weight.requires_grad_(False)
    assert list(learned_state(model)) == ["0.bias", "1.bias"]


def test_tensors_of_one_process_stay_as_they_are() -> None:
    tensor = torch.ones(3)
    assert whole(tensor) is tensor
    assert here(tensor) is tensor
    assert split_like(tensor, torch.zeros(3)) is tensor
