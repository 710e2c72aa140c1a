"""Plans of what is seen from above and holds other things."""

from anymask.data.scenes.kinds import Kind, box, hoop, oval

PLATE = Kind(
    "plate", "tableware", ("dish",), 0.26,
    (oval("rim", 0.0, 0.5, 0.5, 0.5).with_parts(oval("well", 0.0, 0.5, 0.33, 0.33)),),
    ("white", "white", "blue", "green", "red", "yellow", "pink", "black"),
)  # fmt: skip

BOWL = Kind(
    "bowl", "tableware", ("dish",), 0.2,
    (
        oval("inside", 0.0, 0.5, 0.47, 0.47),
        hoop("rim", 0.0, 0.5, 0.5, 0.9),
    ),
)  # fmt: skip

TRAY = Kind(
    "tray", "tableware", ("dish",), 0.3,
    (
        box("rim", 0.0, 0.5, 0.72, 0.5).with_parts(box("base", 0.0, 0.5, 0.64, 0.42)),
        hoop("handle", -0.78, 0.5, 0.12, 0.6),
        hoop("handle", 0.78, 0.5, 0.12, 0.6),
    ),
    ("brown", "white", "black", "red", "green", "blue"), "wood",
)  # fmt: skip

BASKET = Kind(
    "basket", "tableware", ("dish",), 0.3,
    (
        oval("weave", 0.0, 0.5, 0.6, 0.5)
            .with_parts(oval("hollow", 0.0, 0.5, 0.5, 0.41).painted("cloth")),
        hoop("handle", 0.0, 0.5, 0.45, 0.88),
    ),
    ("brown", "yellow", "white"), "wood",
)  # fmt: skip

DISHES: tuple[Kind, ...] = (PLATE, BOWL, TRAY, BASKET)
