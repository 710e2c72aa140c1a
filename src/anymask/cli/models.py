"""`anymask models`: the zoo, and how to get a model of it.

`anymask models` (or `anymask models list`) prints the table of models/catalog.py with what is on
disk; `anymask models download NAME` fetches one with progress, resume and a checksum.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli.console import answer, answer_json, answer_table, say
from anymask.cli.options import Json

if TYPE_CHECKING:
    from pathlib import Path

    from anymask.models.catalog import Entry

models = typer.Typer(help="List the models, or download one.", invoke_without_command=True)


@models.callback()
def models_callback(context: typer.Context, as_json: Json = False) -> None:
    """List the models, or download one."""
    if context.invoked_subcommand is None:
        list_models(as_json)


@models.command("list")
def list_models(as_json: Json = False) -> None:
    """List every model: parameters, size, licence, source, and whether it is on disk."""
    from anymask.models.catalog import CATALOG, local_path

    entries = [(entry, local_path(entry)) for entry in CATALOG.values()]
    if as_json:
        answer_json(
            [
                {
                    "name": entry.name,
                    "parameters": entry.parameters,
                    "bytes": entry.size,
                    "licence": entry.licence,
                    "source": _source(entry),
                    "summary": entry.summary,
                    "path": str(path) if path else None,
                }
                for entry, path in entries
            ]
        )
        return
    header = ("name", "parameters", "size", "on disk", "licence", "source")
    rows = [
        (
            entry.name,
            f"{entry.parameters / 1e6:.1f} M",
            f"{entry.size / 1e6:.0f} MB",
            "yes" if path else "no",
            entry.licence,
            _source(entry),
        )
        for entry, path in entries
    ]
    answer_table([header, *rows])


@models.command("download")
def download_model(
    name: Annotated[str, typer.Argument(help="A name from `anymask models`.")],
    as_json: Json = False,
) -> None:
    """Fetch a model's weights with resume and checksum, to the cache that torch.hub uses."""
    from anymask.models.catalog import find, local_path

    entry = find(name)
    path = local_path(entry)
    if path is not None:
        say(f"{name} is already on disk")
    else:
        path = _download_with_bar(entry)
    answer_json({"name": entry.name, "path": str(path)}) if as_json else answer(str(path))


def _download_with_bar(entry: "Entry") -> "Path":
    from anymask.models.catalog import download
    from anymask.storage.progress import track_bytes

    with track_bytes(entry.name) as report:
        return download(entry, report)


def _source(entry: "Entry") -> str:
    """Say in one word or address where the weights come from."""
    from anymask.models.catalog import HubRepository, RemoteFile

    if isinstance(entry.source, RemoteFile):
        return entry.source.url
    if isinstance(entry.source, HubRepository):
        return f"https://huggingface.co/{entry.source.repository}"
    return "shipped with anymask"
