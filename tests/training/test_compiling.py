"""Claims about torch.compile; the compiler itself runs in the slow tests."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.training.compiling import check_compiler, compile_parts
from anymask.training.loop import train

CPU = torch.device("cpu")

# The compiler hides its own warnings, which it cannot do with those that are errors.
pytestmark = pytest.mark.filterwarnings("ignore")


def _compiled(model: torch.nn.Module) -> set[str]:
    return {n for n, module in model.named_modules() if module._compiled_call_impl is not None}


def test_blocks_are_compiled_one_by_one_and_other_children_whole(
    small_run: Callable[..., Any],
) -> None:
    model = small_run().model
    names = list(model.state_dict())
    compile_parts(model)
    blocks = {"encoder.blocks.0", "encoder.blocks.1"}
    assert _compiled(model) == blocks | {"frozen", "head", "sometimes", "never"}
    assert list(model.state_dict()) == names


def test_a_missing_compiler_is_told_before_the_first_step(
    small_run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **options: Any) -> Any:
        raise RuntimeError("no working C++ compiler\nand more")

    monkeypatch.setattr(torch, "compile", fail)
    with pytest.raises(
        ConfigurationError, match=r"here \(no working C\+\+ compiler\); install a C\+\+ compiler"
    ):
        train(small_run("compile=true"), tmp_path, print)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix compiler")
def test_a_compiled_run_learns_the_same(small_run: Callable[..., Any], tmp_path: Path) -> None:
    plain, compiled = small_run("steps=2"), small_run("steps=2", "compile=true")
    for block in (*plain.model.encoder.blocks, *compiled.model.encoder.blocks):
        block.drop.p = 0.0  # compiled dropout draws other numbers
    expected = train(plain, tmp_path / "plain", print).state_dict()
    got = train(compiled, tmp_path / "compiled", print).state_dict()
    torch.testing.assert_close(got, expected, rtol=1e-3, atol=1e-4)


@pytest.mark.slow
def test_the_check_notices_a_compiler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch._inductor.config.cpp.cxx", ("/nowhere/g++",))
    torch._dynamo.reset()
    with pytest.raises(ConfigurationError, match=r"on cpu here \(InvalidCxxCompiler"):
        check_compiler(CPU)
