"""`anymask data suites`: published collections of data sets, and what of them is on disk."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli.console import answer, answer_json, answer_table
from anymask.cli.options import Json

if TYPE_CHECKING:
    from anymask.data.suites.manifest import PublishedSet, Suite

UNVERIFIED = "not verified"
"""Stands where we could not read the terms of a set."""


def suites(
    name: Annotated[str, typer.Argument(metavar="SUITE", help="Which collection.")] = "sam-23",
    root: Annotated[
        Path | None,
        typer.Option("--root", help="Open those of its sets that have a folder in here."),
    ] = None,
    json: Json = False,
) -> None:
    """List the sets of a suite: size, terms, address; with --root, what of them is on disk."""
    from anymask.data.suites.catalog import find_suite

    suite = find_suite(name)
    states = {} if root is None else _look(suite, root)
    if json:
        sets = [_describe(each, states.get(each.name)) for each in suite.sets]
        answer_json({"suite": suite.name, "source": suite.source, "rule": suite.rule, "sets": sets})
        return
    answer(f"{suite.name}: {suite.source}\n{suite.rule}\n")
    header = ("set", "images", "masks", "terms", "where to get it" if root is None else "on disk")
    last = {each.name: states.get(each.name, "no") if root else each.address for each in suite.sets}
    rows = [
        (each.name, f"{each.images}", f"{each.masks}", _terms(each), last[each.name])
        for each in suite.sets
    ]
    answer_table([header, *rows])


def _look(suite: "Suite", root: Path) -> dict[str, str]:
    """Open what is on disk: name -> how many images, or why it cannot be opened."""
    from anymask.errors import FormatError, InputError

    states = {}
    for name, folder in suite.on_disk(root).items():
        try:
            dataset = suite.find(name).open(folder)
        except (InputError, FormatError) as error:
            states[name] = f"cannot be opened: {error}"
            continue
        beside = "".join(f"; {items}" for items in dataset.left_out)
        states[name] = f"{len(dataset)} images{beside}"
    return states


def _describe(each: "PublishedSet", state: str | None) -> dict[str, object]:
    return {
        "name": each.name,
        "title": each.title,
        "shows": each.shows,
        "masks_of": each.masks_of,
        "part": each.part,
        "images": each.images,
        "masks": each.masks,
        "thinned": each.thinned,
        "address": each.address,
        "terms": each.licence.terms if each.licence else None,
        "terms_said_by": each.licence.evidence if each.licence else None,
        "files": each.files,
        "remarks": each.remarks,
        "on_disk": state,
    }


def _terms(each: "PublishedSet") -> str:
    return each.licence.terms if each.licence else UNVERIFIED
