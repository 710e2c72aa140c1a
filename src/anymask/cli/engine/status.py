"""`anymask engine status`: what was labelled in each round and stage, and what it cost people."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, answer_table, say
from anymask.cli.engine.opening import Opened, open_project
from anymask.cli.engine.options import Folder, ProjectName

if TYPE_CHECKING:
    from anymask.engine.status import Status

EXAMPLES = 4
"""Images of each stage on the page of examples."""


def status(
    folder: Folder,
    project: ProjectName = None,
    pictures: Annotated[
        Path | None,
        typer.Option("--pictures", help="Folder for rounds.png and, with masks, masks.png."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Show masks per image, seconds and clicks per mask, and the model's IoU, round by round."""
    with open_project(folder, project) as opened:
        from anymask.engine.status import status_of

        with opened.engine.database.reading() as session:
            found = status_of(session, opened.project)
        written = [] if pictures is None else _draw(opened, found, pictures)
    if json:
        answer_json(found.to_dict() | {"pictures": [str(path) for path in written]})
    else:
        _print(found)
        for path in written:
            say(f"drawn: {path}")


def _print(found: "Status") -> None:
    from anymask.engine.status import PUBLISHED, round_table

    answer(f"project '{found.project}', stage {found.stage}")
    answer(f"images: {_counts(found.images)}; {found.held_out} held out to judge models")
    answer(f"tasks of this stage: {_counts(found.tasks)}")
    answer("")
    answer_table(round_table(found))
    for job in found.jobs:
        progress = f" {job.done} of {job.total}" if job.total else ""
        answer(f"job {job.id} {job.kind}: {job.state}{progress} {job.message}".rstrip())
    say(PUBLISHED)


def _draw(opened: Opened, found: "Status", folder: Path) -> list[Path]:
    """Write the pictures and return where they lie."""
    from anymask.cli.contact_sheet import contact_sheet
    from anymask.engine.examples import examples_of
    from anymask.engine.round_chart import draw_rounds
    from anymask.storage.images import save_png

    pages = {"rounds.png": draw_rounds(found.rounds, f"project {found.project}")}
    if samples := examples_of(opened.engine, opened.project, EXAMPLES):
        pages["masks.png"] = contact_sheet(samples)
    for name, page in pages.items():
        save_png(folder / name, page)
    return [folder / name for name in pages]


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"
