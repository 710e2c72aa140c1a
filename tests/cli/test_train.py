"""`anymask train`: recipes by name, settings, clear refusals."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from anymask.recipes import registry
from anymask.recipes.recipe import Recipe, Sources

Call = tuple[object, Sources, Path]


@dataclass(frozen=True)
class Inner:
    rate: float = 0.5


@dataclass(frozen=True)
class Config:
    tune: str = "lora"
    lora_rank: int = 8
    inner: Inner = field(default_factory=Inner)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """Add a recipe `pretend` that trains nothing; see what it was called with."""
    seen: list[Call] = []

    def train(config, sources, folder, report):
        seen.append((config, sources, folder))
        report("step 1/1 loss 0.5")

    variants = {name: Config(name) for name in ("decoder", "lora", "all")}
    pretend = Recipe("pretend", "trains nothing", Config(), train, variants)
    monkeypatch.setitem(registry.RECIPES, "pretend", lambda: pretend)
    return seen


def test_a_recipe_gets_its_sources_and_folder(run, calls: list[Call]) -> None:
    ran = run("train", "pretend", "--data", "a", "--data", "b", "--out", "x", "--init", "tiny")
    assert ran.code == 0
    assert calls == [(Config(), Sources((Path("a"), Path("b")), "tiny"), Path("x"))]
    assert ran.out == f"trained weights: {Path('x/model')}\n"
    assert "step 1/1 loss 0.5" in ran.err


def test_the_run_folder_is_named_after_the_recipe(run, calls: list[Call]) -> None:
    run("train", "pretend", "--data", "a", "--device", "cpu")
    assert calls == [(Config(), Sources((Path("a"),), device="cpu"), Path("runs/pretend"))]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--tune", "all"], Config("all")),
        (["--lora", "4"], Config("lora", 4)),
        (["--tune", "lora", "--lora", "4"], Config("lora", 4)),
        (["--set", "inner.rate=0.25"], Config(inner=Inner(0.25))),
        (["--tune", "all", "--set", "lora_rank=2"], Config("all", 2)),
    ],
)
def test_options_change_the_config(run, calls: list[Call], options, expected) -> None:
    assert run("train", "pretend", "--data", "a", *options).code == 0
    assert calls[0][0] == expected


def test_a_dry_run_prints_all_settings_and_trains_nothing(run, calls: list[Call]) -> None:
    ran = run("train", "pretend", "--dry-run", "--set", "inner.rate=0.25")
    assert ran.code == 0
    assert yaml.safe_load(ran.out) == {
        "tune": "lora",
        "lora_rank": 8,
        "inner": {"rate": 0.25},
    }
    assert calls == []


def test_the_list_names_every_recipe(run) -> None:
    ran = run("train", "--list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == list(registry.RECIPES)


@pytest.mark.parametrize("name", registry.RECIPES)
def test_every_recipe_can_be_printed(run, name: str) -> None:
    assert "train" in run("train", name, "--dry-run").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["pretent", "--data", "a"], "no recipe is called 'pretent'; did you mean 'pretend'"),
        (["--data", "a"], "no recipe given; pass one of: sam"),
        (["pretend"], "nothing to learn from; pass --data PATH"),
        (["pretend", "--data", "a", "--set", "inner.rat=1"], "did you mean 'inner.rate'"),
        (["pretend", "--data", "a", "--tune", "decodr"], "did you mean 'decoder'"),
        (["pretend", "--data", "a", "--tune", "all", "--lora", "4"], "goes with --tune lora"),
        (["sam-tiny", "--data", "a", "--lora", "4"], "'sam-tiny' trains everything"),
        (["sam-tiny", "--data", "nowhere.tar"], "nowhere.tar does not exist"),
    ],
)
def test_wrong_input_is_named(run, calls: list[Call], words: list[str], message: str) -> None:
    ran = run("train", *words)
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert calls == []
