"""`anymask engine init`: make an engine in a folder, or add images to the one that is there."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.engine.opening import require_engine
from anymask.errors import ConfigurationError

if TYPE_CHECKING:
    from anymask.engine.settings import EngineSettings


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The engine's folder; made when it is not there.")
    ],
    images: Annotated[
        Path | None,
        typer.Option("--images", help="Folder of the images to label, with its sub-folders."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Of the project; by default that of the folder.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="KEY=VALUE of engine.yaml; repeatable."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Make an engine and a project, and take images in. Repeat it to add images."""
    require_engine()
    from anymask.engine.images import add_images, files_of
    from anymask.engine.project import TOKEN_FILE, add_project, init_engine
    from anymask.storage.progress import track

    arrived = iter(()) if images is None else track(files_of(images), "images")
    with contextlib.closing(init_engine(folder, _settings(folder, settings or []))) as engine:
        project = add_project(engine, name or folder.resolve().name)
        added, refused = add_images(
            engine.database,
            engine.store,
            project,
            arrived,
            held_out_share=engine.settings.train.held_out_share,
        )
    for one in refused:
        say(f"not taken: {one.name}: {one.reason}")
    if json:
        lost = [{"name": one.name, "reason": one.reason} for one in refused]
        answer_json(
            {"engine": str(folder), "project": project.name, "added": added, "refused": lost}
        )
    else:
        answer(f"{folder}: project '{project.name}', {added} images added")
        say(f"token of its administrator: {folder / TOKEN_FILE}")
    if refused:
        raise typer.Exit(1)


def _settings(folder: Path, changes: list[str]) -> "EngineSettings":
    """Return the settings of a new engine; those of an old one are changed in its file."""
    from anymask.engine.settings import FILE_NAME, EngineSettings, change_settings

    if changes and (folder / FILE_NAME).exists():
        raise ConfigurationError(
            f"{folder} is an engine already; change its settings in {folder / FILE_NAME}"
        )
    return change_settings(EngineSettings(), changes)
