"""Dead leaves: things of power-law sizes strewn over one another (Lee, Mumford and Huang 2001).

The statistics of photographs without their contents: any outline in front of any other. Some of
the leaves are things that have a name.
"""

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from anymask.data.scenes.clutter import (
    add_flock,
    add_limbed,
    add_panes,
    add_patched,
    add_plain,
)
from anymask.data.scenes.composer import Body, Composer, frame, region
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.shapes import TURN
from anymask.data.scenes.surface import repainted
from anymask.data.scenes.things import add_thing
from anymask.data.scenes.vocabulary.catalog import VOCABULARY


def compose(composer: Composer) -> None:
    """Compose the scene."""
    side, rng = composer.side, composer.rng
    _add_background(composer)
    count = int(np.exp(rng.uniform(np.log(4), np.log(45))))
    small = power_law(rng, count, 0.04 * side, rng.uniform(0.15, 0.5) * side)
    # A photograph is of something: most have a few large things.
    large = rng.uniform(0.18, 0.5, int(rng.integers(0, 4))) * side
    radii = np.concatenate([small, large])
    # Large things tend to lie behind small ones, or there would be little to see.
    depth = np.log(radii) + rng.normal(0, 0.7, len(radii))
    for radius in radii[np.argsort(-depth)].tolist():
        composer.approach(1.01)
        _add_leaf(composer, composer.random_body(radius))


def power_law(
    rng: np.random.Generator, count: int, low: float, high: float, power: float = 1.6
) -> Float[ndarray, "N"]:
    """Draw sizes in [low, high] whose density falls as size^-power."""
    exponent = 1 - power
    share = rng.random(count)
    sizes: ndarray = (low**exponent + share * (high**exponent - low**exponent)) ** (1 / exponent)
    return sizes


def _add_background(composer: Composer) -> None:
    """Cover the picture, then some of it again, in any direction."""
    side, rng = composer.side, composer.rng
    composer.approach(1000.0)
    composer.add(ROOT, frame(side), body=Body((side / 2, side / 2), float(side)))
    for _ in range(int(rng.integers(0, 4))):
        shape = region(rng, side, rng.uniform(0.15, 0.9) * side, rng.uniform(0, 1))
        centre = np.full(2, side / 2)
        turn = rng.normal(0, 0.15) if rng.random() < 0.7 else rng.uniform(0, TURN)
        cosine, sine = np.cos(turn), np.sin(turn)
        matrix = np.array([[cosine, sine], [-sine, cosine]])
        # Larger, or a turned one would show its corners.
        turned = shape.mapped(1.5 * matrix, centre - 1.5 * centre @ matrix)
        composer.approach(1.02)
        composer.add(ROOT, turned, body=Body((side / 2, side / 2), float(side)))


def _add_leaf(composer: Composer, body: Body) -> None:
    """Add one thing of a random make, or a flock of small ones."""
    rng = composer.rng
    make = rng.random()
    if make < 0.08:
        kind = list(VOCABULARY.values())[int(rng.integers(len(VOCABULARY)))]
        spin = float(np.degrees(body.angle)) if rng.random() < 0.5 else None
        x, y = body.centre
        add_thing(composer, kind, (x, y + 0.8 * body.radius), 1.6 * body.radius, spin=spin)
    elif make < 0.28:
        add_plain(composer, ROOT, body)
    elif make < 0.36:  # hardly different from what was there before
        surface = composer.nodes[int(rng.integers(len(composer.nodes)))].surface
        add_plain(composer, ROOT, body, None if surface is None else repainted(surface, rng))
    elif make < 0.58:
        add_patched(composer, ROOT, body, deeper=True)
    elif make < 0.80:
        add_limbed(composer, body)
    elif make < 0.90:
        add_panes(composer, body)
    else:
        add_flock(composer, body)
