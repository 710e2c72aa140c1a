"""Points and boxes as they are typed on the command line: `x,y`, `x,y,label`, `x0,y0,x1,y1`.

Only the spelling is checked here; whether a point lies inside the image is known when the image
is open, and checked where the Python interface checks it (prompting/prompts.py).
"""

import math

from anymask.errors import InputError

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def parse_point(text: str) -> tuple[Point, int]:
    """Read `x,y` or `x,y,label`: original pixels; label 1 is on the object, 0 is not.

    Raises:
        InputError: if the text is not two or three numbers, or the label is not 0 or 1.

    >>> parse_point("320,240"), parse_point("10.5,20,0")
    (((320.0, 240.0), 1), ((10.5, 20.0), 0))
    """
    numbers = _numbers(text, "--point", "x,y or x,y,label", counts=(2, 3))
    label = numbers[2] if len(numbers) == 3 else 1.0
    if label not in (0.0, 1.0):
        raise InputError(
            f"--point {text}: label {label:g} is neither 1 (on the object) nor 0 (not on it); "
            "write x,y,1 or x,y,0"
        )
    return (numbers[0], numbers[1]), int(label)


def parse_box(text: str) -> Box:
    """Read `x0,y0,x1,y1`: the left, top, right and bottom edge in original pixels.

    Raises:
        InputError: if the text is not four numbers.

    >>> parse_box("10,20,110,90")
    (10.0, 20.0, 110.0, 90.0)
    """
    x0, y0, x1, y1 = _numbers(text, "--box", "x0,y0,x1,y1", counts=(4,))
    return x0, y0, x1, y1


def _numbers(text: str, option: str, form: str, counts: tuple[int, ...]) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise InputError(f"{option} {text!r} is not made of numbers; write {form}") from None
    if len(numbers) not in counts:
        raise InputError(f"{option} {text!r} has {len(numbers)} numbers; write {form}")
    if not all(math.isfinite(number) for number in numbers):
        raise InputError(f"{option} {text!r} holds a number that is not finite; write {form}")
    return numbers
