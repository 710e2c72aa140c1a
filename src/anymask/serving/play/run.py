"""Serve a playground until somebody stops it: on this machine alone, or to those with a token."""

from anymask.errors import ConfigurationError
from anymask.inference.segmenter import Segmenter
from anymask.serving.app import LOOPBACK
from anymask.serving.play.app import create_playground
from anymask.serving.play.playground import PlayLimits
from anymask.serving.run import is_loopback, run_until_stopped

SHORTEST_TOKEN = 16


def check_address(host: str, token: str | None, *, allow_network: bool) -> None:
    """Refuse to serve those who are not meant.

    Raises:
        ConfigurationError: other machines reach the address and that was not asked for, or there
            is no token for them; or the token is easy to guess.
    """
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise ConfigurationError(
            f"the token has {len(token)} characters; pass {SHORTEST_TOKEN} or more, such as the "
            "output of: openssl rand -hex 16"
        )
    if is_loopback(host):
        return
    if not allow_network:
        raise ConfigurationError(
            f"{host} can be reached by other machines; pass --allow-network and --token if that is "
            "meant, best behind a proxy with TLS, or use 127.0.0.1"
        )
    if token is None:
        raise ConfigurationError(
            "--allow-network needs --token: everybody who reaches this machine could use it"
        )


def serve_playground(
    segmenter: Segmenter,
    model: str,
    host: str,
    port: int,
    *,
    token: str | None = None,
    limits: PlayLimits | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; requests that have begun are answered first.

    Args:
        segmenter: answers.
        model: what it was loaded from: a name of the catalogue, a file or a folder.
        host: address to listen on; see `check_address`.
        port: to listen on.
        token: what everybody has to show; None: nothing.
        limits: how much is taken; None: the usual.
    """
    hosts = LOOPBACK if is_loopback(host) else ("*",)
    app = create_playground(segmenter, model, token=token, hosts=hosts, limits=limits)
    run_until_stopped(app, host, port)
