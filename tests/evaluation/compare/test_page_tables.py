"""Claims about the tables of the page."""

from anymask.evaluation.compare.page_tables import (
    difference_table,
    score_table,
    settings_table,
)
from anymask.evaluation.compare.paired import Pair
from anymask.evaluation.compare.tables import Block, make_blocks
from anymask.evaluation.report import Measure, SetResult

MEASURES = {"iou": Measure("1 click"), "box": Measure("box")}


def test_scores_have_their_interval_and_the_best_is_marked() -> None:
    good = SetResult("cats", 2, 9, {"iou": 0.75}, {"iou": (0.7, 0.8)})
    bad = SetResult("cats", 2, 9, {"iou": 0.5})
    html = score_table([Block("cats", (("a", good), ("b", bad)))], MEASURES)
    assert '<td class="best">0.750<small> ±0.050</small></td>' in html
    assert "<td>0.500</td><td>-</td>" in html


def test_names_are_escaped(section_of, report_of) -> None:
    section = section_of(report_of("<a>", {"<cats>": {"regular": 0.5}}, seed="<b>"))
    html = score_table(make_blocks(section), section.measures) + settings_table(section)
    assert not any(f"<{name}>" in html for name in ("a", "cats", "b"))
    assert "&lt;cats&gt;" in html


def test_a_difference_is_marked_where_its_interval_has_no_zero() -> None:
    pairs = [
        Pair("a", "b", "iou", 9, 0.2, (0.1, 0.3), 8, 1),
        Pair("a", "b", "iou", 9, -0.2, (-0.3, 0.1), 1, 8),
        Pair("a", "b", "iou", 9, 0.1, None, 1, 8),
    ]
    html = difference_table(pairs, MEASURES)
    assert '<td class="sure">+0.200<small> +0.100 to +0.300</small></td>' in html
    assert "<td>-0.200<small> -0.300 to +0.100</small></td>" in html
    assert "<td>+0.100</td>" in html


def test_no_pairs_are_no_table() -> None:
    assert difference_table([], MEASURES) == ""
