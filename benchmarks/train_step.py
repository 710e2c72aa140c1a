"""A step of promptable training, beside a plain loop over transformers' SAM modules.

    python benchmarks/train_step.py [--threads 1] [--rounds 7] [--turns 1 3] [--processor-time]
    python benchmarks/train_step.py --memory anymask --precision fp32   # peak memory, fresh process
    python benchmarks/train_step.py --tiny       # the shipped model alone, no plain twin

A ViT SAM of 192 x 12 at 256 px with the official decoder learns from 4 images with 8 objects each.
A step is forward, backward and AdamW; `--turns` are rounds of prompts. The plain step encodes the
images together, as the official code does, then loops over images and rounds with the embedding
repeated for each prompt. Both have the same weights; their masks are checked to agree first. The
plain step is given clicks only, which cost what boxes cost.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
import transformers

from anymask.data.collate import Batch
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import sam_tiny
from anymask.models.sam.model import Sam
from anymask.models.sam.weights import infer_config, translate
from anymask.prompting.correct import error_points
from anymask.prompting.simulate import random_points
from anymask.training.losses import dice_loss, focal_loss, mask_iou_targets
from anymask.training.objectives.sam import SamObjective, coverage
from timing import Comparison, compare, options, publish

SIDE, IMAGES, OBJECTS = 256, 4, 8
Step = Callable[[], object]


def make_batch() -> Batch:
    """Noise with discs for objects."""
    generator = torch.Generator().manual_seed(0)
    centre = torch.randint(40, SIDE - 40, (2, IMAGES * OBJECTS, 1, 1), generator=generator)
    radius = torch.randint(15, 60, (IMAGES * OBJECTS, 1, 1), generator=generator)
    pixel = torch.arange(SIDE)
    masks = (pixel - centre[0]) ** 2 + (pixel[:, None] - centre[1]) ** 2 < radius**2
    images = torch.randint(0, 256, (IMAGES, 3, SIDE, SIDE), dtype=torch.uint8, generator=generator)
    return Batch(images, masks, torch.arange(IMAGES).repeat_interleave(OBJECTS))


def same_weights() -> tuple[transformers.SamModel, Sam]:
    """Build the model twice with the same random weights."""
    torch.manual_seed(0)
    vision = transformers.SamVisionConfig(
        hidden_size=192,
        mlp_dim=768,
        num_hidden_layers=12,
        num_attention_heads=3,
        global_attn_indexes=[2, 5, 8, 11],
        image_size=SIDE,
    )
    prompts = transformers.SamPromptEncoderConfig(image_size=SIDE)
    config = transformers.SamConfig(vision_config=vision, prompt_encoder_config=prompts)
    theirs = transformers.SamModel(config)
    for name, parameter in theirs.named_parameters():
        if "norm" not in name:
            torch.nn.init.normal_(parameter, std=0.02 if name.startswith("vision") else 0.05)
    state = translate(theirs.state_dict())
    ours = build_sam(infer_config(state))
    ours.load_state_dict(state)
    return theirs.train(), ours.train()


@dataclass(frozen=True)
class PlainStep:
    """The loss of a step, image by image and round by round."""

    model: transformers.SamModel
    turns: int

    def __call__(self, pixels: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Sum the losses of all images and rounds."""
        embeddings = self.model.vision_encoder(pixels).last_hidden_state
        generator = torch.Generator().manual_seed(0)
        losses = []
        for index, embedding in enumerate(embeddings):
            masks = batch.masks[batch.image_index == index]
            losses.append(self._image(embedding, masks, generator))
        return torch.stack(losses).mean()

    def _image(
        self, embedding: torch.Tensor, masks: torch.Tensor, generator: torch.Generator
    ) -> torch.Tensor:
        truth = coverage(masks, SIDE // 4)
        points = random_points(masks, generator)[:, None] - 0.5  # (B, N, 2)
        labels = torch.ones(len(masks), 1, dtype=torch.long)
        logits, losses = None, []
        for turn in range(self.turns):
            answers, scores = self.decode(embedding, points, labels, logits, several=turn > 0)
            losses.append(self._charge(answers, scores, truth))
            best = scores.argmax(1)
            logits = answers[torch.arange(len(best)), best][:, None].detach()
            if turn + 1 < self.turns:
                full = F.interpolate(logits.float(), (SIDE, SIDE), mode="bilinear")
                click, kind = error_points(full[:, 0] > 0, masks, generator)
                points = torch.cat([points, click[:, None] - 0.5], dim=1)
                labels = torch.cat([labels, kind[:, None]], dim=1)
        return torch.stack(losses).sum()

    def decode(
        self,
        embedding: torch.Tensor,
        points: torch.Tensor,
        labels: torch.Tensor,
        logits: torch.Tensor | None,
        *,
        several: bool,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Answer N clicks on each of B objects of one image."""
        answer = self.model(
            image_embeddings=embedding.expand(len(points), -1, -1, -1),
            input_points=points[:, None],
            input_labels=labels[:, None],
            input_masks=logits,
            multimask_output=not several,
        )
        return answer.pred_masks[:, 0], answer.iou_scores[:, 0]

    def _charge(
        self, logits: torch.Tensor, scores: torch.Tensor, truth: torch.Tensor
    ) -> torch.Tensor:
        masks = 20 * focal_loss(logits, truth) + dice_loss(logits, truth)
        quality = (scores.float() - mask_iou_targets(logits, truth)).square().mean()
        return masks.amin(1).mean() + quality


def steps(turns: int, precision: str) -> dict[str, Step]:
    """A training step of each contender."""
    theirs, ours = same_weights()
    batch = make_batch()
    pixels = ours.preprocess(list(batch.images))
    plain = PlainStep(theirs, turns)
    _check(plain, ours, pixels)
    objective = SamObjective(rounds=turns, full_step_share=1.0)
    return {
        "plain loop": _step(lambda: plain(pixels, batch), theirs, precision),
        "anymask": _step(_loss(objective, ours, batch), ours, precision),
    }


def tiny_step(turns: int, precision: str) -> dict[str, Step]:
    """A training step of the shipped model as its recipe takes it."""
    model = build_sam(replace(sam_tiny(), image_size=SIDE)).train()
    objective = SamObjective(rounds=turns, full_step_share=1.0, pixel_loss="cross_entropy")
    return {"tiny": _step(_loss(objective, model, make_batch()), model, precision)}


def _loss(objective: SamObjective, model: Sam, batch: Batch) -> Callable[[], torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return lambda: objective(model, batch, generator)["loss"]


@torch.no_grad()
def _check(plain: PlainStep, ours: Sam, pixels: torch.Tensor) -> None:
    points, labels = torch.rand(2, 3, 2) * SIDE, torch.ones(2, 3, dtype=torch.long)
    logits = torch.randn(2, 1, SIDE // 4, SIDE // 4)
    embedding = plain.model.vision_encoder(pixels[:1]).last_hidden_state[0]
    expected, _ = plain.decode(embedding, points, labels, logits, several=False)
    padded = torch.cat([points, torch.zeros(2, 1, 2)], dim=1)
    kinds = torch.cat([labels, -torch.ones(2, 1, dtype=torch.long)], dim=1)
    images = ours.prepare_batch(ours.encode(pixels[:1]), torch.zeros(2, dtype=torch.long))
    got = ours.decode_batch(images, padded, kinds, logits).logits[:, 1:]
    gap = float((got - expected).abs().max() / expected.abs().max())
    assert gap < 1e-4, f"masks differ by {gap:.1e}"


def _step(loss: Callable[[], torch.Tensor], model: torch.nn.Module, precision: str) -> Step:
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6, fused=True)

    def step() -> None:
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
            value = loss()
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()

    return step


def memory(step: Step, name: str) -> None:
    """Take two steps and print how far the memory of this process rose."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    step()
    step()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{name}: {(peak - before) / 1024:.0f} MiB above {before / 1024:.0f} MiB")


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = options(__doc__)
    parser.add_argument("--threads", type=int, help="CPU threads (default: torch's)")
    parser.add_argument("--turns", type=int, nargs="+", default=[1, 3], help="default: 1 3")
    parser.add_argument("--precision", choices=["fp32", "bf16"], help="default: both in turn")
    parser.add_argument("--tiny", action="store_true", help="the shipped model alone")
    parser.add_argument(
        "--processor-time", action="store_true", help="of one thread, on a machine that others use"
    )
    parser.add_argument(
        "--memory", choices=["plain loop", "anymask"], help="measure one's memory instead"
    )
    return parser.parse_args()


def main() -> None:
    """Measure, print and write the figures."""
    arguments = parse()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    make = tiny_step if arguments.tiny else steps
    precisions = [arguments.precision] if arguments.precision else ["fp32", "bf16"]
    if arguments.memory:
        for turns in arguments.turns[:1]:
            memory(make(turns, precisions[0])[arguments.memory], arguments.memory)
        return
    clock = time.process_time if arguments.processor_time else time.perf_counter
    comparisons: list[Comparison] = []
    for precision in precisions:
        for turns in arguments.turns:
            task = f"sam step {precision}, {turns} turn" + "s" * (turns > 1)
            comparisons.append(compare(task, make(turns, precision), arguments.rounds, clock))
    publish(comparisons, arguments.json)
    for each in comparisons:
        for timing in each.timings:
            rate = IMAGES / timing.median
            print(f"{each.task} {timing.name}: {rate:.2f} images/s, {rate * OBJECTS:.0f} masks/s")


if __name__ == "__main__":
    main()
