"""Plans of vehicles, seen from the side."""

from anymask.data.scenes.kinds import Kind, Part, box, corners, curve, hoop, limb, oval


def _wheel(x: float, radius: float) -> Part:
    """A tyre with a hub."""
    hub = oval("hub", x, radius, 0.5 * radius, 0.5 * radius).painted("metal")
    return oval("wheel", x, radius, radius, radius).painted("rubber").with_parts(hub)


def _windows(
    name: str, left: float, right: float, y: float, count: int, height: float
) -> list[Part]:
    """A row of equal panes."""
    step = (right - left) / count
    return [
        box(name, left + (at + 0.5) * step, y, 0.38 * step, height).painted("glass")
        for at in range(count)
    ]


CAR = Kind(
    "car", "vehicle", ("ground",), 1.5,
    (
        curve("cabin", (-0.85, 0.5), (-0.6, 0.96), (0.2, 0.99), (0.62, 0.55),
            (0.0, 0.45)).with_parts(
            corners("window", (-0.68, 0.58), (-0.52, 0.88), (-0.14, 0.9),
                (-0.14, 0.58)).painted("glass"),
            corners("window", (-0.06, 0.58), (-0.06, 0.9), (0.2, 0.88),
                (0.46, 0.58)).painted("glass"),
        ),
        curve("body", (-1.25, 0.3), (-1.2, 0.6), (0.0, 0.62), (0.9, 0.56), (1.25, 0.42),
            (1.22, 0.2), (0.0, 0.17), (-1.2, 0.2))
        .with_parts(
            box("door", -0.12, 0.4, 0.36, 0.19),
            oval("headlight", 1.15, 0.42, 0.09, 0.05).painted("light"),
            box("bumper", -1.2, 0.25, 0.12, 0.05).painted("dark"),
        ),
        _wheel(-0.75, 0.24), _wheel(0.78, 0.24),
    ),
    finish="metal",
)  # fmt: skip

BUS = Kind(
    "bus", "vehicle", ("ground",), 3.0,
    (
        box("body", 0.0, 0.56, 1.35, 0.44).with_parts(
            *_windows("window", -1.28, 0.92, 0.7, 5, 0.16),
            box("door", 1.08, 0.5, 0.14, 0.34).painted("glass"),
            corners("stripe", (-1.5, 0.36), (1.5, 0.36), (1.5, 0.29),
                (-1.5, 0.29)).painted("pale").sometimes(0.6),
        ),
        _wheel(-0.8, 0.17), _wheel(0.75, 0.17),
    ),
    finish="metal", plural="buses", spin=2.0,
)  # fmt: skip

TRUCK = Kind(
    "truck", "vehicle", ("ground",), 2.8,
    (
        box("cargo", -0.36, 0.62, 0.85, 0.37).painted("pale").with_parts(
            box("panel", -0.36, 0.62, 0.5, 0.18).painted("fabric").sometimes(0.5)
        ),
        curve("cab", (0.52, 0.8), (0.92, 0.78), (1.15, 0.45), (1.18, 0.18),
            (0.52, 0.18)).with_parts(
            corners("window", (0.72, 0.48), (0.72, 0.72), (0.9, 0.72),
                (1.05, 0.48)).painted("glass"),
            oval("headlight", 1.14, 0.26, 0.06, 0.05).painted("light"),
        ),
        box("chassis", 0.0, 0.2, 1.15, 0.05).painted("dark"),
        _wheel(-0.85, 0.17), _wheel(-0.45, 0.17), _wheel(0.8, 0.17),
    ),
    finish="metal", spin=2.0,
)  # fmt: skip

BICYCLE = Kind(
    "bicycle", "vehicle", ("ground",), 1.1,
    (
        hoop("wheel", -0.55, 0.34, 0.34, 0.86).painted("rubber"),
        hoop("wheel", 0.55, 0.34, 0.34, 0.86).painted("rubber"),
        limb("tube", -0.55, 0.34, 0.62, 0.05, 55.0),
        limb("tube", -0.55, 0.34, 0.56, 0.05, -4.0),
        limb("tube", 0.0, 0.3, 0.62, 0.06, 112.0),
        limb("tube", -0.18, 0.76, 0.6, 0.06, 2.0),
        limb("tube", 0.0, 0.3, 0.64, 0.06, 50.0),
        limb("fork", 0.55, 0.34, 0.62, 0.05, 108.0),
        curve("saddle", (-0.4, 0.92), (-0.05, 0.93), (-0.1, 0.86), (-0.34, 0.85)).painted("dark"),
        limb("handlebar", 0.36, 0.95, 0.28, 0.05, 20.0).painted("dark"),
    ),
    finish="metal",
)  # fmt: skip

BOAT = Kind(
    "boat", "vehicle", ("water",), 3.5,
    (
        limb("mast", -0.02, 0.2, 0.8, 0.03, 90.0).painted("wood"),
        corners("sail", (0.02, 0.98), (0.02, 0.32), (0.56, 0.32)).painted("paper"),
        corners("sail", (-0.06, 0.9), (-0.06, 0.32), (-0.42, 0.32)).painted("paper"),
        curve("hull", (-0.66, 0.24), (0.0, 0.21), (0.72, 0.26), (0.5, 0.02), (0.0, 0.0),
            (-0.5, 0.02)).with_parts(
            corners("stripe", (-0.9, 0.17), (0.9, 0.18), (0.9, 0.13),
                (-0.9, 0.12)).painted("pale").sometimes(0.6)
        ),
    ),
    finish="plastic", spin=6.0,
)  # fmt: skip

AIRPLANE = Kind(
    "airplane", "vehicle", ("air",), 3.0,
    (
        corners("tail", (-1.3, 0.5), (-1.55, 1.0), (-1.3, 1.0), (-0.95, 0.55)),
        corners("wing", (0.15, 0.52), (-0.3, 0.9), (-0.12, 0.9), (0.5, 0.52)).painted("metal"),
        curve("body", (-1.5, 0.52), (0.0, 0.66), (1.2, 0.62), (1.55, 0.46), (1.1, 0.34),
            (0.0, 0.32),
            (-1.1, 0.38)).with_parts(
            *_windows("window", -0.9, 0.95, 0.53, 7, 0.045),
            corners("windshield", (1.18, 0.48), (1.15, 0.6), (1.5, 0.52),
                (1.5, 0.48)).painted("glass"),
        ),
        corners("wing", (0.35, 0.42), (-0.55, 0.0), (-0.85, 0.02), (-0.25, 0.44)).painted("metal"),
        oval("engine", -0.05, 0.22, 0.2, 0.07).painted("metal"),
    ),
    ("white", "red", "blue", "grey", "yellow", "orange"), "metal", spin=15.0,
)  # fmt: skip

BALLOON = Kind(
    "balloon", "vehicle", ("air",), 2.5,
    (
        limb("rope", -0.1, 0.32, 0.25, 0.015, -80.0).painted("dark"),
        limb("rope", 0.1, 0.32, 0.25, 0.015, -100.0).painted("dark"),
        curve("envelope", (-0.14, 0.26), (-0.38, 0.62), (-0.25, 0.94), (0.0, 1.0), (0.25, 0.94),
            (0.38, 0.62), (0.14, 0.26)).with_parts(
            curve("stripe", (-0.02, 0.2), (-0.16, 0.62), (0.0, 1.02),
                (0.16, 0.62)).painted("pale").sometimes(0.6)
        ),
        box("basket", 0.0, 0.06, 0.1, 0.06).painted("wood"),
    ),
    finish="fabric", spin=5.0,
)  # fmt: skip

VEHICLES: tuple[Kind, ...] = (CAR, BUS, TRUCK, BICYCLE, BOAT, AIRPLANE, BALLOON)
