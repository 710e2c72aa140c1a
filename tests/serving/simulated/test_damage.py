"""Claims about damaged files."""

from anymask.serving.simulated.damage import SIZE, damage, encode_all
from anymask.storage.images import open_image


def test_every_kind_of_file_can_be_opened_before_it_is_damaged() -> None:
    shapes = {kind: open_image(content).shape for kind, content in encode_all().items()}
    assert len(shapes) == 15
    upright = (*SIZE, 3)
    turned = (SIZE[1], SIZE[0], 3)
    assert shapes.pop("jpeg") == turned
    assert set(shapes.values()) == {upright}


def test_equal_seeds_damage_equally_and_others_differently() -> None:
    content = encode_all()["png"]
    damaged = [damage(content, seed) for seed in range(200)]
    assert damaged == [damage(content, seed) for seed in range(200)]
    assert len(set(damaged)) > 150
    assert damaged.count(content) < 20


def test_there_may_be_nothing_left_to_damage() -> None:
    assert all(len(damage(b"", seed)) < 5_000 for seed in range(200))
