"""`anymask export`: models in the formats of other runtimes.

`anymask export onnx` writes the two graphs that our own web app runs, or one with the official
demo's names.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli.console import answer, answer_json, say
from anymask.cli.options import DEFAULT_MODEL, Json, Model
from anymask.errors import ConfigurationError

if TYPE_CHECKING:
    from anymask.export.bundle import Bundle

INFO = "bundle.json"

export = typer.Typer(help="Write a model for other runtimes.", no_args_is_help=True)


@export.callback()
def export_callback() -> None:
    """Write a model for other runtimes."""


@export.command("onnx")
def export_onnx(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the files.")] = Path("onnx"),
    model: Model = DEFAULT_MODEL,
    encoder: Annotated[
        bool, typer.Option("--encoder", help="Also the image encoder: encode.onnx.")
    ] = False,
    int8: Annotated[
        bool, typer.Option("--int8", help="The decoder's large matrices as 8-bit integers.")
    ] = False,
    official: Annotated[
        bool,
        typer.Option(
            "--official", help="One graph with the inputs and outputs of the official demo's model."
        ),
    ] = False,
    all_masks: Annotated[
        bool, typer.Option("--all-masks", help="With --official: all four masks, not the best one.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the mask decoder as ONNX files: prepare.onnx and decode.onnx, for any runtime."""
    if official and encoder:
        raise ConfigurationError(
            "--official writes a decoder for embeddings that other programs make, --encoder an "
            "encoder for our own; export them one after the other"
        )
    if all_masks and not official:
        raise ConfigurationError(
            "--all-masks belongs to --official; decode.onnx takes the masks wanted as its input "
            "`heads`"
        )

    from anymask.export.bundle import decoder_bundle, official_bundle
    from anymask.models.load import load_sam

    sam = load_sam(model, device="cpu")
    say("exporting; this takes some seconds …")
    if official:
        bundle = official_bundle(sam, single=not all_masks, int8=int8)
    else:
        bundle = decoder_bundle(sam, encoder=encoder, int8=int8)
    paths = _write(bundle, out)
    if as_json:
        answer_json({"files": [str(path) for path in paths]} | bundle.info())
        return
    for path in paths:
        answer(str(path))


def _write(bundle: "Bundle", folder: Path) -> list[Path]:
    """Write the files of a bundle, and last what they are."""
    from anymask.storage.files import write_bytes, write_json

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in bundle.files]
    for path, content in zip(paths, bundle.files.values(), strict=True):
        write_bytes(path, content)
    write_json(folder / INFO, bundle.info())
    return paths
