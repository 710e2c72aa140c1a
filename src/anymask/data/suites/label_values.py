"""What the numbers of label pictures mean, in the sets that document them.

Each function says of one value of one set whether it is an object, or what it is called.
"""

from anymask.data.voc import CLASSES as VOC_CLASSES

ADE_LEVELS = 10
"""In the pictures of ADE20K, class = red // 10 * 256 + green."""

CITYSCAPES_PER_CLASS = 1000
"""In Cityscapes, a value from 1000 up is class * 1000 + number; below it is a class alone."""
CITYSCAPES_STUFF = {
    7: "road",
    8: "sidewalk",
    11: "building",
    12: "wall",
    13: "fence",
    17: "pole",
    19: "traffic light",
    20: "traffic sign",
    21: "vegetation",
    22: "terrain",
    23: "sky",
}
CITYSCAPES_THINGS = {
    24: "person",
    25: "rider",
    26: "car",
    27: "truck",
    28: "bus",
    31: "train",
    32: "motorcycle",
    33: "bicycle",
}

DRAM_CLASSES = (3, 4, 5, 8, 9, 10, 12, 13, 15, 16, 17)
"""The numbers of those classes of PASCAL VOC that DRAM annotates."""

EGOHOS_CLASSES = {
    1: "left hand",
    2: "right hand",
    3: "object held by the left hand",
    4: "object held by the right hand",
    5: "object held by both hands",
    6: "object touched by what the left hand holds",
    7: "object touched by what the right hand holds",
    8: "object touched by what both hands hold",
}


def is_ade_object(colour: int) -> bool:
    """Whether a colour (red * 65536 + green * 256 + blue) of ADE20K has a class.

    >>> is_ade_object(0x0A0000), is_ade_object(0x0000FF)
    (True, False)
    """
    red, green = colour >> 16, colour >> 8 & 255
    return red // ADE_LEVELS * 256 + green > 0


def is_cityscapes_segment(value: int) -> bool:
    """Whether a value of Cityscapes is a segment of its panoptic benchmark.

    Classes that the benchmark does not evaluate are none, nor are groups of things that the
    annotators did not tell apart: a class of things without a number.
    """
    return cityscapes_class(value) is not None


def cityscapes_class(value: int) -> str | None:
    """Name the class of a value of Cityscapes; None: it is no segment.

    >>> cityscapes_class(26001), cityscapes_class(23), cityscapes_class(26), cityscapes_class(4)
    ('car', 'sky', None, None)
    """
    if value < CITYSCAPES_PER_CLASS:
        return CITYSCAPES_STUFF.get(value)
    return CITYSCAPES_THINGS.get(value // CITYSCAPES_PER_CLASS)


def is_dram_class(value: int) -> bool:
    """Whether a value of DRAM is one of its eleven classes."""
    return value in DRAM_CLASSES


def dram_class(value: int) -> str | None:
    """Name a class of DRAM.

    >>> dram_class(15)
    'person'
    """
    return VOC_CLASSES[value] if is_dram_class(value) else None
