"""Results to stdout, everything else to stderr."""

import json

import pytest

from anymask.cli.console import answer, answer_json, answer_table, complain, say


def test_results_and_remarks_do_not_mix(capsys: pytest.CaptureFixture[str]) -> None:
    answer("result")
    say("remark")
    complain("line one\n  line two")
    assert capsys.readouterr() == ("result\n", "remark\nanymask: line one line two\n")


def test_nothing_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    name = "\x1b]0;title\x07 Größe \u202e \udce9"
    for tell in (answer, say, complain):
        tell(name)
    shown = r"\x1b]0;title\x07 Größe \u202e \udce9"
    assert capsys.readouterr() == (f"{shown}\n", f"{shown}\nanymask: {shown}\n")


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    answer_json({"path": "Größe", "masks": [1, 2]})
    assert json.loads(capsys.readouterr().out) == {"path": "Größe", "masks": [1, 2]}


def test_json_refuses_what_json_does_not_have() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        answer_json({"score": float("nan")})


def test_columns_are_as_wide_as_their_widest_cell(capsys: pytest.CaptureFixture[str]) -> None:
    answer_table([("set", "images"), ("PPDLS", "182"), ("", "7")])
    assert capsys.readouterr().out == "set    images\nPPDLS  182\n       7\n"
