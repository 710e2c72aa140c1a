"""`anymask engine audit`: let people judge the masks of a sample of images, and count how good."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, answer_table, say
from anymask.cli.engine.opening import Opened, open_project
from anymask.cli.engine.options import Folder, ProjectName
from anymask.errors import ConfigurationError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from anymask.engine.audits import Audit
    from anymask.engine.shares import Share

PUBLISHED = "published: 94 % of masks at IoU .90 and above, 97 % at .75 (500 images of SA-1B)"


def audit(
    folder: Folder,
    draw: Annotated[
        bool, typer.Option("--draw", help="Draw a sample of finished images and open their tasks.")
    ] = False,
    images: Annotated[
        int | None,
        typer.Option(
            "--images", min=1, help="To draw; by default work.audit_images of engine.yaml."
        ),
    ] = None,
    project: ProjectName = None,
    json: options.Json = False,
) -> None:
    """Show the audits: the share of masks at IoU .90 and .75 with what auditors want."""
    if images is not None and not draw:
        raise ConfigurationError(f"--images {images} is for a new sample; pass --draw too")
    with open_project(folder, project) as opened:
        if draw:
            _draw(opened, images or opened.engine.settings.work.audit_images)
        from anymask.engine.audits import audits_of

        with opened.engine.database.reading() as session:
            found = audits_of(session, opened.project.id)
    if json:
        answer_json([asdict(each) for each in found])
    elif found:
        _print(found)
    else:
        answer(f"no audit yet; draw one: anymask engine audit {folder} --draw")


def _draw(opened: Opened, images: int) -> None:
    from anymask.engine.audits import open_audit
    from anymask.engine.database.tables import Project

    def work(session: "Session") -> "Audit":
        return open_audit(session, session.get_one(Project, opened.project.id), images)

    made = opened.engine.database.write(work)
    if made.images < images:
        say(f"only {made.images} of {images} images are finished; all of them are drawn")
    say(f"audit {made.number}: {made.images} tasks of kind audit wait for reviewers")


def _print(audits: "list[Audit]") -> None:
    rows = [["audit", "images", "masks of", "masks", "rejected", "IoU", "IoU ≥ .90", "IoU ≥ .75"]]
    for each in audits:
        start = [str(each.number), f"{each.done} of {each.images}"]
        for group in each.groups:
            counts = [str(group.masks), str(group.rejected), f"{group.mean_iou:.3f}"]
            rows.append([*start, group.name, *counts, *map(_percent, group.shares)])
        if not each.groups:
            rows.append([*start, "", "", "", "", "", ""])
    answer_table(rows)
    say(PUBLISHED)


def _percent(share: "Share") -> str:
    if share.interval is None:
        return f"{share.share:.1%}"
    low, high = share.interval
    return f"{share.share:.1%} ({low:.1%} to {high:.1%})"
