"""Claims about `anymask engine serve`."""

import pytest

from anymask.serving import run as serving


def test_an_engine_is_served_where_it_was_asked_for(
    run, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int, bool]] = []

    def note(engine, host, port, *, allow_network, device) -> None:
        asked.append((host, port, allow_network))

    monkeypatch.setattr(serving, "serve", note)
    ran = run("engine", "serve", folder, "--port", "9001")
    assert (ran.code, asked) == (0, [("127.0.0.1", 9001, False)])
    assert "http://127.0.0.1:9001 (token: eng/admin.token" in ran.err


def test_the_network_has_to_be_asked_for(run, folder: str) -> None:
    ran = run("engine", "serve", folder, "--host", "0.0.0.0")
    assert ran.code == 2
    assert "0.0.0.0 can be reached by other machines; pass --allow-network" in ran.err


def test_a_folder_without_an_engine_is_refused(run, tmp_path) -> None:
    ran = run("engine", "serve", tmp_path)
    assert ran.code == 2
    assert "make it with: anymask engine init" in ran.err
