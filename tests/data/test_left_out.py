"""Claims about what is said of items that were left out."""

from anymask.data.left_out import SHOWN, LeftOutItems


def test_the_first_items_are_named_and_the_rest_counted() -> None:
    places = [f"annotations[{number}]" for number in range(SHOWN + 2)]
    items = LeftOutItems.of("crowd regions", places)
    assert (items.count, items.examples) == (SHOWN + 2, tuple(places[:SHOWN]))
    assert str(items).startswith("left out 7 crowd regions: annotations[0], ")
    assert str(items).endswith("annotations[4] and 2 more")


def test_few_items_are_all_named() -> None:
    assert str(LeftOutItems.of("images", ["a.jpg"])) == "left out 1 images: a.jpg"
