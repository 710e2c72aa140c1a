"""`anymask engine simulate`: let simulated annotators do the open tasks, knowing the truth."""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName


def simulate(
    folder: Folder,
    truth: Annotated[
        list[Path],
        typer.Option("--truth", help="Labelled images whose files the project holds; repeatable."),
    ],
    split: Annotated[
        str, typer.Option("--split", help="Of the truth; all takes every image.")
    ] = options.ALL,
    people: Annotated[int, typer.Option("--people", min=1, help="How many annotators.")] = 4,
    objects: Annotated[
        int | None, typer.Option("--objects", min=1, help="Each labels at most so many an image.")
    ] = None,
    images: Annotated[
        int | None, typer.Option("--images", min=1, help="So many, then stop; by default all.")
    ] = None,
    image_seconds: Annotated[
        float | None,
        typer.Option(
            "--image-seconds", min=1, help="Of theirs, after which they go on to the next image."
        ),
    ] = None,
    project: ProjectName = None,
    seed: options.Seed = 0,
    device: options.Device = None,
    json: options.Json = False,
) -> None:
    """Label by simulated people, through the API, hours of work in minutes."""
    with open_project(folder, project) as opened:
        from anymask.data.open import open_dataset
        from anymask.serving.simulated.behaviour import Behaviour
        from anymask.serving.simulated.oracle import Oracle
        from anymask.serving.simulated.team import gather

        oracle = Oracle([open_dataset(path, split=options.part_of(split)) for path in truth])
        behaviour = Behaviour(objects=objects, image_seconds=image_seconds)
        team = gather(
            opened.engine, opened.project, oracle, people, behaviour, seed=seed, device=device
        )
        finished = team.work(lambda done: say(f"{done} images labelled"), most=images)
        diaries = [annotator.diary for annotator in team.annotators]
    masks = sum(len(diary.masks) for diary in diaries)
    if json:
        clicks, brushed = (sum(getattr(d, name) for d in diaries) for name in ("clicks", "brushed"))
        answer_json({"images": finished, "masks": masks, "clicks": clicks, "brushed": brushed})
    else:
        answer(f"{finished} images labelled, {masks} masks; see: anymask engine status {folder}")
