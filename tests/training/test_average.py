"""Claims about the running average of the weights; splitting is tested in test_distributed.py."""

import torch
from torch import nn

from anymask.training.average import AveragedModel

CPU = torch.device("cpu")


def _filled(value: float) -> nn.Linear:
    layer = nn.Linear(3, 2)
    nn.init.constant_(layer.weight, value)
    nn.init.constant_(layer.bias, value)
    return layer


def test_the_average_of_constant_weights_is_the_weights() -> None:
    layer = _filled(0.7)
    average = AveragedModel(layer, decay=0.9)
    for step in range(5):
        average.update(layer, step)
    torch.testing.assert_close(average.whole_model(CPU).state_dict(), layer.state_dict())


def test_it_equals_the_weighted_sum_of_all_steps() -> None:
    average, expected = AveragedModel(_filled(0.0), decay=0.5), 0.0
    for step in range(20):
        decay = min(0.5, (step + 1) / (step + 10))
        expected = decay * expected + (1 - decay) * step
        average.update(_filled(float(step)), step)
    torch.testing.assert_close(average.values["bias"], torch.full((2,), expected))


def test_the_first_steps_hardly_count() -> None:
    average = AveragedModel(_filled(0.0), decay=0.999)
    average.update(_filled(1.0), step=0)
    assert float(average.values["bias"][0]) > 0.85


def test_updating_changes_neither_the_model_nor_its_gradients() -> None:
    layer = _filled(1.0)
    average = AveragedModel(_filled(0.0), decay=0.5)
    average.update(layer, step=3)
    assert (layer.weight == 1).all()
    assert layer.weight.requires_grad
    assert not any(p.requires_grad for p in average.whole_model(CPU).parameters())


def test_counters_are_copied_and_not_averaged() -> None:
    layer = nn.BatchNorm1d(2)
    average = AveragedModel(layer, decay=0.9)
    layer(torch.randn(4, 2))
    average.update(layer, step=100)
    assert average.values["num_batches_tracked"] == 1
    assert (average.values["running_mean"] != layer.running_mean).all()


def test_frozen_weights_are_shared_and_not_copied() -> None:
    model = nn.Sequential(_filled(1.0).requires_grad_(False), _filled(2.0))
    average = AveragedModel(model, decay=0.9)
    averaged = average.whole_model(CPU)
    assert averaged[0].weight is model[0].weight
    assert averaged[1].weight is not model[1].weight
    assert list(average.values) == ["1.weight", "1.bias"]
