"""Plans of tools, tableware, toys and clothes: what is held in a hand or lies on a table."""

from anymask.data.scenes.kinds import Kind, box, corners, curve, hoop, limb, oval

HAMMER = Kind(
    "hammer", "tool", ("flat",), 0.3,
    (
        limb("handle", 0.0, 0.0, 0.84, 0.1, 90.0).painted("wood"),
        corners("head", (-0.3, 0.76), (-0.3, 0.98), (0.16, 0.98), (0.36, 0.88), (0.16, 0.8)),
    ),
    ("grey", "black", "red", "blue"), "metal", spin=180.0,
)  # fmt: skip

KEY = Kind(
    "key", "tool", ("flat",), 0.09,
    (
        limb("blade", 0.0, 0.6, 0.6, 0.1, -90.0),
        box("tooth", 0.1, 0.08, 0.09, 0.045),
        box("tooth", 0.08, 0.22, 0.07, 0.04),
        hoop("bow", 0.0, 0.78, 0.22, 0.5),
    ),
    ("yellow", "grey", "brown"), "metal", spin=180.0,
)  # fmt: skip

SPOON = Kind(
    "spoon", "tool", ("flat",), 0.2,
    (
        limb("handle", 0.0, 0.02, 0.74, 0.06, 90.0),
        oval("scoop", 0.0, 0.83, 0.12, 0.17).with_parts(oval("hollow", 0.0, 0.84, 0.08, 0.12)),
    ),
    ("grey", "brown", "white"), "metal", spin=180.0,
)  # fmt: skip

FORK = Kind(
    "fork", "tool", ("flat",), 0.2,
    (
        limb("handle", 0.0, 0.02, 0.66, 0.06, 90.0),
        *(limb("prong", x, 0.72, 0.28, 0.035, 90.0) for x in (-0.09, -0.03, 0.03, 0.09)),
        curve("neck", (-0.11, 0.76), (0.11, 0.76), (0.05, 0.62), (-0.05, 0.62)),
    ),
    ("grey", "black", "white"), "metal", spin=180.0,
)  # fmt: skip

KNIFE = Kind(
    "knife", "tool", ("flat",), 0.25,
    (
        corners("blade", (-0.05, 0.4), (-0.05, 0.98), (0.02, 0.9), (0.07, 0.7),
            (0.06, 0.4)).painted("metal"),
        limb("handle", 0.0, 0.02, 0.42, 0.12, 90.0),
    ),
    ("black", "brown", "red", "blue", "green"), "plastic", plural="knives", spin=180.0,
)  # fmt: skip

PENCIL = Kind(
    "pencil", "tool", ("flat",), 0.18,
    (
        corners("tip", (-0.05, 0.14), (0.0, 0.0), (0.05, 0.14)).painted("pale").with_parts(
            oval("lead", 0.0, 0.0, 0.03, 0.05).painted("dark")
        ),
        corners("shaft", (-0.05, 0.14), (-0.05, 0.9), (0.05, 0.9), (0.05, 0.14)),
        box("eraser", 0.0, 0.95, 0.05, 0.05).painted("skin"),
    ),
    finish="plastic", spin=180.0,
)  # fmt: skip

CUP = Kind(
    "cup", "tableware", ("table",), 0.1,
    (
        hoop("handle", 0.42, 0.55, 0.27, 0.6),
        curve("side", (-0.42, 0.95), (0.42, 0.95), (0.4, 0.4), (0.28, 0.02), (-0.28, 0.02),
            (-0.4, 0.4)),
        oval("rim", 0.0, 0.93, 0.41, 0.1)
            .with_parts(oval("opening", 0.0, 0.92, 0.36, 0.075).painted("dark")),
    ),
    finish="plastic",
)  # fmt: skip

BOTTLE = Kind(
    "bottle", "tableware", ("table",), 0.3,
    (
        curve("glass", (-0.16, 0.02), (-0.17, 0.56), (-0.06, 0.72), (-0.055, 0.92),
            (0.055, 0.92), (0.06, 0.72), (0.17, 0.56), (0.16, 0.02)).with_parts(
            box("label", 0.0, 0.33, 0.22, 0.13).painted("paper")
        ),
        box("cap", 0.0, 0.95, 0.07, 0.05).painted("metal"),
    ),
    ("green", "brown", "blue", "red", "white", "purple"), "glass",
)  # fmt: skip

VASE = Kind(
    "vase", "tableware", ("table",), 0.3,
    (
        curve("side", (-0.12, 0.98), (0.12, 0.98), (0.1, 0.75), (0.3, 0.42), (0.16, 0.02),
            (-0.16, 0.02), (-0.3, 0.42), (-0.1, 0.75)).with_parts(
            corners("stripe", (-0.6, 0.52), (0.6, 0.52), (0.6, 0.4),
                (-0.6, 0.4)).painted("pale").sometimes(0.6)
        ),
        oval("rim", 0.0, 0.97, 0.13, 0.03),
    ),
    finish="plastic",
)  # fmt: skip

TEAPOT = Kind(
    "teapot", "tableware", ("table",), 0.2,
    (
        hoop("handle", -0.62, 0.48, 0.3, 0.66),
        curve("spout", (0.45, 0.25), (0.85, 0.78), (1.02, 0.78), (0.75, 0.35), (0.5, 0.12)),
        oval("belly", 0.0, 0.42, 0.62, 0.42),
        curve("lid", (-0.3, 0.76), (0.0, 0.9), (0.3, 0.76), (0.0, 0.72)),
        oval("knob", 0.0, 0.93, 0.08, 0.07),
    ),
    finish="plastic",
)  # fmt: skip

BOOK = Kind(
    "book", "toy", ("table", "flat"), 0.25,
    (
        box("cover", 0.0, 0.5, 0.38, 0.5).with_parts(
            box("title", 0.04, 0.7, 0.22, 0.08).painted("paper"),
            corners("spine", (-0.5, 1.1), (-0.31, 1.1), (-0.31, -0.1),
                (-0.5, -0.1)).painted("dark"),
        ),
    ),
    finish="fabric", spin=8.0,
)  # fmt: skip

GUITAR = Kind(
    "guitar", "toy", ("wall", "floor", "flat"), 1.0,
    (
        limb("neck", 0.0, 0.35, 0.55, 0.07, 90.0).painted("wood"),
        box("headstock", 0.0, 0.94, 0.055, 0.06).painted("dark"),
        curve("body", (0.0, 0.48), (0.15, 0.46), (0.12, 0.33), (0.21, 0.15), (0.0, 0.0),
            (-0.21, 0.15), (-0.12, 0.33), (-0.15, 0.46)).with_parts(
            oval("soundhole", 0.0, 0.31, 0.065, 0.065).painted("dark"),
            box("bridge", 0.0, 0.13, 0.08, 0.015).painted("dark"),
        ),
    ),
    ("orange", "brown", "red", "blue", "black"), "wood", spin=10.0,
)  # fmt: skip

UMBRELLA = Kind(
    "umbrella", "toy", ("ground", "floor", "flat"), 1.0,
    (
        limb("pole", 0.0, 0.02, 0.92, 0.03, 90.0).painted("metal"),
        corners("canopy", (-0.62, 0.56), (-0.5, 0.8), (-0.25, 0.95), (0.0, 1.0), (0.25, 0.95),
            (0.5, 0.8), (0.62, 0.56), (0.42, 0.63), (0.2, 0.56), (0.0, 0.63), (-0.2, 0.56),
            (-0.42, 0.63)).with_parts(
            corners("segment", (0.0, 1.0), (0.2, 0.5), (-0.2, 0.5)).painted("pale").sometimes(0.6)
        ),
    ),
    finish="fabric", spin=12.0,
)  # fmt: skip

HAT = Kind(
    "hat", "clothing", ("table", "floor", "flat"), 0.2,
    (
        oval("brim", 0.0, 0.14, 0.85, 0.14),
        curve("crown", (-0.46, 0.15), (-0.4, 0.85), (0.0, 1.0), (0.4, 0.85), (0.46, 0.15),
            (0.0, 0.06)).with_parts(
            corners("ribbon", (-0.7, 0.34), (0.7, 0.34), (0.7, 0.16), (-0.7, 0.16)).painted("dark")
        ),
    ),
    finish="fabric", spin=8.0,
)  # fmt: skip

SHOE = Kind(
    "shoe", "clothing", ("floor", "table", "flat"), 0.15,
    (
        curve("upper", (-0.8, 0.2), (-0.78, 0.95), (-0.3, 0.92), (0.1, 0.55), (0.85, 0.42),
            (0.95, 0.16), (0.0, 0.1)).with_parts(
            *(limb("lace", x, y, 0.3, 0.06, 130.0).painted("paper") for x, y in ((0.0, 0.5),
                (0.18, 0.42), (0.36, 0.36)))
        ),
        corners("sole", (-0.85, 0.2), (1.0, 0.18), (1.0, 0.02), (-0.85, 0.0)).painted("pale"),
    ),
    finish="fabric", spin=8.0,
)  # fmt: skip

SHIRT = Kind(
    "shirt", "clothing", ("wall", "flat"), 0.7,
    (
        corners("sleeve", (-0.3, 0.95), (-0.62, 0.62), (-0.46, 0.52), (-0.24, 0.7)),
        corners("sleeve", (0.3, 0.95), (0.62, 0.62), (0.46, 0.52), (0.24, 0.7)),
        corners("front", (-0.32, 0.97), (-0.12, 1.0), (0.0, 0.9), (0.12, 1.0), (0.32, 0.97),
            (0.29, 0.0), (-0.29, 0.0)).with_parts(
            *(oval("button", 0.0, y, 0.025, 0.02).painted("dark") for y in (0.2, 0.45, 0.7)),
            box("pocket", 0.15, 0.62, 0.09, 0.1),
        ),
    ),
    finish="fabric", spin=5.0,
)  # fmt: skip

IMPLEMENTS: tuple[Kind, ...] = (
    HAMMER, KEY, SPOON, FORK, KNIFE, PENCIL, CUP, BOTTLE, VASE, TEAPOT, BOOK, GUITAR, UMBRELLA,
    HAT, SHOE, SHIRT,
)  # fmt: skip
