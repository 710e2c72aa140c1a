"""An export in a process of its own, for servers that answer prompts meanwhile.

While a graph is traced, torch changes what modules do, in all threads: of 331 prompts that another
thread asked during an export, 159 were answered wrongly or not at all.
"""

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path

from anymask.errors import ResourceError
from anymask.export.bundle import Bundle, decoder_bundle
from anymask.export.packages import needs_onnx
from anymask.models.load import load_sam

NICE = 5
"""Whoever waits for a mask goes first."""


def bundle_apart(model: str | Path, *, encoder: bool = False) -> Bundle:
    """Export a model as `decoder_bundle` does, in another process.

    Args:
        model: a name of the catalogue, a file or a folder.
        encoder: export the image encoder too.

    Raises:
        ConfigurationError: the extra `onnx` is not installed, or there is no such model.
        CheckpointError: its weights are not there.
        ResourceError: the process died, such as for want of memory.
    """
    with needs_onnx():
        import onnxscript  # noqa: F401  # says so now and not in the other process
    with ProcessPoolExecutor(1, get_context("spawn"), _begin) as pool:
        try:
            return pool.submit(_export, str(model), encoder).result()
        except BrokenProcessPool as error:
            raise ResourceError(
                "the process that exports the model died; free some memory and ask again"
            ) from error


def _begin() -> None:
    """Be polite, and end with the server: if that is killed, nobody else ends this process."""
    os.nice(NICE)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _export(model: str, encoder: bool) -> Bundle:
    return decoder_bundle(load_sam(model, device="cpu"), encoder=encoder)
