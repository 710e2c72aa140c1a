"""Claims about the phrases that the labels of an image name."""

from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.text.phrases import NO_LABEL, NO_TEXT, Phrase, read_phrases

labels = st.sampled_from(["cat", "dog", "traffic light", None])


@given(st.lists(labels, max_size=9))
def test_every_object_is_meant_by_one_phrase_or_counted(names: list[str | None]) -> None:
    found = read_phrases([{"category": name} for name in names])
    meant = sorted(place for phrase in found.phrases for place in phrase.members)
    assert meant == [place for place, name in enumerate(names) if name is not None]
    assert found.left_out.get(NO_LABEL, 0) == names.count(None)
    assert len({phrase.text for phrase in found.phrases}) == len(found.phrases)


def test_phrases_may_be_shared_and_an_object_may_have_several() -> None:
    cats = [{"phrases": ["left cat", "a cat"]}, {"phrases": ["a cat"]}, {"phrase": "the dog"}]
    assert read_phrases(cats, "phrase").phrases == (
        Phrase("left cat", (0,)),
        Phrase("a cat", (0, 1)),
        Phrase("the dog", (2,)),
    )


def test_the_other_field_is_not_read() -> None:
    both = [{"category": "cat", "phrase": "left cat"}]
    assert [each.text for each in read_phrases(both, "category").phrases] == ["cat"]
    assert [each.text for each in read_phrases(both, "phrase").phrases] == ["left cat"]


def test_a_phrase_said_twice_of_an_object_means_it_once() -> None:
    assert read_phrases([{"phrases": ["cat", "cat "]}], "phrase").phrases[0].members == (0,)


def test_labels_that_are_no_text_are_counted() -> None:
    wrong = [{"category": 7}, {"category": " "}, {}, {"category": "cat"}]
    found = read_phrases(wrong)
    assert [phrase.members for phrase in found.phrases] == [(3,)]
    assert found.left_out == {NO_TEXT: 2, NO_LABEL: 1}
    assert read_phrases([{"phrases": 7}], "phrase").left_out == {NO_TEXT: 1}
