"""Things without a name: plain bodies, bodies with patches, attached limbs, grids, flocks.

The worlds strew them; all of them end up in the list of a `Composer`.
"""

import numpy as np

from anymask.data.scenes.composer import Body, Composer
from anymask.data.scenes.outlines import band, random_shape, rounded_rectangle
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.shapes import TURN
from anymask.data.scenes.surface import Surface, repainted


def add_plain(composer: Composer, parent: int, body: Body, surface: Surface | None = None) -> int:
    """Add a body of any outline."""
    shape = body.place(random_shape(composer.rng))
    return composer.add(parent, shape, surface, body=body, shadow=composer.shadow())


def add_patched(composer: Composer, parent: int, body: Body, deeper: bool) -> int:
    """Add a body with patches on it; if `deeper`, some of them have patches themselves."""
    number = add_plain(composer, parent, body)
    add_patches(composer, number, body, deeper)
    return number


def add_patches(composer: Composer, parent: int, body: Body, deeper: bool) -> None:
    """Add one to four patches that show only on their parent."""
    rng = composer.rng
    for _ in range(int(rng.integers(1, 5))):
        patch = _inside(rng, body, rng.uniform(0.15, 0.6))
        if rng.random() < 0.25:  # a stripe right across
            across = Body(patch.centre, 1.6 * body.radius, rng.uniform(0, TURN))
            shape = across.place(band(rng))
        else:
            shape = patch.place(random_shape(rng))
        number = composer.add(parent, shape, body=patch, clipped=True)
        if deeper and patch.radius > 0.05 * composer.side and rng.random() < 0.4:
            add_patches(composer, number, patch, deeper=False)


def add_limbed(composer: Composer, body: Body) -> None:
    """Add a group: a trunk with limbs that stick out of it, before or behind."""
    rng = composer.rng
    group = composer.open_group()
    trunk = Body(body.centre, 0.6 * body.radius, body.angle, body.squash)
    limbs = int(rng.integers(1, 6))
    behind = int(rng.integers(0, limbs + 1))
    alike = composer.palette.surface(rng) if rng.random() < 0.5 else None
    for limb in range(limbs + 1):
        if limb == behind:
            if rng.random() < 0.5:
                add_patched(composer, group, trunk, deeper=False)
            else:
                add_plain(composer, group, trunk)
            continue
        direction = rng.uniform(0, TURN)
        centre = _shifted(body.centre, direction, rng.uniform(0.5, 0.9) * body.radius)
        part = Body(centre, rng.uniform(0.25, 0.6) * body.radius, direction, 0.7)
        shape = part.place((band if rng.random() < 0.5 else random_shape)(rng))
        surface = None if alike is None else repainted(alike, rng)
        composer.add(group, shape, surface, body=part, shadow=composer.shadow() / 2)


def add_panes(composer: Composer, body: Body) -> None:
    """Add a body with a regular grid of equal parts: windows, keys, tiles, seats."""
    rng = composer.rng
    outline = body.place(rounded_rectangle(rng))
    number = composer.add(ROOT, outline, body=body, shadow=composer.shadow())
    columns, rows = rng.integers(1, 7, 2).tolist()
    pane = rounded_rectangle(rng) if rng.random() < 0.7 else random_shape(rng)
    surface = composer.palette.surface(rng)
    step = np.array([1.5 / columns, 1.5 * body.squash / rows]) * body.radius
    turn = np.array(
        [[np.cos(body.angle), np.sin(body.angle)], [-np.sin(body.angle), np.cos(body.angle)]]
    )
    wide, high = (rng.uniform(0.25, 0.42) * step).tolist()
    for row in range(rows):
        for column in range(columns):
            offset = (np.array([column, row]) - np.array([columns - 1, rows - 1]) / 2) * step
            x, y = (np.array(body.centre) + offset @ turn).tolist()
            part = Body((x, y), wide, body.angle, high / wide)
            composer.add(number, part.place(pane), repainted(surface, rng), body=part, clipped=True)


def add_flock(composer: Composer, body: Body, surface: Surface | None = None) -> None:
    """Add several things of one kind near each other: fruit, cells, pebbles, leaves."""
    rng = composer.rng
    kind = random_shape(rng)
    painted = composer.palette.surface(rng) if surface is None else surface
    radius = rng.uniform(0.03, 0.08) * composer.side
    spread = max(body.radius, 3 * radius)
    shadow = composer.shadow()
    for _ in range(int(rng.integers(3, 16))):
        centre = _shifted(body.centre, rng.uniform(0, TURN), spread * rng.random() ** 0.5)
        angle = rng.uniform(0, TURN) if rng.random() < 0.5 else body.angle
        one = Body(centre, radius * rng.uniform(0.75, 1.25), angle, rng.uniform(0.6, 1))
        composer.approach(1.002)
        composer.add(ROOT, one.place(kind), repainted(painted, rng), body=one, shadow=shadow)


def _inside(rng: np.random.Generator, body: Body, share: float) -> Body:
    """Draw a smaller body whose middle lies within another."""
    reach = body.radius * 0.8 * rng.random() ** 0.5
    centre = _shifted(body.centre, rng.uniform(0, TURN), reach)
    return Body(centre, share * body.radius, rng.uniform(0, TURN), rng.uniform(0.4, 1))


def _shifted(centre: tuple[float, float], direction: float, distance: float) -> tuple[float, float]:
    along, down = float(np.cos(direction)), float(np.sin(direction))
    return (centre[0] + distance * along, centre[1] + distance * down)
