"""Claims about cards."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from anymask.evaluation.compare.cards import make_galleries
from anymask.evaluation.compare.contenders import read_sections
from anymask.evaluation.compare.examples import Examples, read_examples
from anymask.evaluation.compare.originals import Originals


@pytest.fixture
def examples(write_measured) -> Examples:
    """Two methods on two images."""
    (section,) = read_sections([write_measured("a", 0.2, 0.9), write_measured("b", 0.4, 0.6)])
    (found,) = read_examples(section)
    return found


def test_every_contender_has_a_panel_beside_the_truth(examples: Examples) -> None:
    originals = Originals()
    worst, *_ = make_galleries(examples, 1, originals)
    (card,) = worst.cards
    assert worst.title == "Worst of a"
    assert [(panel.label, panel.score) for panel in card.panels] == [("a", 0.2), ("b", 0.4)]
    pictures = [card.truth, *(panel.jpeg for panel in card.panels)]
    assert len({Image.open(io.BytesIO(each)).size for each in pictures}) == 1
    assert card.clicked
    assert originals.missing == {}


def test_random_clicks_are_not_shown(write_measured) -> None:
    folder = write_measured("a", 0.2, 0.9, first_click="random")
    (examples,) = read_examples(read_sections([folder])[0])
    assert not make_galleries(examples, 1, Originals())[0].cards[0].clicked


def test_data_that_are_gone_have_no_cards_and_are_told(examples: Examples, boxes: Path) -> None:
    shutil.rmtree(boxes)
    originals = Originals()
    assert make_galleries(examples, 3, originals) == ()
    assert len(originals.missing) == 1


def test_one_path_that_still_leads_there_is_enough(
    write_measured, boxes: Path, tmp_path: Path
) -> None:
    first, second = write_measured("a", 0.2, 0.9), write_measured("b", 0.4, 0.6)
    rows = first / "report.jsonl"
    rows.write_text(rows.read_text().replace(str(boxes), str(tmp_path / "moved")))
    (examples,) = read_examples(read_sections([first, second])[0])
    assert make_galleries(examples, 1, Originals())[0].cards


def test_an_image_that_changed_is_skipped(examples: Examples, boxes: Path) -> None:
    (boxes / "images" / "0.png").write_bytes(b"")
    titles = {
        gallery.title: [card.question.image for card in gallery.cards]
        for gallery in make_galleries(examples, 2, Originals())
    }
    assert titles["Worst of a"] == ["1.png"]
    assert "b ahead of a" not in titles
