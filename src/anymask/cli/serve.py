"""`anymask serve`: open a page where anyone drops a photo and clicks; no project needed."""

from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.console import say
from anymask.cli.engine.opening import require_engine

NETWORK = "Network"


def serve(
    model: options.Model = options.DEFAULT_MODEL,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on.", rich_help_panel=NETWORK)
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--port", min=1, max=65535, help="To listen on.", rich_help_panel=NETWORK),
    ] = 8009,
    allow_network: Annotated[
        bool,
        typer.Option(
            "--allow-network",
            help="Let other machines in, who need the token.",
            rich_help_panel=NETWORK,
        ),
    ] = False,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="ANYMASK_TOKEN",
            show_envvar=True,
            help="What everybody has to show; needed with --allow-network.",
            rich_help_panel=NETWORK,
        ),
    ] = None,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the page in a browser of this machine.")
    ] = False,
    largest_mib: Annotated[
        int, typer.Option("--largest-mib", min=1, max=1024, help="Largest file to take, in MiB.")
    ] = 40,
    memory_mib: Annotated[
        int,
        typer.Option(
            "--memory-mib", min=16, help="For images; those used longest ago go first, in MiB."
        ),
    ] = 512,
    device: options.Device = None,
    precision: options.Precision = "fp32",
    seed: options.Seed = 0,
) -> None:
    """Serve a page where anyone drops a photo, clicks, and keeps the masks, until Ctrl-C."""
    require_engine()
    import webbrowser

    from anymask.cli.loading import ModelChoice
    from anymask.serving.play.playground import PlayLimits
    from anymask.serving.play.run import check_address, serve_playground

    check_address(host, token, allow_network=allow_network)
    segmenter = ModelChoice(model, device, precision, seed).load()
    address = f"http://{host}:{port}/play" + ("" if token is None else f"?token={token}")
    say(f"{address} (model: {model}; Ctrl-C ends)")
    if open_page:
        webbrowser.open(address)
    limits = PlayLimits(largest_bytes=largest_mib << 20, kept_bytes=memory_mib << 20)
    serve_playground(segmenter, model, host, port, token=token, limits=limits)
