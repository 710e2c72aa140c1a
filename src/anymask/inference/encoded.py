"""An encoded image that can be kept and sent: its features in half precision, and its frame.

Servers keep one for each image and model, browsers get it, and `Segmenter.open` turns it back into
a `Scene` in milliseconds. The form is safetensors with the sizes in its metadata, gzipped.
"""

import gzip
import json
import zlib
from dataclasses import dataclass

import safetensors.torch
from safetensors import SafetensorError

from anymask.errors import FormatError
from anymask.geometry.frame import Frame
from anymask.models.sam.image_encoder import Embedding

FORMAT = "anymask-embedding"
LARGEST_BYTES = 64 * 2**20
"""Of the tensors: a ViT-H at 1024 pixels has 2 MiB."""


@dataclass(frozen=True, eq=False)
class EncodedImage:
    """What the encoder said about one image.

    Attributes:
        embedding: of a batch of one.
        frame: how the image lies in the model's square.
    """

    embedding: Embedding
    frame: Frame

    def to_bytes(self) -> bytes:
        """Pack it: float16, gzipped; the same content gives the same bytes."""
        parts = (self.embedding.features, *self.embedding.skips)
        names = ("features", *(f"skip_{number}" for number in range(len(self.embedding.skips))))
        tensors = {
            name: part.detach().half().cpu().contiguous()
            for name, part in zip(names, parts, strict=True)
        }
        sizes = {"original": self.frame.original, "padded": self.frame.padded[0]}
        # A single entry, for safetensors writes several in no fixed order.
        packed = safetensors.torch.save(tensors, {FORMAT: json.dumps(sizes)})
        return gzip.compress(packed, compresslevel=1, mtime=0)

    @classmethod
    def from_bytes(cls, content: bytes) -> "EncodedImage":
        """Unpack what `to_bytes` made.

        Raises:
            FormatError: it is something else, or damaged.
        """
        try:
            packed = _unzip(content)
            tensors = safetensors.torch.load(packed)
            length = int.from_bytes(packed[:8], "little")
            metadata = json.loads(packed[8 : 8 + length])["__metadata__"]
            sizes = json.loads(metadata[FORMAT])
            height, width = sizes["original"]
            frame = Frame.fit((int(height), int(width)), int(sizes["padded"]))
            features = tensors.pop("features").float()
            skips = tuple(tensors[f"skip_{number}"].float() for number in range(len(tensors)))
        except (SafetensorError, ValueError, LookupError, TypeError, zlib.error) as error:
            raise FormatError(f"it is no {FORMAT} ({error}); encode the image again") from error
        return cls(Embedding(features, skips), frame)


def _unzip(content: bytes) -> bytes:
    """Unpack gzip, but no more than an embedding can have."""
    unpacker = zlib.decompressobj(wbits=31)
    packed = unpacker.decompress(content, LARGEST_BYTES)
    if not unpacker.eof:
        raise ValueError("it is cut off or too large")
    return packed
