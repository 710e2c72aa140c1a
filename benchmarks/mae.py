"""A step of masked-autoencoder training, beside encoding all tokens and beside transformers.

    python benchmarks/mae.py [--threads 1] [--images 32] [--rounds 7] [--processor-time]
    python benchmarks/mae.py --memory anymask --precision fp32     # peak memory, fresh process

The model of `mae-tiny`: ViT 192x12, decoder 96x4, 224 px, 75 % hidden. A step is forward, backward
and AdamW. "all tokens" is the same model with the hidden patches encoded too, as mask tokens (MAE,
table 1c). The same weights in transformers and here are checked to give the same loss first.
"""

import resource
import time
from collections.abc import Callable

import torch
import transformers

from anymask.models.mae.build import build_mae
from anymask.models.mae.config import mae_tiny
from anymask.models.mae.masking import mask_patches, take
from anymask.models.mae.model import MaskedAutoencoder
from anymask.models.mae.target import normalise_patches
from anymask.models.mae.weights import infer_config, translate
from anymask.nn.patch import cut_patches, join_patches
from anymask.training.objectives.mae import MaeObjective
from timing import compare, options, publish

CONTENDERS = ("transformers", "all tokens", "anymask")


def same_weights() -> tuple[transformers.ViTMAEForPreTraining, MaskedAutoencoder]:
    """Build `mae-tiny` twice with the same random weights."""
    torch.manual_seed(0)
    tiny = mae_tiny()
    config = transformers.ViTMAEConfig(
        hidden_size=tiny.width,
        num_hidden_layers=tiny.depth,
        num_attention_heads=tiny.heads,
        intermediate_size=4 * tiny.width,
        decoder_hidden_size=tiny.decoder_width,
        decoder_num_hidden_layers=tiny.decoder_depth,
        decoder_num_attention_heads=tiny.decoder_heads,
        decoder_intermediate_size=4 * tiny.decoder_width,
        norm_pix_loss=True,
        layer_norm_eps=1e-6,
    )
    theirs = transformers.ViTMAEForPreTraining(config)
    state = translate(theirs.state_dict())
    ours = build_mae(infer_config(state, tiny.heads, tiny.decoder_heads))
    ours.load_state_dict(state)
    return theirs, ours


def loss_of_all_tokens(model: MaskedAutoencoder, images: torch.Tensor) -> torch.Tensor:
    """The loss when hidden patches are encoded as well: each goes in as the same empty patch."""
    patches = model.patches(images)
    mask = mask_patches(torch.rand(patches.shape[:2]), 0.75)
    order = torch.cat([mask.visible, mask.hidden], dim=1)
    hidden = mask.hidden.shape[1]
    empty = torch.zeros_like(patches[:, :hidden])
    covered = torch.cat([take(patches, mask.visible), empty], dim=1)
    decoder = model.decoder
    tokens = decoder.embed(model.encode(covered, order))
    positions = torch.nn.functional.pad(decoder.pos_embed.flatten(0, 2)[order], (0, 0, 1, 0))
    tokens = (tokens + positions)[:, None]
    for block in decoder.blocks:
        tokens = block(tokens)
    painted = decoder.head(decoder.norm(tokens[:, 0, -hidden:]))
    target = normalise_patches(take(patches, mask.hidden))
    return torch.nn.functional.mse_loss(painted.float(), target)


def steps(images: int, precision: str) -> dict[str, Callable[[], object]]:
    """A training step of each contender."""
    theirs, ours = same_weights()
    generator = torch.Generator().manual_seed(0)
    batch = torch.randint(0, 256, (images, 3, 224, 224), dtype=torch.uint8, generator=generator)
    pixels = join_patches(ours.patches(batch).unflatten(1, (14, 14)), 16)
    objective = MaeObjective()
    _check(theirs, ours, pixels)
    losses = {
        "transformers": lambda: theirs(pixels).loss,
        "all tokens": lambda: loss_of_all_tokens(ours, batch),
        "anymask": lambda: objective(ours, batch, generator)["loss"],
    }
    optimizers = {name: _adamw(ours) for name in losses} | {"transformers": _adamw(theirs)}
    return {
        name: lambda loss=loss, adamw=optimizers[name]: _step(loss, adamw, precision)
        for name, loss in losses.items()
    }


@torch.no_grad()
def _check(
    theirs: transformers.ViTMAEForPreTraining, ours: MaskedAutoencoder, pixels: torch.Tensor
) -> None:
    noise = torch.rand(len(pixels), 196)
    expected = theirs(pixels, noise=noise).loss
    loss = MaeObjective().loss(ours, cut_patches(pixels, 16).flatten(1, 2), noise)
    assert abs(loss - expected) < 1e-4 * expected, (loss, expected)


def _adamw(model: torch.nn.Module) -> torch.optim.AdamW:
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return torch.optim.AdamW(trained, lr=1e-6, fused=True)


def _step(
    loss: Callable[[], torch.Tensor], optimizer: torch.optim.Optimizer, precision: str
) -> None:
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        value = loss()
    optimizer.zero_grad(set_to_none=True)
    value.backward()
    optimizer.step()


def memory(name: str, images: int, precision: str) -> None:
    """Take two steps of one contender and print how far the memory of this process rose."""
    step = steps(images, precision)[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    step()
    step()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{name} {precision}: {(peak - before) / 1024:.0f} MiB above {before / 1024:.0f} MiB")


def main() -> None:
    """Measure, print and write the figures."""
    parser = options(__doc__)
    parser.add_argument("--threads", type=int, help="CPU threads (default: torch's)")
    parser.add_argument("--images", type=int, default=32, help="images per step (default: 32)")
    parser.add_argument("--precision", choices=["fp32", "bf16"], help="default: both in turn")
    parser.add_argument(
        "--processor-time", action="store_true", help="of one thread, on a machine that others use"
    )
    parser.add_argument("--memory", choices=CONTENDERS, help="measure one's memory instead")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    precisions = [arguments.precision] if arguments.precision else ["fp32", "bf16"]
    if arguments.memory:
        memory(arguments.memory, arguments.images, precisions[0])
        return
    clock = time.process_time if arguments.processor_time else time.perf_counter
    comparisons = [
        compare(f"mae step {each}", steps(arguments.images, each), arguments.rounds, clock)
        for each in precisions
    ]
    publish(comparisons, arguments.json)


if __name__ == "__main__":
    main()
