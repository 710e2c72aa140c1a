"""Claims about where a playground may be served."""

import pytest

from anymask.errors import ConfigurationError
from anymask.serving.play.run import check_address

TOKEN = "0123456789abcdef"


@pytest.mark.parametrize(
    ("host", "token", "allow_network", "word"),
    [
        ("0.0.0.0", TOKEN, False, "pass --allow-network"),
        ("0.0.0.0", None, True, "needs --token"),
        ("192.168.1.7", None, False, "can be reached by other machines"),
        ("127.0.0.1", "short", False, "has 5 characters"),
    ],
)
def test_the_network_needs_to_be_meant_and_a_token(host, token, allow_network, word) -> None:
    with pytest.raises(ConfigurationError, match=word):
        check_address(host, token, allow_network=allow_network)


@pytest.mark.parametrize(
    ("host", "token", "allow_network"),
    [("127.0.0.1", None, False), ("localhost", TOKEN, False), ("0.0.0.0", TOKEN, True)],
)
def test_this_machine_needs_nothing(host, token, allow_network) -> None:
    check_address(host, token, allow_network=allow_network)
