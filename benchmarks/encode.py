"""Encoding one image, beside transformers' SAM with the same weights.

    python benchmarks/encode.py [--size vit_b] [--rounds 5] [--json FILE]
    python benchmarks/encode.py --memory fp32        # peak memory of one encode, fresh process

Random weights, 1024 x 1024 pixels, normalised already. Embeddings are checked for agreement first:
1e-4 in fp32. bf16 has bf16 weights on both sides.
"""

import resource

import torch

from anymask.models.sam.build import build_sam
from anymask.models.sam.model import Sam
from peers import SIZES, same_weights
from timing import compare, options, publish


@torch.inference_mode()
def speed(name: str, rounds: int, json: str | None) -> None:
    """Compare both, in fp32 and in bf16."""
    theirs, ours = same_weights(name)
    comparisons = []
    for dtype in (torch.float32, torch.bfloat16):
        theirs, ours = theirs.to(dtype), ours.to(dtype)
        pixels = torch.randn(1, 3, 1024, 1024).to(dtype)
        gap = (theirs.get_image_embeddings(pixels) - ours.encode(pixels).features).abs().max()
        print(f"{name} {dtype}: embeddings differ by at most {float(gap):.1e}")
        assert dtype is torch.bfloat16 or gap < 1e-4
        contenders = {
            "transformers": lambda t=theirs, x=pixels: t.get_image_embeddings(x),
            "anymask": lambda o=ours, x=pixels: o.encode(x),
        }
        label = f"encode {name} {str(dtype).removeprefix('torch.')}"
        comparisons.append(compare(label, contenders, rounds))
    publish(comparisons, json)


@torch.inference_mode()
def memory(name: str, dtype: torch.dtype) -> None:
    """Encode once and print the peak resident memory of this process."""
    with torch.device("meta"):
        sam = build_sam(SIZES[name]())
    sam: Sam = sam.to(dtype).to_empty(device="cpu")
    for parameter in sam.parameters():
        torch.nn.init.normal_(parameter, std=0.02)
    sam.encode(torch.randn(1, 3, 1024, 1024, dtype=dtype))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"encode {name} {dtype}: peak {peak:.0f} MiB resident")


def main() -> None:
    """Measure, print and write the figures."""
    parser = options(__doc__)
    parser.add_argument("--size", choices=SIZES, default="vit_b", help="official size")
    parser.add_argument("--memory", choices=["fp32", "bf16"], help="measure memory instead")
    arguments = parser.parse_args()
    if arguments.memory:
        memory(arguments.size, torch.float32 if arguments.memory == "fp32" else torch.bfloat16)
    else:
        speed(arguments.size, arguments.rounds, arguments.json)


if __name__ == "__main__":
    main()
