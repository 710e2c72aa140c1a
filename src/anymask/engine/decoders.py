"""Decoders for browsers: each model's is exported once, and kept in the object store.

An export takes seconds and the package `onnx`, so it is done by one thread at a time and never
again for the same weights.
"""

import json
import threading
from importlib.metadata import version
from typing import Any

from anymask.engine.database.tables import Model
from anymask.engine.models import find_files
from anymask.engine.project import Engine
from anymask.errors import MissingError
from anymask.export.apart import bundle_apart
from anymask.export.bundle import Bundle
from anymask.storage.files import json_bytes

INFO = "bundle.json"
"""Says what a bundle holds; it is written last, so a bundle that has it is whole."""


class Decoders:
    """The exported decoders of an engine, for all threads of a process.

    Args:
        engine: where models and exports are kept.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._exporting = threading.Lock()

    def info(self, model: Model) -> dict[str, Any]:
        """Describe the decoder of a model as `Bundle.info` does, exporting it if need be.

        Raises:
            ConfigurationError: the extra `onnx` is not installed.
            MissingError: the weights are gone.
            ResourceError: the object store is not there, or full.
        """
        store, key = self._engine.store, f"{_key(model)}/{INFO}"
        if not store.exists(key):
            with self._exporting:
                if not store.exists(key):  # nobody else was faster
                    self._keep(model, self._export(model))
        info: dict[str, Any] = json.loads(store.get(key))
        return info

    def sha256(self, model: Model, name: str) -> str:
        """Return the hash of a file of the decoder.

        Raises:
            MissingError: it has none of that name.
            ConfigurationError, ResourceError: as `info`.
        """
        known: dict[str, str] = self.info(model)["sha256"]
        if name not in known:
            raise MissingError(f"the decoder of model '{model.name}' has no file '{name}'")
        return known[name]

    def file(self, model: Model, name: str) -> bytes:
        """Return a file of the decoder; raises as `sha256`."""
        self.sha256(model, name)
        return self._engine.store.get(f"{_key(model)}/{name}")

    def _export(self, model: Model) -> Bundle:
        return bundle_apart(find_files(self._engine.store, self._engine.cache, model))

    def _keep(self, model: Model, bundle: Bundle) -> None:
        for name, content in bundle.files.items():
            self._engine.store.put(f"{_key(model)}/{name}", content)
        self._engine.store.put(f"{_key(model)}/{INFO}", json_bytes(bundle.info()))


def _key(model: Model) -> str:
    return f"decoders/{version('anymask')}/{model.sha256[:32]}"  # exports may change with us
