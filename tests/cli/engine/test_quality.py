"""Claims about `anymask engine quality`."""

from anymask.cli.engine.quality import _agreement
from anymask.engine.agreement import Agreement
from anymask.engine.shares import shares_of


def test_a_fresh_project_has_nothing_to_tell(run, folder: str) -> None:
    ran = run("engine", "quality", folder)
    assert ran.code == 0
    assert "no mask has been reviewed yet" in ran.out
    assert "nobody has labelled the same object" in ran.out
    assert "flags that wait for a decision: 0" in ran.out


def test_second_annotators_are_asked(run, folder: str) -> None:
    ran = run("engine", "quality", folder, "--second", "5", "--people", "3", "--json")
    assert "only 3 of 5 images" in ran.err
    assert "3 images wait for 3 people each" in ran.err
    assert ran.json["agreement"]["images"] == 0
    refused = run("engine", "quality", folder, "--people", "3")
    assert (refused.code, "pass --second too" in refused.err) == (2, True)


def test_agreement_is_told_in_a_sentence() -> None:
    ious = [0.95, 0.85]
    told = _agreement(Agreement("semi-automatic", 1, 4, 2, 1.0, 0.9, shares_of(ious, [1, 1])))
    assert "IoU 0.900 (50.0% at IoU 0.90, 100.0% at IoU 0.75) of 2 pairs on 1 images" in told
