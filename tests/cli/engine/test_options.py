"""Claims about the options that the commands of the engine share."""

from typing import get_args

from anymask.cli.engine.options import Folder, ProjectName


def test_they_say_what_they_are_for() -> None:
    assert all(get_args(each)[1].help for each in (Folder, ProjectName))
