"""A model's decoder as the files that a browser downloads, with what it must know to use them.

`decoder_bundle` is deterministic (the same weights give the same bytes) and takes seconds, so a
server makes it once per model and keeps the files.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anymask.models.sam.model import Sam


@dataclass(frozen=True)
class Bundle:
    """ONNX files that belong together.

    Attributes:
        files: name -> content: "prepare.onnx" and "decode.onnx", and "encode.onnx" if asked for.
        image_side: side of the model's padded square in pixels.
        low_side: side of the low-resolution logits.
    """

    files: Mapping[str, bytes]
    image_side: int
    low_side: int

    @property
    def sha256(self) -> dict[str, str]:
        """Name -> hexadecimal digest of the file."""
        return {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(len(content) for content in self.files.values())

    def info(self) -> dict[str, Any]:
        """Describe the bundle in plain JSON values."""
        return {
            "image_side": self.image_side,
            "low_side": self.low_side,
            "sha256": self.sha256,
            "bytes": self.size,
        }


def decoder_bundle(sam: Sam, *, encoder: bool = False, int8: bool = False) -> Bundle:
    """Export what a browser needs to answer prompts with `sam`.

    Args:
        sam: any model; it is exported in fp32 from the CPU.
        encoder: export the image encoder too, so that the browser needs no server at all.
        int8: store and multiply the decoder's large matrices as 8-bit integers.

    Raises:
        ConfigurationError: the extra `onnx` is not installed.
    """
    raise NotImplementedError("the exporter is being written")
