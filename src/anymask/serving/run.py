"""Serve an engine until somebody stops it: on this machine alone, unless the network is wanted."""

import ipaddress

import uvicorn
from starlette.types import ASGIApp

from anymask.engine.project import Engine
from anymask.errors import ConfigurationError
from anymask.serving.app import LOOPBACK, create_app

GRACE_SECONDS = 10


def serve(
    engine: Engine, host: str, port: int, *, allow_network: bool = False, device: str | None = None
) -> None:
    """Serve until SIGINT or SIGTERM; requests that have begun are answered first.

    Args:
        engine: to be served.
        host: address to listen on.
        port: to listen on.
        allow_network: let other machines reach the server. Tokens are needed anyway, but without
            a proxy that speaks TLS they travel in the clear.
        device: where encoders run.

    Raises:
        ConfigurationError: the address is not of this machine alone, and that was not asked for.
    """
    if not (is_loopback(host) or allow_network):
        raise ConfigurationError(
            f"{host} can be reached by other machines; pass --allow-network if that is meant, "
            "best behind a proxy with TLS, or use 127.0.0.1"
        )
    hosts = ("*",) if allow_network else LOOPBACK
    run_until_stopped(create_app(engine, hosts=hosts, device=device), host, port)


def run_until_stopped(app: ASGIApp, host: str, port: int) -> None:
    """Serve an application until SIGINT or SIGTERM; requests that have begun are answered first."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=64 * 2**10,
    )
    uvicorn.Server(config).run()


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
