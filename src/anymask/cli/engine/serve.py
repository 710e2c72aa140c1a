"""`anymask engine serve`: let annotators and programs work with an engine over HTTP."""

from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.console import say
from anymask.cli.engine.opening import require_engine
from anymask.cli.engine.options import Folder


def serve(
    folder: Folder,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="To listen on.")] = 8008,
    allow_network: Annotated[
        bool,
        typer.Option(
            "--allow-network", help="Let other machines in; they need tokens all the same."
        ),
    ] = False,
    device: options.Device = None,
) -> None:
    """Serve all projects of an engine, to browsers and programs, until Ctrl-C.

    /api/v1/openapi.json describes what programs can ask for.
    """
    require_engine()
    import contextlib

    from anymask.engine.project import TOKEN_FILE, open_engine
    from anymask.serving import run

    with contextlib.closing(open_engine(folder)) as engine:
        say(f"http://{host}:{port} (token: {folder / TOKEN_FILE}; Ctrl-C ends)")
        run.serve(engine, host, port, allow_network=allow_network, device=device)
