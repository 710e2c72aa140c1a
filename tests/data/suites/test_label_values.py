"""Claims about what the numbers of label pictures mean."""

from hypothesis import given
from hypothesis import strategies as st

from anymask.data.suites.label_values import (
    CITYSCAPES_STUFF,
    CITYSCAPES_THINGS,
    DRAM_CLASSES,
    cityscapes_class,
    dram_class,
    is_ade_object,
    is_cityscapes_segment,
    is_dram_class,
)


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_the_class_of_a_colour_of_ade20k_does_not_depend_on_its_blue(
    red: int, green: int, blue: int
) -> None:
    colour = red << 16 | green << 8 | blue
    assert is_ade_object(colour) == (red >= 10 or green > 0)


def test_cityscapes_has_nineteen_classes_and_numbers_things_only() -> None:
    assert len(CITYSCAPES_STUFF | CITYSCAPES_THINGS) == 19
    assert all(is_cityscapes_segment(value) for value in CITYSCAPES_STUFF)
    assert not any(is_cityscapes_segment(value) for value in CITYSCAPES_THINGS)


@given(st.sampled_from(sorted(CITYSCAPES_THINGS)), st.integers(0, 999))
def test_every_thing_of_cityscapes_has_the_class_of_its_thousands(kind: int, number: int) -> None:
    assert cityscapes_class(kind * 1000 + number) == CITYSCAPES_THINGS[kind]


def test_dram_keeps_eleven_classes_of_voc() -> None:
    assert [dram_class(value) for value in DRAM_CLASSES[:3]] == ["bird", "boat", "bottle"]
    assert not any(is_dram_class(value) for value in (0, 1, 255))
    assert dram_class(255) is None
