"""Plans of buildings and of what stands in a street."""

from anymask.data.scenes.kinds import Kind, box, corners, limb, oval

HOUSE = Kind(
    "house", "building", ("ground",), 6.0,
    (
        box("chimney", 0.28, 0.86, 0.05, 0.13).painted("brick wall"),
        corners("wall", (-0.5, 0.0), (-0.5, 0.6), (0.5, 0.6), (0.5, 0.0)).with_parts(
            box("door", 0.0, 0.17, 0.085, 0.18).painted("wood"),
            *(
                box("window", x, y, 0.085, 0.09).painted("glass")
                for x, y in ((-0.29, 0.2), (0.29, 0.2), (-0.29, 0.46), (0.0, 0.46), (0.29, 0.46))
            ),
        ),
        corners("roof", (-0.6, 0.58), (-0.36, 0.97), (0.36, 0.97), (0.6, 0.58)).painted("rock"),
    ),
    ("white", "yellow", "red", "pink", "blue", "grey", "orange"), "plaster", spin=0.5,
)  # fmt: skip

TOWER = Kind(
    "tower", "building", ("ground",), 11.0,
    (
        corners("shaft", (-0.14, 0.0), (-0.11, 0.78), (0.11, 0.78), (0.14, 0.0)).with_parts(
            box("window", 0.0, 0.3, 0.025, 0.045).painted("glass"),
            box("window", 0.0, 0.5, 0.025, 0.045).painted("glass"),
            box("window", 0.0, 0.68, 0.025, 0.045).painted("glass"),
            box("door", 0.0, 0.05, 0.04, 0.06).painted("wood"),
        ),
        box("gallery", 0.0, 0.79, 0.16, 0.03).painted("metal"),
        corners("roof", (-0.14, 0.82), (0.0, 1.0), (0.14, 0.82)).painted("rock"),
    ),
    ("white", "red", "grey", "brown"), "plaster", spin=0.5,
)  # fmt: skip

FENCE = Kind(
    "fence", "building", ("ground",), 1.1,
    (
        *(
            corners("slat", (x - 0.07, 0.0), (x - 0.07, 0.88), (x, 1.0), (x + 0.07, 0.88),
                (x + 0.07, 0.0))
            for x in (-1.2, -0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9, 1.2)
        ),
        box("rail", 0.0, 0.66, 1.35, 0.05),
        box("rail", 0.0, 0.28, 1.35, 0.05),
    ),
    ("white", "brown", "grey", "green"), "wood", spin=1.0,
)  # fmt: skip

BENCH = Kind(
    "bench", "building", ("ground",), 0.9,
    (
        *(limb("leg", x, 0.46, 0.45, 0.07, -90.0, 3.0).painted("metal") for x in (-0.75, 0.75)),
        *(box("slat", 0.0, y, 0.95, 0.055) for y in (0.93, 0.77, 0.61)),
        *(limb("post", x, 0.4, 0.58, 0.06, 90.0, 2.0).painted("metal") for x in (-0.7, 0.7)),
        box("seat", 0.0, 0.46, 1.0, 0.06),
    ),
    ("brown", "green", "red", "white"), "wood", top=(-0.7, 0.7, 0.5), spin=1.0,
)  # fmt: skip

STREETLIGHT = Kind(
    "streetlight", "building", ("ground",), 5.0,
    (
        limb("pole", 0.0, 0.0, 0.97, 0.025, 90.0),
        limb("arm", 0.0, 0.95, 0.16, 0.02, 10.0),
        oval("light", 0.17, 0.97, 0.06, 0.022).painted("light"),
    ),
    ("grey", "black", "green", "white"), "metal", spin=1.0,
)  # fmt: skip

SIGN = Kind(
    "sign", "building", ("ground",), 2.3,
    (
        limb("pole", 0.0, 0.0, 0.72, 0.035, 90.0).painted("metal"),
        oval("board", 0.0, 0.83, 0.17, 0.17).with_parts(
            box("bar", 0.0, 0.83, 0.1, 0.035).painted("paper")
        ),
    ),
    ("red", "blue", "yellow", "green"), "metal", spin=2.0,
)  # fmt: skip

BUILDINGS: tuple[Kind, ...] = (HOUSE, TOWER, FENCE, BENCH, STREETLIGHT, SIGN)
