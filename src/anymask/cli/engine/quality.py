"""`anymask engine quality`: verdicts on annotators, how far annotators agree, and open flags."""

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

    from anymask.engine.agreement import Agreement
    from anymask.engine.reviews import Reviewed

PUBLISHED = "published: people who mark the same object agree at an IoU of .85 to .91"


def quality(
    folder: Folder,
    second: Annotated[
        int | None,
        typer.Option(
            "--second", min=1, help="Let others label so many images again, without seeing masks."
        ),
    ] = None,
    people: Annotated[
        int | None,
        typer.Option("--people", help="Who label each of them, with the first: 2 to 10."),
    ] = None,
    project: ProjectName = None,
    json: options.Json = False,
) -> None:
    """Show the verdicts of reviewers, how far people agree, and how many images are flagged."""
    if people is not None and second is None:
        raise ConfigurationError(f"--people {people} needs images; pass --second too")
    with open_project(folder, project) as opened:
        if second is not None:
            _ask(opened, second, people or 2)
        from anymask.engine.agreement import agreement_of
        from anymask.engine.flags import list_flags
        from anymask.engine.reviews import review_summary

        key, stage = opened.project.id, opened.project.stage
        with opened.engine.database.reading() as session:
            reviewed = review_summary(session, key)
            agreement = agreement_of(session, key, stage)
            flags = len(list_flags(session, key, resolved=False))
    if json:
        told = [asdict(each) for each in reviewed]
        answer_json({"reviews": told, "agreement": asdict(agreement), "open_flags": flags})
    else:
        _print(reviewed, agreement, flags)


def _ask(opened: Opened, images: int, people: int) -> None:
    from anymask.engine.agreement import ask_second_annotators
    from anymask.engine.database.tables import Project

    def work(session: "Session") -> int:
        row = session.get_one(Project, opened.project.id)
        return ask_second_annotators(session, row, images, people)

    chosen = opened.engine.database.write(work)
    if chosen < images:
        say(f"only {chosen} of {images} images have no second annotator yet")
    say(f"{chosen} images wait for {people} people each")


def _print(reviewed: "list[Reviewed]", agreement: "Agreement", flags: int) -> None:
    if reviewed:
        rows = [["annotator", "accepted", "fixed", "rejected", "IoU"]]
        for each in reviewed:
            counts = [str(each.accepted), str(each.fixed), str(each.rejected)]
            rows.append([each.name or "the model", *counts, f"{each.mean_iou:.3f}"])
        answer_table(rows)
    else:
        answer("no mask has been reviewed yet")
    answer(_agreement(agreement))
    answer(f"flags that wait for a decision: {flags}")


def _agreement(found: "Agreement") -> str:
    if found.mean_iou is None:
        return f"nobody has labelled the same object as somebody else in stage {found.stage}"
    say(PUBLISHED)
    shares = ", ".join(f"{each.share:.1%} at IoU {each.bound:.2f}" for each in found.shares)
    return (
        f"agreement in stage {found.stage}: IoU {found.mean_iou:.3f} ({shares}) of {found.pairs} "
        f"pairs on {found.images} images; {found.matched_share:.1%} of the masks have a partner"
    )
