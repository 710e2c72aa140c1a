"""Everything mode beside transformers' mask generation, on the same weights and masks.

    python benchmarks/automatic.py [--side 16] [--rounds 3] [--decoder] [--json FILE]

Random weights find nothing that passes the filters, so both sides are given the same disc masks
(three sizes on lattices, so that neighbouring points find the same objects) in place of what their
decoder says. By default no decoder runs, which leaves filters, upsampling, compression and
suppression; with --decoder a ViT-B decodes every point as well, on both sides. The image has 1500 ×
2250 pixels, the published options hold. transformers needs torchvision for its suppression; it is
given ours. Agreement of the fast mode with the exact one is printed before the figures.
"""

from collections.abc import Iterator

import torch
import transformers

from anymask.geometry import rle
from anymask.geometry.frame import Frame
from anymask.geometry.grids import point_grid
from anymask.geometry.nms import nms
from anymask.inference.automatic import segment_everything
from anymask.inference.options import AutomaticOptions
from anymask.inference.result import Masks
from anymask.inference.scene import Scene
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import MaskPrediction, PreparedImage, Sam
from peers import same_weights
from timing import compare, options, publish

SIZE = (1500, 2250)
CELLS = 256
RADII = (6.0, 14.0, 32.0)
SLOPE = 16.0
"""Logits per cell at the edge of a disc: crisp, as a good model's masks are."""


class Discs:
    """Disc masks in place of a decoder's answer: a function of the point alone."""

    def __init__(self) -> None:
        steps = torch.arange(-CELLS, CELLS) + 0.5
        distance = torch.hypot(steps[:, None], steps[None, :])
        self.templates = [(SLOPE * (radius - distance)).clamp(-20, 20) for radius in RADII]

    def __call__(self, coords: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Answer points (B, 2) of the padded square: logits (B, 3, 256, 256), scores (B, 3)."""
        logits, scores = [], []
        for x, y in (coords.float() / 4).tolist():
            for template, radius in zip(self.templates, RADII, strict=True):
                pitch = 1.8 * radius
                column, row = round(x / pitch), round(y / pitch)
                jitter = (x * 7 + y * 13) % 3 - 1
                left = CELLS - max(0, round(column * pitch + jitter * radius / 30))
                top = CELLS - round(row * pitch)
                logits.append(template[max(top, 0) :, max(left, 0) :][:CELLS, :CELLS])
                scores.append(0.9 + 0.1 * ((x * 31 + y * 17 + radius) % 1))
        shape = len(coords), len(RADII)
        return torch.stack(logits).view(*shape, CELLS, CELLS), torch.tensor(scores).view(shape)


class DiscSam:
    """Our model with discs for answers; it decodes too when `decoder` is a model."""

    mask_size = CELLS
    device = torch.device("cpu")

    def __init__(self, discs: Discs, decoder: Sam | None) -> None:
        self.discs, self.decoder = discs, decoder

    def decode(
        self,
        image: PreparedImage,
        coords: torch.Tensor,
        labels: torch.Tensor,
        masks: torch.Tensor | None,
        heads: slice,
    ) -> MaskPrediction:
        """Answer like `Sam.decode`."""
        if self.decoder is not None:
            self.decoder.decode(image, coords, labels, masks, heads)
        return MaskPrediction(*self.discs(coords[:, 0]))


class TheirEverything:
    """The mask-generation steps of transformers, batch by batch as its pipeline runs them."""

    def __init__(self, model: transformers.SamModel | None, discs: Discs, side: int) -> None:
        self.model, self.discs = model, discs
        self.processor = transformers.SamImageProcessorPil()
        self.frame = Frame.fit(SIZE, 1024)
        grid = point_grid(side) * torch.tensor([SIZE[1], SIZE[0]])
        self.points = self.frame.points_to_model(grid).float()
        self.features = torch.zeros(1, 256, 64, 64)

    def __call__(self) -> list[dict[str, object]]:
        """Return run lengths of the masks that are kept."""
        runs, scores, boxes = [], [], []
        for masks, iou, found in self.batches():
            runs += masks
            scores.append(iou)
            boxes.append(found.float())
        kept = nms(torch.cat(boxes), torch.cat(scores), 0.7)
        return [runs[index] for index in kept.tolist()]

    def batches(self) -> Iterator[tuple[list[dict[str, object]], torch.Tensor, torch.Tensor]]:
        """Decode, upsample and filter 64 points at a time."""
        for points in self.points.split(64):
            if self.model is not None:
                self.model(
                    image_embeddings=self.features,
                    input_points=points[None, :, None],
                    input_labels=torch.ones(1, len(points), 1).long(),
                    multimask_output=True,
                )
            logits, scores = self.discs(points)
            masks = self.processor.post_process_masks(
                [logits], [SIZE], [self.frame.resized], binarize=False
            )[0]
            crop = [0, 0, SIZE[1], SIZE[0]]
            yield self.processor.filter_masks(masks, scores, SIZE, crop)


def agreement(exact: Masks, fast: Masks) -> str:
    """Say how well the fast mode's masks match the exact ones."""
    best = rle.iou(exact.rle(), fast.rle()).max(dim=1).values
    return f"exact {len(exact)} masks, fast {len(fast)}; mean best IoU {best.mean():.4f}"


@torch.inference_mode()
def main() -> None:
    """Measure, print and write the figures."""
    parser = options(__doc__)
    parser.add_argument("--side", type=int, default=16, help="points per side (default: 16)")
    parser.add_argument("--decoder", action="store_true", help="run the ViT-B decoders as well")
    arguments = parser.parse_args()
    discs = Discs()
    their_model, our_model = same_weights() if arguments.decoder else (None, None)
    theirs = TheirEverything(their_model, discs, arguments.side)

    image = torch.zeros(*SIZE, 3, dtype=torch.uint8).numpy()
    prepared = None if our_model is None else our_model.prepare(Embedding(theirs.features))
    scene = Scene(DiscSam(discs, our_model), prepared, Frame.fit(SIZE, 1024))  # type: ignore[arg-type]
    rules = AutomaticOptions(points_per_side=arguments.side)

    def ours(fast: bool) -> Masks:
        return segment_everything(lambda _: scene, image, rules, fast=fast)

    exact = ours(fast=False)
    kept = theirs()
    assert [runs.counts.tolist() for runs in exact.rle()] == [runs["counts"] for runs in kept]
    print(agreement(exact, ours(fast=True)))
    what = "everything" if arguments.decoder else "everything, decoder apart"
    contenders = {
        "transformers": theirs,
        "anymask": lambda: ours(fast=False),
        "anymask, fast": lambda: ours(fast=True),
    }
    task = f"{what}, {arguments.side} x {arguments.side}"
    publish([compare(task, contenders, arguments.rounds)], arguments.json)


if __name__ == "__main__":
    main()
