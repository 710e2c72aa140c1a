"""The datasheet tells what the engine knows, and asks for what only people know."""

from anymask.data.statistics import BINS, SetStatistics
from anymask.data.writers import find_form
from anymask.engine.datasheet import OPEN, Choices, datasheet
from anymask.engine.origins import Origins

FOUND = SetStatistics(
    2, 60, 0, 0, [0] * 30 + [2], [60] + [0] * (BINS - 1), [60] + [0] * (BINS - 1), [[60]], {}, {}
)
ORIGINS = Origins(
    {"automatic": 50, "person": 10},
    {"fully-automatic": 60},
    ("tiny", "tiny-2"),
    3,
    1_700_000_000_000,
    1_700_100_000_000,
    7200.0,
    {"accept": 4},
    1,
)


def test_it_tells_who_made_the_masks_with_what_and_when() -> None:
    text = datasheet("zoo", find_form("coco"), FOUND, ORIGINS, Choices(places=7))
    for part in (
        "made by a model alone | 50",
        "drawn by people, with a model's help | 10",
        "3 people worked 2.0 hours",
        "between 2023-11-14 and 2023-11-16",
        "`tiny`, `tiny-2`",
        "4 accept",
        "1 were left out",
        "| 0-49 | 2 |",
        "nothing was blurred. 7 of the files tell where",
    ):
        assert part in text
    assert text.count(OPEN) >= 5


def test_a_lossy_form_says_so() -> None:
    form = find_form("yolo")
    assert f"`yolo` loses: {form.loss}" in datasheet("zoo", form, FOUND, ORIGINS, Choices())


def test_names_do_not_become_markup() -> None:
    text = datasheet("<b>|zoo|*", find_form("coco"), FOUND, ORIGINS, Choices(blurred=True))
    assert text.startswith("# Datasheet: \\<b\\>\\|zoo\\|\\*")


def test_a_project_without_masks_has_one_too() -> None:
    none = Origins({}, {}, (), 0, None, None, 0.0, {}, 0)
    empty = SetStatistics(0, 0, 0, 0, [], [0] * BINS, [0] * BINS, [[0]], {}, {})
    assert "There are no masks." in datasheet("zoo", find_form("coco"), empty, none, Choices())
