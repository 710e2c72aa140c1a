"""An audit measures people first, or the masks of the set where another set is the second."""

from pathlib import Path

from anymask.cli.evaluate.audit_run import AuditRequest, second_set
from anymask.evaluation.sampling import Sampling


def names_of(request: AuditRequest) -> list[str]:
    """The names of the methods of a request."""
    return [load().name for load in request.methods()]


def test_people_come_first(squares: Path) -> None:
    asked = ([squares], "eval", Sampling(), [], ["box"], None, "fp32")
    assert names_of(AuditRequest(*asked)) == ["human agreement", "filled box"]
    assert names_of(AuditRequest(*asked, has_second=True)) == ["masks of the set", "filled box"]


def test_the_second_set_is_opened_with_the_same_split(squares: Path) -> None:
    assert second_set(None, "eval") is None
    found = second_set(squares, "train")
    assert found is not None
    assert found.annotator("2.png").closest is not None
