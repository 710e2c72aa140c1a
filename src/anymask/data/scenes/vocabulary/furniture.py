"""Plans of furniture and of what stands in a room."""

from anymask.data.scenes.kinds import Kind, box, corners, curve, hoop, limb, oval

CHAIR = Kind(
    "chair", "furniture", ("floor",), 0.95,
    (
        limb("leg", 0.2, 0.44, 0.42, 0.05, -88.0, 3.0).painted("wood"),
        limb("leg", -0.2, 0.44, 0.42, 0.05, -92.0, 3.0).painted("wood"),
        box("back", -0.24, 0.74, 0.05, 0.27),
        corners("seat", (-0.3, 0.5), (0.3, 0.5), (0.32, 0.4), (-0.28, 0.4)),
        limb("leg", 0.28, 0.42, 0.43, 0.055, -86.0, 3.0).painted("wood"),
        limb("leg", -0.26, 0.42, 0.43, 0.055, -94.0, 3.0).painted("wood"),
    ),
    finish="fabric", top=(-0.15, 0.26, 0.47),
)  # fmt: skip

TABLE = Kind(
    "table", "furniture", ("floor",), 0.78,
    (
        limb("leg", -0.62, 0.9, 0.9, 0.09, -90.0, 2.0),
        limb("leg", 0.62, 0.9, 0.9, 0.09, -90.0, 2.0),
        corners("top", (-0.72, 1.0), (0.72, 1.0), (0.86, 0.86), (-0.86, 0.86)),
        limb("leg", -0.76, 0.87, 0.9, 0.1, -90.0, 2.0),
        limb("leg", 0.76, 0.87, 0.9, 0.1, -90.0, 2.0),
    ),
    ("brown", "white", "black", "red", "green"), "wood", top=(-0.62, 0.62, 0.93), spin=1.0,
)  # fmt: skip

SOFA = Kind(
    "sofa", "furniture", ("floor",), 0.85,
    (
        box("back", 0.0, 0.68, 0.95, 0.32),
        box("seat", 0.0, 0.3, 0.95, 0.2).with_parts(
            box("cushion", -0.42, 0.4, 0.4, 0.08), box("cushion", 0.42, 0.4, 0.4, 0.08)
        ),
        limb("foot", -0.85, 0.12, 0.12, 0.1, -90.0).painted("wood"),
        limb("foot", 0.85, 0.12, 0.12, 0.1, -90.0).painted("wood"),
        box("armrest", -1.0, 0.38, 0.14, 0.28),
        box("armrest", 1.0, 0.38, 0.14, 0.28),
    ),
    finish="fabric", top=(-0.75, 0.75, 0.44), spin=1.0,
)  # fmt: skip

BED = Kind(
    "bed", "furniture", ("floor",), 0.9,
    (
        box("headboard", -1.15, 0.55, 0.09, 0.45).painted("wood"),
        limb("foot", 1.05, 0.2, 0.2, 0.1, -90.0).painted("wood"),
        box("mattress", 0.0, 0.36, 1.15, 0.16).painted("paper"),
        box("blanket", 0.3, 0.4, 0.87, 0.18),
        curve("pillow", (-1.02, 0.56), (-0.8, 0.72), (-0.5, 0.64), (-0.5, 0.52),
            (-0.8, 0.49)).painted("paper"),
    ),
    finish="fabric", top=(-0.3, 0.95, 0.56), spin=1.0,
)  # fmt: skip

LAMP = Kind(
    "lamp", "furniture", ("floor", "table"), 1.3,
    (
        limb("pole", 0.0, 0.03, 0.72, 0.035, 90.0).painted("metal"),
        oval("foot", 0.0, 0.03, 0.16, 0.03).painted("metal"),
        corners("shade", (-0.12, 1.0), (0.12, 1.0), (0.24, 0.68), (-0.24, 0.68)),
    ),
    finish="fabric", spin=2.0,
)  # fmt: skip

SHELF = Kind(
    "shelf", "furniture", ("floor",), 1.8,
    (
        box("frame", 0.0, 0.5, 0.34, 0.5).with_parts(
            *(
                box("compartment", x, y, 0.135, 0.1).painted("dark")
                for y in (0.14, 0.38, 0.62, 0.86)
                for x in (-0.155, 0.155)
            )
        ),
    ),
    ("brown", "white", "black", "grey"), "wood", plural="shelves", top=(-0.25, 0.25, 0.99),
        spin=1.0,
)  # fmt: skip

CLOCK = Kind(
    "clock", "furniture", ("wall",), 0.35,
    (
        oval("face", 0.0, 0.5, 0.45, 0.45).painted("paper").with_parts(
            limb("hand", 0.0, 0.5, 0.3, 0.04, 60.0, 180.0).painted("dark"),
            limb("hand", 0.0, 0.5, 0.2, 0.05, 170.0, 180.0).painted("dark"),
        ),
        hoop("rim", 0.0, 0.5, 0.5, 0.86),
    ),
    finish="metal", spin=3.0,
)  # fmt: skip

PAINTING = Kind(
    "painting", "furniture", ("wall",), 0.7,
    (
        box("frame", 0.0, 0.5, 0.62, 0.5).with_parts(
            box("canvas", 0.0, 0.5, 0.5, 0.39).painted("sky").with_parts(
                curve("hill", (-0.7, 0.3), (-0.2, 0.52), (0.2, 0.34), (0.7, 0.5), (0.7, -0.1),
                    (-0.7, -0.1)).painted("grass")
            )
        ),
    ),
    ("brown", "black", "white", "red", "yellow"), "wood", spin=2.0,
)  # fmt: skip

WINDOW = Kind(
    "window", "furniture", ("wall",), 1.2,
    (
        box("frame", 0.0, 0.5, 0.42, 0.5).with_parts(
            *(
                box("pane", x, y, 0.17, 0.2).painted("sky")
                for y in (0.27, 0.73)
                for x in (-0.19, 0.19)
            )
        ),
    ),
    ("white", "brown", "grey", "black"), "wood", spin=1.0,
)  # fmt: skip

FURNITURE: tuple[Kind, ...] = (
    CHAIR, TABLE, SOFA, BED, LAMP, SHELF, CLOCK, PAINTING, WINDOW,
)  # fmt: skip
