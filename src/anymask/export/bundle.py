"""A model's decoder as the files that a browser downloads, with what it must know to use them.

`decoder_bundle` is deterministic (the same weights give the same bytes) and takes seconds, so a
server makes it once per model and keeps the files.
"""

import copy
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anymask.export.packages import needs_onnx
from anymask.models.sam.model import Sam

if TYPE_CHECKING:
    from onnx import ModelProto

PREPARE_FILE, DECODE_FILE, ENCODE_FILE = "prepare.onnx", "decode.onnx", "encode.onnx"
OFFICIAL_FILE = "official.onnx"


@dataclass(frozen=True)
class Bundle:
    """ONNX files that belong together.

    Attributes:
        files: name -> content: `PREPARE_FILE` and `DECODE_FILE`, and `ENCODE_FILE` if asked for;
            or `OFFICIAL_FILE`.
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
        sam: any model; it is exported in fp32, from a copy on the CPU.
        encoder: export the image encoder too, so that the browser needs no server at all.
        int8: store and multiply the decoder's large matrices as 8-bit integers.

    Raises:
        ConfigurationError: the extra `onnx` is not installed.
    """
    with needs_onnx():
        from anymask.export.decoder import export_decode, export_prepare
        from anymask.export.encoder import export_encode
        from anymask.export.integers import to_int8

    exact = on_cpu(sam)
    decode = export_decode(exact)
    graphs = {
        PREPARE_FILE: export_prepare(exact),
        DECODE_FILE: to_int8(decode) if int8 else decode,
    }
    if encoder:
        graphs[ENCODE_FILE] = export_encode(exact)
    return _pack(sam, graphs)


def official_bundle(sam: Sam, *, single: bool = True, int8: bool = False) -> Bundle:
    """Export a decoder that clients of the official demo's model can use.

    Args:
        sam: a model with an official kind of encoder.
        single: one mask per prompt, as the demo's model has it; otherwise all four.
        int8: store and multiply its large matrices as 8-bit integers.

    Raises:
        ConfigurationError: the model does not fit the official interface, or the extra `onnx` is
            not installed.
    """
    with needs_onnx():
        from anymask.export.integers import to_int8
        from anymask.export.official import export_official

    graph = export_official(on_cpu(sam), single=single)
    return _pack(sam, {OFFICIAL_FILE: to_int8(graph) if int8 else graph})


def _pack(sam: Sam, graphs: "Mapping[str, ModelProto]") -> Bundle:
    files = {name: graph.SerializeToString(deterministic=True) for name, graph in graphs.items()}
    return Bundle(files, sam.image_size, sam.mask_size)


def on_cpu(sam: Sam) -> Sam:
    """Copy a model to the CPU in fp32, ready to be exported."""
    return copy.deepcopy(sam).to("cpu").float().eval().requires_grad_(False)
