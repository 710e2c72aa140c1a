"""Claims about plans of things that have a name."""

import numpy as np
import pytest

from anymask.data.scenes.kinds import Kind, box, curve, hoop, limb, oval, smooth, tuft


def test_parts_of_parts_show_only_on_them() -> None:
    part = oval("head", 0.0, 0.0, 1.0, 1.0).with_parts(
        oval("eye", 0.0, 0.0, 0.1, 0.1).painted("dark")
    )
    assert part.parts[0].inside
    assert not part.inside
    assert part.parts[0].paint == "dark"


def test_primitives_draw_closed_outlines_around_their_origin() -> None:
    rng = np.random.default_rng(0)
    for part in (
        oval("a", 1.0, 2.0, 3.0, 4.0),
        box("b", 1.0, 2.0, 3.0, 4.0),
        hoop("c", 1.0, 2.0, 3.0, 0.5),
    ):
        assert part.at == (1, 2)
        assert np.abs(part.draw(rng).outline.mean(0)).max() < 1e-9


def test_a_limb_leaves_its_joint_along_its_x_axis() -> None:
    outline = limb("leg", 0.0, 0.5, 0.4, 0.1, -90.0).draw(np.random.default_rng(0)).outline
    assert outline[:, 0].max() == 1
    assert outline[:, 0].min() > -0.1
    assert np.abs(outline[:, 1]).max() == 1


def test_a_hoop_is_open_and_a_tuft_differs_each_time() -> None:
    rng = np.random.default_rng(0)
    assert hoop("rim", 0.0, 0.0, 1.0, 0.9).draw(rng).holes
    crown = tuft("crown", 0.0, 0.0, 1.0, 1.0)
    assert not np.allclose(crown.draw(rng).outline, crown.draw(rng).outline)


def test_a_smooth_curve_runs_through_its_points() -> None:
    points = np.random.default_rng(0).normal(size=(6, 2))
    assert np.allclose(smooth(points, steps=5)[::5], points)
    drawn = curve("body", *map(tuple, points)).draw(np.random.default_rng(0))
    assert np.allclose(drawn.outline, smooth(points))


def test_smoothing_equal_steps_on_a_line_changes_nothing() -> None:
    line = np.stack([np.arange(8.0), 2 * np.arange(8.0)], 1)
    inner = smooth(line, steps=4)[4:20]
    assert inner[:, 1] == pytest.approx(2 * inner[:, 0])
    assert np.allclose(np.diff(inner[:, 0]), 0.25)


def test_plurals_are_regular_unless_they_are_given() -> None:
    assert Kind("cat", "animal", (), 1.0, ()).several == "cats"
    assert Kind("bus", "vehicle", (), 1.0, (), plural="buses").several == "buses"
