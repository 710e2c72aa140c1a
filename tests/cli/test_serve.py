"""Claims about `anymask serve`."""

import pytest

from anymask.serving.play import run as playing


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """Notes what would be served."""
    asked: list[tuple] = []

    def note(_segmenter, name, host, port, *, token, limits) -> None:
        asked.append((name, host, port, token, limits.largest_bytes, limits.kept_bytes))

    monkeypatch.setattr(playing, "serve_playground", note)
    return asked


def test_the_playground_is_served_on_this_machine_alone(run, served) -> None:
    ran = run("serve", "--device", "cpu")
    assert (ran.code, served) == (0, [("tiny", "127.0.0.1", 8009, None, 40 << 20, 512 << 20)])
    assert "http://127.0.0.1:8009/play" in ran.err


def test_other_machines_need_a_token(run, served) -> None:
    outside = ("serve", "--host", "0.0.0.0")
    for more, word in (
        ((), "pass --allow-network and --token"),
        (("--allow-network",), "--allow-network needs --token"),
        (("--allow-network", "--token", "short"), "16 or more"),
    ):
        ran = run(*outside, *more)
        assert (ran.code, served) == (2, [])
        assert word in ran.err
    token = "0123456789abcdef"
    ran = run(*outside, "--allow-network", "--token", token, "--largest-mib", "5")
    assert (ran.code, served) == (0, [("tiny", "0.0.0.0", 8009, token, 5 << 20, 512 << 20)])
    assert f"/play?token={token}" in ran.err
