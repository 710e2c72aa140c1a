"""Claims about queries, their neighbours, and what is shown of them."""

import pytest

from anymask.evaluation.probe.gallery import QUERIES, SHOWN, make_lines
from anymask.evaluation.probe.row import ProbeRow

CUP, PLATE = (1.0, 0.0), (0.0, 1.0)


@pytest.fixture
def rows(row_of) -> list[ProbeRow]:
    """The rows of both images; each knows cups from plates."""
    return [row_of(f"{n}.png", ["cup", "plate"], [CUP, PLATE]) for n in range(2)]


def test_neighbours_are_named_with_their_similarity(rows: list[ProbeRow], named) -> None:
    for line in make_lines(rows, {"set": named}):
        (beside,) = line.inside
        assert beside.category != line.query.category
        assert beside.similarity == pytest.approx(0)
        assert [each.similarity for each in line.across] == pytest.approx([1, 0])
        assert line.across[0].category == line.query.category


def test_every_category_is_asked_about_before_one_comes_again(row_of, named) -> None:
    rows = [row_of("0.png", ["cup", "plate"], [CUP, PLATE])]
    rows += [row_of("1.png", ["cup", "cup"], [CUP, PLATE])] * 5
    lines = make_lines(rows, {"set": named})
    asked = [line.query.category for line in lines]
    assert len(asked) == QUERIES
    assert set(asked[:2]) == {"cup", "plate"}
    assert all(len(line.across) == SHOWN for line in lines)


def test_the_window_is_cut_around_the_mask(rows: list[ProbeRow], named) -> None:
    for line in make_lines(rows, {"set": named}):
        inside = line.query.window.pixels[line.query.window.mask]
        brightest = inside.reshape(-1, 3).max(0).argmax()
        assert ("cup", "plate")[brightest] == line.query.category  # cups are red, plates green


def test_the_draw_follows_the_seed(row_of, named) -> None:
    rows = [row_of(f"{n % 2}.png", ["cup", "cup"], [(n, 1.0), (n, 2.0)]) for n in range(1, 20)]
    first, again, other = (
        [line.across[-1].similarity for line in make_lines(rows, {"set": named}, seed)]
        for seed in (0, 0, 1)
    )
    assert first == again != other


def test_a_query_has_company_in_its_image(row_of, named) -> None:
    rows = [row_of("0.png", ["cup"], [CUP]), row_of("1.png", ["cup"], [CUP])]
    assert make_lines(rows, {"set": named}) == []
