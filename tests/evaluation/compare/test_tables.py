"""Claims about the numbers of a comparison."""

from dataclasses import replace

from anymask.evaluation.compare.tables import is_best, make_blocks, to_markdown

A = {"cats": {"regular": 0.5, "noc": 3.0}, "dogs": {"regular": 0.9, "noc": 2.0}}
B = {"cats": {"regular": 0.7, "noc": 4.0}}
C = {"cats": {"regular": 0.1}, "dogs": {"regular": 0.95}}


def test_the_mean_comes_first_where_sets_are_shared(section_of, report_of) -> None:
    section = section_of(report_of("a", A), report_of("c", C))
    blocks = make_blocks(section)
    assert [block.name for block in blocks] == ["mean of sets", "cats", "dogs"]
    assert blocks[0].lines[0][1].scores == {"regular": 0.7, "noc": 2.5}


def test_a_single_shared_set_has_no_mean_and_lines_may_be_missing(section_of, report_of) -> None:
    cats, dogs = make_blocks(section_of(report_of("a", A), report_of("b", B)))
    assert [label for label, _ in cats.lines] == ["a", "b"]
    assert [label for label, _ in dogs.lines] == ["a"]


def test_the_best_may_be_the_least_and_needs_a_rival(section_of, report_of) -> None:
    section = section_of(report_of("a", A), report_of("b", B), report_of("c", C))
    cats, dogs = make_blocks(section)
    assert cats.best(section.measures) == {"regular": 0.7, "noc": 3.0}
    assert dogs.best(section.measures) == {"regular": 0.95}
    assert is_best(0.95004, 0.95)
    assert not is_best(0.949, 0.95)
    assert not is_best(0.9, None)


def test_nothing_is_best_on_other_objects(section_of, report_of) -> None:
    one, other = report_of("a", A), report_of("b", B)
    fewer = replace(other.methods[0].sets[0], objects=4)
    other = replace(other, methods=(replace(other.methods[0], sets=(fewer,)),))
    section = section_of(one, other)
    assert make_blocks(section)[0].best(section.measures) == {}


def test_a_star_marks_the_best_in_markdown(section_of, report_of) -> None:
    section = section_of(report_of("a", A), report_of("b", B))
    lines = to_markdown(section).splitlines()
    assert lines[0] == "## points"
    assert lines[2:6] == [
        "| cats | 1 click |    NoC |",
        "|------|--------:|-------:|",
        "| a    |  0.500  | 3.000* |",
        "| b    |  0.700* | 4.000  |",
    ]


def test_what_was_not_measured_is_a_dash(section_of, report_of) -> None:
    assert "| c    |  0.100  |      - |" in to_markdown(
        section_of(report_of("a", A), report_of("c", C))
    )
