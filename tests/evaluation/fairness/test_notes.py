"""What the RAI report could not use is counted, and the first of it named."""

from anymask.evaluation.fairness.notes import note_on_missing, notes_on


def test_what_could_not_be_used_is_said(people) -> None:
    assert notes_on(people, ["age"]) == (
        "2 lines of tables are about no annotation of their image",
        "'Kenia' names no country that is known",
        "1 of 7 objects have no 'age'",
    )


def test_missing_images_are_counted_and_the_first_ones_named() -> None:
    assert note_on_missing("t.csv", ["a"]) == "t.csv: 'a' is in no set"
    assert note_on_missing("t.csv", list("abcdefg")).endswith("'e' and 2 more are in no set")
