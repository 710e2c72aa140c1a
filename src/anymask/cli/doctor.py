"""`anymask doctor`: what this installation can do, for people and for bug reports."""

import importlib.metadata
import os
import platform
import sys
import time
from dataclasses import asdict, dataclass

import typer

from anymask.cli.console import answer, answer_json
from anymask.cli.options import DEFAULT_MODEL, Json
from anymask.errors import AnymaskError

PACKAGES = ("anymask", "torch", "numpy", "scipy", "pillow", "safetensors", "scikit-image")


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    name: str
    value: str
    fine: bool = True


def doctor(as_json: Json = False) -> None:
    """Report versions, devices, threads and caches, and try to load the default model."""
    findings = [*_versions(), *_machine(), *_caches(), _default_model()]
    if as_json:
        answer_json([asdict(finding) for finding in findings])
    else:
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            mark = "ok" if finding.fine else "!!"
            answer(f"{mark}  {finding.name:<{width}}  {finding.value}")
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


def _versions() -> list[Finding]:
    python = f"{platform.python_version()} ({sys.executable})"
    return [Finding("python", python), *(_version(package) for package in PACKAGES)]


def _version(package: str) -> Finding:
    try:
        return Finding(package, importlib.metadata.version(package))
    except importlib.metadata.PackageNotFoundError:
        return Finding(package, "not installed (only the demo needs it)", package == "scikit-image")


def _machine() -> list[Finding]:
    import torch

    names = ["cpu", *(f"cuda:{i} {torch.cuda.get_device_name(i)}" for i in _cuda_devices())]
    if torch.backends.mps.is_available():
        names.append("mps")
    return [
        Finding("platform", platform.platform()),
        Finding("devices", ", ".join(names)),
        Finding("threads", f"{torch.get_num_threads()} of {os.cpu_count()} cores"),
    ]


def _cuda_devices() -> range:
    import torch

    return range(torch.cuda.device_count() if torch.cuda.is_available() else 0)


def _caches() -> list[Finding]:
    from anymask.storage.fetch import cache_folder

    folder = cache_folder()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    writable = os.access(existing, os.W_OK)
    remark = "" if writable else " (not writable: set TORCH_HOME to a folder of yours)"
    return [Finding("downloads", f"{folder}{remark}", writable)]


def _default_model() -> Finding:
    from anymask.inference.segmenter import load

    started = time.perf_counter()
    try:
        load(DEFAULT_MODEL)
    except AnymaskError as error:
        return Finding(f"model {DEFAULT_MODEL}", str(error), fine=False)
    return Finding(f"model {DEFAULT_MODEL}", f"loads in {time.perf_counter() - started:.2f} s")
