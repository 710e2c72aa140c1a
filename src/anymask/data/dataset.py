"""Labelled images by number: what training draws from and evaluation walks through.

Every form on disk is a `MaskDataset` that says where things lie; decoding, drawing and the turning
into records happen here, once. Nothing is extracted or kept in memory but an index.
"""

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

import torch

from anymask.data.annotation import Annotation, read_area, read_mask, read_segmentation
from anymask.data.broken import BrokenSampleError
from anymask.data.compact import CompactSample
from anymask.data.left_out import LeftOutItems
from anymask.data.record import ImageRecord
from anymask.data.sample import Sample
from anymask.data.transforms import choose_by_area
from anymask.errors import FormatError, InputError
from anymask.shapes import Size
from anymask.storage.images import image_size


class MaskDataset(ABC):
    """Labelled images by number. What differs between the forms is only where things lie.

    Whatever is wrong with one image is raised as `BrokenSampleError`, which names it, so that
    loops can skip it.
    """

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of images."""

    @abstractmethod
    def name(self, index: int) -> str:
        """Return the name of the image file, for messages and reports."""

    @abstractmethod
    def source(self, index: int) -> str:
        """Return the name of the set that the image belongs to."""

    @abstractmethod
    def image_bytes(self, index: int) -> bytes:
        """Return the image, still encoded."""

    @abstractmethod
    def annotations(self, index: int) -> Sequence[Annotation]:
        """Return the objects of the image, still encoded."""

    @property
    def left_out(self) -> tuple[LeftOutItems, ...]:
        """What lies there and is not used, by reason."""
        return ()

    def __getitem__(self, index: int) -> Sample:
        """Decode image `index` with all its masks, in the order of the file."""
        return self.compact(index).decode()

    def __iter__(self) -> Iterator[Sample]:
        """Decode all images, one after the other."""
        return (self[index] for index in range(len(self)))

    def record(self, index: int) -> ImageRecord:
        """Return everything that is known about image `index` and its masks.

        Raises:
            BrokenSampleError: image or masks are missing or damaged, or differ in size.
        """
        with self._naming(index):
            size = image_size(self.image_bytes(index))
            masks = [
                read_mask(annotation, size, f"mask {position}")
                for position, annotation in enumerate(self.annotations(index))
            ]
        return ImageRecord(self.name(index), size, tuple(masks), index)

    def compact(self, index: int) -> CompactSample:
        """Return image `index` with all its masks, not decoded.

        Raises:
            BrokenSampleError: image or masks are missing or damaged, or differ in size.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} of {len(self)} images")
        with self._naming(index):
            return self._compact(index, self.annotations(index))

    def draw(self, generator: torch.Generator, max_masks: int) -> Sample:
        """Draw an image at random and at most `max_masks` of its objects.

        Args:
            generator: source of all randomness (CPU).
            max_masks: how many objects to decode at most; they are drawn by the square root of
                their area.

        Returns:
            The image at its stored size with its drawn masks.

        Raises:
            BrokenSampleError: the image that was drawn cannot be used.
        """
        return self.draw_compact(generator, max_masks).decode()

    def draw_compact(self, generator: torch.Generator, max_masks: int) -> CompactSample:
        """Draw as `draw` does, without decoding what was drawn."""
        index = int(torch.randint(len(self), (1,), generator=generator))
        with self._naming(index):
            image = self.image_bytes(index)
            annotations = self.annotations(index)
            if len(annotations) > max_masks:
                size = image_size(image)
                areas = torch.tensor([read_area(each, size, "mask") for each in annotations])
                chosen = choose_by_area(areas, max_masks, generator).tolist()
                annotations = [annotations[i] for i in chosen]
            return self._compact(index, annotations, image)

    def _compact(
        self, index: int, annotations: Sequence[Annotation], image: bytes | None = None
    ) -> CompactSample:
        image = self.image_bytes(index) if image is None else image
        size: Size = image_size(image)
        masks = tuple(
            read_segmentation(annotation.get("segmentation"), size, f"mask {position}")
            for position, annotation in enumerate(annotations)
        )
        return CompactSample(image, masks, size, self.source(index), self.name(index))

    @contextlib.contextmanager
    def _naming(self, index: int) -> Iterator[None]:
        """Turn everything that can be wrong with an image into an error that names it."""
        try:
            yield
        except BrokenSampleError:
            raise
        except (FormatError, InputError) as error:
            raise BrokenSampleError(self.name(index), str(error)) from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BrokenSampleError(self.name(index), f"cannot read it: {reason}") from error
