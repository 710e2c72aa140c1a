"""Plans of animals and people, seen from the side or the front."""

from anymask.data.scenes.kinds import Kind, Part, corners, curve, limb, oval

FURS = ("black", "white", "grey", "brown", "orange")


def _eye(x: float, y: float, size: float) -> Part:
    """A dark eye with a light in it."""
    glint = oval("glint", x + size / 3.0, y + size / 3.0, size / 2.5, size / 2.5).painted("light")
    return oval("eye", x, y, size, size).painted("dark").with_parts(glint)


def _legs(at: tuple[float, ...], top: float, width: float, swing: float = 14.0) -> tuple[Part, ...]:
    """Legs that hang from the height `top` at each x."""
    return tuple(limb("leg", x, top, 1.04 * top, width, -90.0, swing) for x in at)


CAT = Kind(
    "cat", "animal", ("ground", "floor"), 0.45,
    (
        limb("tail", -0.42, 0.45, 0.62, 0.09, 120.0, 30.0),
        *_legs((-0.32, -0.22, 0.2, 0.32), 0.36, 0.11),
        oval("body", -0.03, 0.42, 0.47, 0.19),
        corners("ear", (0.3, 0.8), (0.31, 1.0), (0.45, 0.86)),
        corners("ear", (0.5, 0.86), (0.64, 1.0), (0.66, 0.78)),
        oval("head", 0.48, 0.69, 0.21, 0.2).with_parts(
            _eye(0.4, 0.72, 0.035), _eye(0.57, 0.72, 0.035),
            oval("nose", 0.49, 0.62, 0.03, 0.022).painted("skin"),
        ),
    ),
    FURS, "fur",
)  # fmt: skip

DOG = Kind(
    "dog", "animal", ("ground", "floor"), 0.6,
    (
        limb("tail", -0.5, 0.62, 0.36, 0.08, 140.0, 25.0),
        *_legs((-0.42, -0.3, 0.24, 0.36), 0.5, 0.12),
        curve("body", (-0.52, 0.6), (0.0, 0.66), (0.4, 0.78), (0.46, 0.5), (0.0, 0.38),
            (-0.5, 0.42)),
        curve("head", (0.3, 0.92), (0.52, 0.99), (0.62, 0.86), (0.82, 0.8), (0.8, 0.68),
            (0.4, 0.64))
        .with_parts(_eye(0.53, 0.87, 0.03), oval("nose", 0.8, 0.77, 0.045, 0.04).painted("dark")),
        curve("ear", (0.3, 0.96), (0.42, 0.94), (0.42, 0.68), (0.28, 0.62)),
    ),
    FURS, "fur",
)  # fmt: skip

HORSE = Kind(
    "horse", "animal", ("ground",), 1.7,
    (
        limb("tail", -0.43, 0.62, 0.42, 0.1, -105.0, 12.0).painted("hair"),
        *_legs((-0.36, -0.26, 0.2, 0.3), 0.5, 0.075),
        curve("body", (-0.45, 0.6), (-0.2, 0.66), (0.25, 0.68), (0.36, 0.5), (0.0, 0.4),
            (-0.42, 0.42)),
        curve("neck", (0.16, 0.64), (0.42, 0.97), (0.55, 0.9), (0.37, 0.48)),
        curve("head", (0.4, 1.0), (0.52, 0.98), (0.74, 0.76), (0.66, 0.68),
            (0.42, 0.84)).with_parts(
            _eye(0.52, 0.9, 0.018)
        ),
        curve("mane", (0.1, 0.66), (0.38, 1.0), (0.46, 1.0), (0.27, 0.62)).painted("hair"),
    ),
    ("brown", "black", "white", "grey"), "fur",
)  # fmt: skip

ELEPHANT = Kind(
    "elephant", "animal", ("ground",), 3.0,
    (
        limb("tail", -0.6, 0.62, 0.36, 0.04, -100.0, 10.0),
        *_legs((-0.46, -0.26, 0.16, 0.34), 0.48, 0.19, 6.0),
        curve("body", (-0.62, 0.6), (-0.3, 0.96), (0.2, 0.95), (0.45, 0.6), (0.2, 0.36),
            (-0.5, 0.36)),
        curve("head", (0.3, 0.92), (0.55, 1.0), (0.74, 0.8), (0.66, 0.55), (0.36, 0.55)).with_parts(
            _eye(0.62, 0.78, 0.022)
        ),
        curve("trunk", (0.58, 0.72), (0.76, 0.72), (0.8, 0.3), (0.94, 0.1), (0.8, 0.04),
            (0.66, 0.24)),
        limb("tusk", 0.62, 0.56, 0.26, 0.05, -40.0, 8.0).painted("pale"),
        curve("ear", (0.18, 0.9), (0.44, 0.88), (0.46, 0.6), (0.3, 0.46), (0.14, 0.66)),
    ),
    ("grey", "brown"), "fur",
)  # fmt: skip

RABBIT = Kind(
    "rabbit", "animal", ("ground", "floor"), 0.35,
    (
        oval("tail", -0.37, 0.2, 0.09, 0.09).painted("pale"),
        curve("body", (-0.36, 0.1), (-0.3, 0.42), (0.05, 0.5), (0.26, 0.3), (0.2, 0.05),
            (-0.2, 0.02)),
        limb("leg", -0.2, 0.12, 0.3, 0.13, -10.0, 8.0),
        limb("leg", 0.12, 0.2, 0.22, 0.1, -75.0, 8.0),
        limb("ear", 0.14, 0.62, 0.38, 0.11, 105.0, 8.0),
        limb("ear", 0.22, 0.62, 0.38, 0.11, 80.0, 10.0),
        oval("head", 0.2, 0.52, 0.2, 0.16).with_parts(
            _eye(0.26, 0.56, 0.03), oval("nose", 0.38, 0.5, 0.03, 0.025).painted("skin")
        ),
    ),
    FURS, "fur",
)  # fmt: skip

TURTLE = Kind(
    "turtle", "animal", ("ground", "floor"), 0.25,
    (
        limb("tail", -0.75, 0.26, 0.25, 0.1, 200.0, 10.0),
        *(limb("leg", x, 0.32, 0.34, 0.26, -80.0, 16.0) for x in (-0.5, 0.42)),
        oval("head", 1.0, 0.5, 0.24, 0.19).with_parts(_eye(1.08, 0.55, 0.045)),
        curve("shell", (-0.86, 0.25), (-0.5, 0.85), (0.0, 1.0), (0.5, 0.85),
            (0.86, 0.25)).with_parts(
            oval("scale", -0.42, 0.55, 0.17, 0.17).painted("leaf"),
            oval("scale", 0.02, 0.68, 0.2, 0.18).painted("leaf"),
            oval("scale", 0.44, 0.52, 0.17, 0.17).painted("leaf"),
        ).painted("bark"),
    ),
    ("green", "brown", "grey"), "plastic",
)  # fmt: skip

BIRD = Kind(
    "bird", "animal", ("air", "ground"), 0.3,
    (
        corners("tail", (-0.4, 0.52), (-0.95, 0.62), (-0.9, 0.36), (-0.3, 0.36)),
        limb("leg", -0.02, 0.26, 0.26, 0.035, -85.0, 10.0).painted("gold"),
        limb("leg", 0.1, 0.26, 0.26, 0.035, -85.0, 10.0).painted("gold"),
        corners("beak", (0.62, 0.84), (0.92, 0.74), (0.6, 0.68)).painted("gold"),
        oval("body", 0.0, 0.48, 0.46, 0.26, 18.0),
        oval("head", 0.45, 0.78, 0.23, 0.22).with_parts(_eye(0.53, 0.82, 0.04)),
        curve("wing", (-0.62, 0.66), (-0.2, 0.72), (0.24, 0.58), (0.05, 0.34),
            (-0.3, 0.36)).painted("hair"),
    ),
    ("red", "blue", "yellow", "white", "black", "green"), "fur", spin=12.0,
)  # fmt: skip

FISH = Kind(
    "fish", "animal", ("water",), 0.4,
    (
        corners("tail", (-0.75, 0.5), (-1.25, 0.9), (-1.1, 0.5), (-1.25, 0.1)),
        corners("fin", (-0.3, 0.85), (0.1, 1.08), (0.3, 0.82)),
        curve("body", (-0.85, 0.5), (-0.2, 0.92), (0.6, 0.78), (0.95, 0.5), (0.6, 0.2),
            (-0.2, 0.08)).with_parts(
            corners("stripe", (-0.2, 1.1), (0.02, 1.1), (0.02, -0.1),
                (-0.2, -0.1)).painted("pale").sometimes(0.5),
            _eye(0.62, 0.6, 0.06),
        ),
        corners("fin", (0.2, 0.45), (-0.15, 0.2), (0.16, 0.28)),
    ),
    ("orange", "red", "blue", "yellow", "grey", "green", "purple"),
        "plastic", plural="fish", spin=15.0,
)  # fmt: skip

BUTTERFLY = Kind(
    "butterfly", "animal", ("air",), 0.2,
    (
        *(
            curve("wing", (0.0, 0.5), (side * 0.3, 1.0), (side * 0.75, 0.98),
                (side * 0.6, 0.55)).with_parts(
                oval("spot", side * 0.5, 0.82, 0.1, 0.09).painted("dark")
            )
            for side in (-1.0, 1.0)
        ),
        *(curve("wing", (0.0, 0.5), (side * 0.55, 0.5), (side * 0.5, 0.1),
            (side * 0.2, 0.06)) for side in (-1.0, 1.0)),
        limb("feeler", 0.0, 0.8, 0.25, 0.025, 110.0, 8.0).painted("dark"),
        limb("feeler", 0.0, 0.8, 0.25, 0.025, 70.0, 8.0).painted("dark"),
        oval("body", 0.0, 0.5, 0.05, 0.34).painted("dark"),
    ),
    ("orange", "yellow", "blue", "purple", "white", "pink"), "leaf", plural="butterflies",
        spin=35.0,
)  # fmt: skip

PERSON = Kind(
    "person", "person", ("ground", "floor"), 1.7,
    (
        limb("arm", -0.1, 0.8, 0.36, 0.065, -105.0, 22.0),
        *(
            limb("leg", x, 0.5, 0.48, 0.095, -90.0, 9.0).painted("dark") for x in (-0.05, 0.05)
        ),
        *(oval("shoe", x, 0.025, 0.065, 0.03).painted("rubber") for x in (-0.04, 0.09)),
        curve("shirt", (-0.13, 0.84), (0.13, 0.84), (0.12, 0.46), (-0.12, 0.46)),
        limb("arm", 0.11, 0.8, 0.36, 0.065, -75.0, 25.0),
        oval("head", 0.0, 0.92, 0.062, 0.08).painted("skin").with_parts(
            _eye(-0.02, 0.925, 0.009), _eye(0.025, 0.925, 0.009),
            oval("hair", 0.0, 1.0, 0.08, 0.05).painted("hair"),
        ),
    ),
    finish="fabric", plural="people", dressed=True,
)  # fmt: skip

ANIMALS: tuple[Kind, ...] = (
    CAT, DOG, HORSE, ELEPHANT, RABBIT, TURTLE, BIRD, FISH, BUTTERFLY, PERSON,
)  # fmt: skip
