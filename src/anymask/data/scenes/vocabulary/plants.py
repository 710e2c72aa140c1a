"""Plans of plants and fruit."""

import math

from anymask.data.scenes.kinds import Kind, Part, corners, curve, limb, oval, tuft

_CIRCLE = [(math.cos(math.tau * at / 7), math.sin(math.tau * at / 7)) for at in range(7)]


def _apple_leaf(x: float, y: float) -> Part:
    return curve(
        "leaf", (x, y), (x + 0.16, y + 0.1), (x + 0.34, y + 0.04), (x + 0.16, y - 0.04)
    ).painted("leaf")


TREE = Kind(
    "tree", "plant", ("ground",), 5.0,
    (
        corners("trunk", (-0.06, 0.0), (-0.035, 0.5), (0.035, 0.5), (0.06, 0.0)).painted("bark"),
        limb("branch", 0.0, 0.34, 0.26, 0.03, 45.0, 20.0).painted("bark").sometimes(0.7),
        limb("branch", 0.0, 0.38, 0.26, 0.03, 140.0, 20.0).painted("bark").sometimes(0.7),
        tuft("crown", -0.02, 0.7, 0.34, 0.29),
    ),
    ("green", "green", "green", "orange", "yellow", "red"), "leaf",
)  # fmt: skip

FIR = Kind(
    "fir", "plant", ("ground",), 5.5,
    (
        corners("trunk", (-0.04, 0.0), (-0.03, 0.2), (0.03, 0.2), (0.04, 0.0)).painted("bark"),
        *(
            corners("tier", (-width, low), (0.0, low + 0.36), (width, low), (0.0, low + 0.04))
            for width, low in ((0.32, 0.12), (0.26, 0.36), (0.18, 0.62))
        ),
    ),
    ("green",), "leaf",
)  # fmt: skip

FLOWER = Kind(
    "flower", "plant", ("ground", "table"), 0.5,
    (
        limb("stem", 0.0, 0.0, 0.72, 0.035, 90.0, 4.0).painted("leaf"),
        curve("leaf", (0.0, 0.2), (0.2, 0.4), (0.3, 0.36), (0.16, 0.22)).painted("leaf"),
        curve("leaf", (0.0, 0.12), (-0.2, 0.32), (-0.3, 0.28),
            (-0.16, 0.14)).painted("leaf").sometimes(0.6),
        *(
            oval("petal", 0.17 * x, 0.78 + 0.17 * y, 0.12, 0.075, 360.0 * at / 7.0)
            for at, (x, y) in enumerate(_CIRCLE)
        ),
        oval("centre", 0.0, 0.78, 0.08, 0.08).painted("gold"),
    ),
    ("red", "yellow", "purple", "pink", "white", "blue", "orange"), "plastic", spin=12.0,
)  # fmt: skip

CACTUS = Kind(
    "cactus", "plant", ("ground", "table", "floor"), 1.2,
    (
        limb("arm", -0.1, 0.45, 0.22, 0.11, 180.0, 5.0),
        limb("arm", -0.3, 0.42, 0.28, 0.11, 90.0, 5.0),
        limb("arm", 0.1, 0.55, 0.2, 0.11, 0.0, 5.0),
        limb("arm", 0.3, 0.53, 0.24, 0.11, 90.0, 5.0),
        limb("stem", 0.0, 0.02, 0.97, 0.24, 90.0),
    ),
    ("green",), "fur", plural="cacti",
)  # fmt: skip

MUSHROOM = Kind(
    "mushroom", "plant", ("ground",), 0.3,
    (
        curve("stem", (-0.14, 0.0), (-0.1, 0.6), (0.1, 0.6), (0.14, 0.0)).painted("pale"),
        curve("cap", (-0.56, 0.52), (-0.36, 0.9), (0.0, 1.0), (0.36, 0.9), (0.56, 0.52),
            (0.0, 0.44)).with_parts(
            oval("spot", -0.26, 0.7, 0.09, 0.08).painted("pale"),
            oval("spot", 0.04, 0.86, 0.1, 0.07).painted("pale"),
            oval("spot", 0.28, 0.66, 0.08, 0.07).painted("pale"),
        ),
    ),
    ("red", "brown", "orange", "white"), "plastic", spin=10.0,
)  # fmt: skip

APPLE = Kind(
    "apple", "fruit", ("table", "flat", "fruit bowl"), 0.09,
    (
        limb("stalk", 0.0, 0.8, 0.2, 0.05, 80.0, 10.0).painted("bark"),
        curve("flesh", (0.0, 0.84), (0.32, 0.9), (0.5, 0.5), (0.25, 0.04), (0.0, 0.08),
            (-0.25, 0.04), (-0.5, 0.5), (-0.32, 0.9)),
        _apple_leaf(0.02, 0.9).sometimes(0.7),
    ),
    ("red", "green", "yellow"), "plastic", spin=20.0,
)  # fmt: skip

BANANA = Kind(
    "banana", "fruit", ("table", "flat", "fruit bowl"), 0.09,
    (
        curve("flesh", (-1.0, 0.92), (-0.6, 0.3), (0.0, 0.04), (0.7, 0.25), (1.02, 0.8),
            (0.9, 0.86), (0.5, 0.58), (0.0, 0.46), (-0.5, 0.64), (-0.88, 1.0)).with_parts(
            oval("tip", -0.97, 0.97, 0.14, 0.12).painted("dark"),
            oval("tip", 1.0, 0.87, 0.12, 0.12).painted("dark"),
        ),
    ),
    ("yellow", "green"), "plastic", spin=25.0,
)  # fmt: skip

PEAR = Kind(
    "pear", "fruit", ("table", "flat", "fruit bowl"), 0.12,
    (
        limb("stalk", 0.0, 0.85, 0.16, 0.04, 85.0, 10.0).painted("bark"),
        curve("flesh", (0.0, 0.9), (0.16, 0.8), (0.2, 0.56), (0.4, 0.28), (0.22, 0.03),
            (-0.22, 0.03), (-0.4, 0.28), (-0.2, 0.56), (-0.16, 0.8)),
    ),
    ("green", "yellow", "brown"), "plastic", spin=20.0,
)  # fmt: skip

CARROT = Kind(
    "carrot", "fruit", ("flat", "fruit bowl"), 0.2,
    (
        tuft("leaf", 0.0, 0.86, 0.16, 0.16).painted("leaf"),
        corners("root", (-0.14, 0.72), (-0.1, 0.78), (0.1, 0.78), (0.14, 0.72), (0.02, 0.0)),
    ),
    ("orange",), "plastic", spin=180.0,
)  # fmt: skip

PLANTS: tuple[Kind, ...] = (
    TREE, FIR, FLOWER, CACTUS, MUSHROOM, APPLE, BANANA, PEAR, CARROT,
)  # fmt: skip
