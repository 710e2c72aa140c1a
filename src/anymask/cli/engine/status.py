"""`anymask engine status`: what was labelled in each round and stage, and what it cost people."""

from typing import TYPE_CHECKING

from anymask.cli import options
from anymask.cli.console import answer, answer_json, answer_table, say
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName

if TYPE_CHECKING:
    from anymask.engine.status import Status


def status(folder: Folder, project: ProjectName = None, json: options.Json = False) -> None:
    """Show masks per image, seconds and clicks per mask, and the model's IoU, round by round."""
    with open_project(folder, project) as opened:
        from anymask.engine.status import status_of

        with opened.engine.database.reading() as session:
            found = status_of(session, opened.project)
    if json:
        answer_json(found.to_dict())
    else:
        _print(found)


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


def _counts(counts: object) -> str:
    assert isinstance(counts, dict)
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"
