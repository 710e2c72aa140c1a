"""One click, from prompt to masks, beside transformers' SAM with the same weights.

    python benchmarks/prompt.py [--rounds 9] [--json FILE]

A ViT-B decoder with random weights answers one point with three masks, on an image of 1500 × 2250
pixels whose embedding is given: the encoder is another benchmark. Low-resolution logits are
checked for agreement first. "decoder" stops there, "end to end" goes on to full-size masks.
"""

import torch
import transformers

from anymask.geometry.frame import Frame
from anymask.inference.scene import Scene
from anymask.models.sam.image_encoder import Embedding
from peers import same_weights
from timing import Comparison, compare, options, publish

SIZE = (1500, 2250)
POINT = (1100.0, 700.0)


def one_click(
    theirs: transformers.SamModel, scene: Scene, features: torch.Tensor, rounds: int
) -> list[Comparison]:
    """Compare one click, up to low-resolution logits and up to full-size masks."""
    frame = scene.frame
    processor = transformers.SamImageProcessorPil()
    point = frame.points_to_model(torch.tensor([[[POINT]]]))

    def their_logits() -> torch.Tensor:
        answer = theirs(
            image_embeddings=features, input_points=point, input_labels=torch.ones(1, 1, 1).long()
        )
        return answer.pred_masks

    def their_masks() -> torch.Tensor:
        logits = [their_logits()[0]]
        return processor.post_process_masks(logits, [SIZE], [frame.resized])[0]

    ordered = scene.segment(points=[POINT]).logits
    assert ordered is not None
    gaps = [(ordered - mask).abs().amax((1, 2)).min() for mask in their_logits()[0, 0]]
    assert max(gaps) < 1e-3, f"logits differ by {max(gaps):.1e}"
    decoder = {"transformers": their_logits, "anymask": lambda: scene.segment(points=[POINT])}
    whole = {
        "transformers": their_masks,
        "anymask": lambda: scene.segment(points=[POINT]).binary(),
    }
    return [
        compare("click, decoder", decoder, rounds),
        compare("click, end to end", whole, rounds),
    ]


def many_boxes(
    theirs: transformers.SamModel, scene: Scene, features: torch.Tensor, rounds: int
) -> Comparison:
    """Compare 64 boxes in one call, up to low-resolution logits."""
    boxes = [(20.0 * i, 15.0 * i, 20.0 * i + 500, 15.0 * i + 400) for i in range(64)]
    prompts = scene.frame.boxes_to_model(torch.tensor([boxes]))
    contenders = {
        "transformers": lambda: theirs(
            image_embeddings=features, input_boxes=prompts, multimask_output=True
        ),
        "anymask": lambda: scene.segment(boxes=boxes, multimask=True),
    }
    return compare("64 boxes, decoder", contenders, rounds)


@torch.inference_mode()
def main() -> None:
    """Measure, print and write the figures."""
    arguments = options(__doc__).parse_args()
    theirs, ours = same_weights()
    features = torch.randn(1, 256, 64, 64)
    scene = Scene(ours, ours.prepare(Embedding(features)), Frame.fit(SIZE, 1024))
    comparisons = one_click(theirs, scene, features, arguments.rounds)
    comparisons.append(many_boxes(theirs, scene, features, max(3, arguments.rounds // 3)))
    publish(comparisons, arguments.json)


if __name__ == "__main__":
    main()
