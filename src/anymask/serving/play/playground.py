"""What the routes of the playground share: the model, the images, the searches, the decoder."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anymask.export.apart import bundle_apart
from anymask.export.bundle import Bundle
from anymask.inference.encoded import EncodedImage
from anymask.inference.scene import Scene
from anymask.inference.segmenter import Segmenter
from anymask.serving.play.everything import Searches
from anymask.serving.play.pictures import Picture, Pictures
from anymask.storage.images import open_image

SCENES_IN_MEMORY = 8


@dataclass(frozen=True)
class PlayLimits:
    """How much the playground takes.

    Attributes:
        largest_bytes: of a file.
        most_pixels: of an image.
        kept_bytes: of all images together, in memory.
    """

    largest_bytes: int = 40 * 2**20
    most_pixels: int = 50_000_000
    kept_bytes: int = 512 * 2**20


class Playground:
    """One model and the images that people dropped, for all threads of a process.

    Args:
        segmenter: answers.
        model: what it was loaded from.
        limits: how much is taken.
    """

    def __init__(self, segmenter: Segmenter, model: str, limits: PlayLimits) -> None:
        self.segmenter, self.model, self.limits = segmenter, model, limits
        self.pictures = Pictures(limits.kept_bytes)
        self.searches = Searches()
        self._heavy = threading.Lock()
        self._light = threading.Lock()
        self._exporting = threading.Lock()
        self._scenes: OrderedDict[str, Scene] = OrderedDict()
        self._bundle: Bundle | None = None

    def add(self, content: bytes) -> Picture:
        """Decode and encode an image; one at a time, because that takes much memory.

        Raises:
            InputError: it has too many pixels.
            FormatError: it is no image, or a damaged one.
        """
        with self._heavy:
            pixels = open_image(content, max_pixels=self.limits.most_pixels)
            height, width = pixels.shape[:2]
            packed = self.segmenter.encode(pixels).to_bytes()
        return self.pictures.add(content, (height, width), packed)

    def scene(self, picture: Picture) -> Scene:
        """Return an image ready for prompts."""
        with self._light:
            if picture.id in self._scenes:
                self._scenes.move_to_end(picture.id)
                return self._scenes[picture.id]
        scene = self.segmenter.open(EncodedImage.from_bytes(picture.packed))
        with self._light:
            self._scenes[picture.id] = scene
            while len(self._scenes) > SCENES_IN_MEMORY:
                self._scenes.popitem(last=False)
        return scene

    def bundle(self) -> Bundle:
        """Return the decoder for browsers, exported when it is asked for first.

        Raises:
            ConfigurationError: the extra `onnx` is not installed.
        """
        with self._exporting:
            if self._bundle is None:
                self._bundle = bundle_apart(self.model)
            return self._bundle

    def recommended(self) -> Mapping[str, Any]:
        """Return the thresholds of everything mode that the model's configuration recommends."""
        config = self.segmenter.sam.config
        return {
            "pred_iou_thresh": config.pred_iou_thresh,
            "stability_score_thresh": config.stability_score_thresh,
        }

    def close(self) -> None:
        """Stop what is running."""
        self.searches.close()
