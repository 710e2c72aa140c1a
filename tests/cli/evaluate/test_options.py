"""Claims about the options that the tasks of `anymask evaluate` share."""

import inspect

import pytest
import typer

from anymask.cli.evaluate import evaluate, options

COMMANDS = [
    command.callback for command in evaluate.registered_commands if command.callback is not None
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_an_option_of_a_shared_name_is_the_shared_one(command) -> None:
    shared = {"data": options.Data, "split": options.Split, "out": options.Out}
    own = {name: each.annotation for name, each in inspect.signature(command).parameters.items()}
    if own.get("suite") is options.SuiteName:  # then data may be left out
        shared |= {"data": options.DataOrSuite, "root": options.Root}
    assert all(own[name] is wanted for name, wanted in shared.items() if name in own)


def test_help_names_the_tasks(run) -> None:
    assert "points" in run("evaluate", "--help").out
    assert isinstance(evaluate, typer.Typer)
