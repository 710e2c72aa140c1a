"""Claims about questions: each answer follows from the objects that are seen."""

import re

import numpy as np

from anymask.data.scenes.questions import Question
from anymask.data.scenes.source import SceneSample
from anymask.data.scenes.vocabulary.catalog import VOCABULARY

SIDES = r"Is the (\w+) (?:to the )?(left of|above|in front of) the (\w+)\?"


def _asked(scenes: list[SceneSample], kind: str) -> list[tuple[SceneSample, Question]]:
    found = [(scene, q) for scene in scenes for q in scene.questions if q.kind == kind]
    assert len(found) >= 5
    return found


def test_counts_are_those_of_the_objects(described: list[SceneSample]) -> None:
    for scene, question in _asked(described, "count"):
        count = sum(
            thing.is_thing and f"How many {VOCABULARY[thing.name].several} " in question.text
            for thing in scene.objects
        )
        assert count == int(question.answer)


def test_colours_are_those_of_the_only_one(described: list[SceneSample]) -> None:
    for scene, question in _asked(described, "colour"):
        name = question.text.removeprefix("What colour is the ").removesuffix("?")
        same = [thing for thing in scene.objects if thing.name == name]
        assert [thing.colour for thing in same] == [question.answer]


def test_what_is_asked_for_is_there_or_not(described: list[SceneSample]) -> None:
    for scene, question in _asked(described, "existence"):
        words = set(re.findall(r"[a-z]+", question.text))
        present = any(
            thing.name in words and (not thing.colour or thing.colour in words)
            for thing in scene.objects
            if thing.is_thing
        )
        assert question.answer == ("yes" if present else "no")


def test_what_a_thing_stands_on_is_its_only_support(described: list[SceneSample]) -> None:
    asked = [(s, q) for s, q in _asked(described, "relation") if q.text.startswith("What")]
    for scene, question in asked:
        name = question.text.split()[3]
        (thing,) = (thing for thing in scene.objects if thing.is_thing and thing.name == name)
        assert scene.objects[thing.support].name == question.answer
    assert asked


def test_where_things_are_is_told_right(described: list[SceneSample]) -> None:
    asked = [(s, q) for s, q in _asked(described, "relation") if q.text.startswith("Is")]
    for scene, question in asked:
        one, where, other = re.fullmatch(SIDES, question.text).groups()
        told = {
            (scene.objects[r.subject].name, r.name, scene.objects[r.other].name)
            for r in scene.relations
        }
        assert ((one, where, other) in told) == (question.answer == "yes")
    assert {question.answer for _, question in asked} == {"yes", "no"}


def test_yes_and_no_are_equally_frequent_where_there_are_things(
    described: list[SceneSample],
) -> None:
    answers = [
        question.answer
        for scene in described
        if any(thing.is_thing and thing.clear for thing in scene.objects)
        for question in scene.questions
        if question.kind == "existence"
    ]
    assert np.mean([answer == "yes" for answer in answers]) == 0.5
