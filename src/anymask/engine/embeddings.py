"""Embeddings of images: each is computed once for an image and a model, and kept.

Encoding is heavy, so one image is encoded at a time; who asks meanwhile waits. What was asked for
lately stays in memory as a `Scene`, which answers prompts at once.
"""

import threading
from collections import OrderedDict

from anymask.engine.database.tables import Image, Model
from anymask.engine.images import image_key
from anymask.engine.models import open_segmenter
from anymask.engine.project import Engine
from anymask.errors import FormatError
from anymask.inference.encoded import EncodedImage
from anymask.inference.scene import Scene
from anymask.inference.segmenter import Segmenter

SCENES_IN_MEMORY = 32
MODELS_IN_MEMORY = 2


def embedding_key(image: Image, model: Model) -> str:
    """Return the key of an embedding in the object store; equal files have equal keys."""
    return f"embeddings/{model.sha256[:16]}/{image.sha256}"


class Embeddings:
    """The embeddings of an engine, for all threads of a process.

    Args:
        engine: where images, models and embeddings are kept.
        device: where encoders run; None takes the best one there is.
    """

    def __init__(self, engine: Engine, device: str | None = None) -> None:
        self._engine = engine
        self._device = device
        self._heavy = threading.Lock()
        self._light = threading.Lock()
        self._segmenters: OrderedDict[str, Segmenter] = OrderedDict()
        self._scenes: OrderedDict[str, Scene] = OrderedDict()

    def packed(self, image: Image, model: Model) -> bytes:
        """Return the embedding as `EncodedImage.to_bytes` packs it, computed if need be.

        Raises:
            ResourceError: the object store is not there, or full.
        """
        store, key = self._engine.store, embedding_key(image, model)
        if store.exists(key):
            return store.get(key)
        with self._heavy:
            if not store.exists(key):  # nobody else was faster
                content = store.get(image_key(image.sha256))
                store.put(key, self._segmenter(model).encode(content).to_bytes())
        return store.get(key)

    def scene(self, image: Image, model: Model) -> Scene:
        """Return the image ready for prompts."""
        key = embedding_key(image, model)
        with self._light:
            if key in self._scenes:
                self._scenes.move_to_end(key)
                return self._scenes[key]
        packed = self.packed(image, model)
        with self._heavy:
            segmenter = self._segmenter(model)
        scene = self._opened(segmenter, key, packed)
        with self._light:
            self._scenes[key] = scene
            while len(self._scenes) > SCENES_IN_MEMORY:
                self._scenes.popitem(last=False)
        return scene

    def _opened(self, segmenter: Segmenter, key: str, packed: bytes) -> Scene:
        try:
            return segmenter.open(EncodedImage.from_bytes(packed))
        except FormatError:
            self._engine.store.delete(key)  # damaged: the next request computes it again
            raise

    def _segmenter(self, model: Model) -> Segmenter:
        """Return a loaded model; called by whoever holds the heavy lock."""
        if model.sha256 not in self._segmenters:
            self._segmenters[model.sha256] = open_segmenter(
                self._engine.store, self._engine.cache, model, self._device
            )
            while len(self._segmenters) > MODELS_IN_MEMORY:
                self._segmenters.popitem(last=False)
        self._segmenters.move_to_end(model.sha256)
        return self._segmenters[model.sha256]
