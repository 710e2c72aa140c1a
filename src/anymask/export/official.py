"""A decoder with the names and the meaning of the official demo's model, for existing web clients.

One graph takes the embedding, a prompt and the size of the image, and gives masks of that size. It
decodes as our own graphs do, without what they keep between clicks.
"""

import onnx
import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.errors import ConfigurationError
from anymask.export.enlarge import append_enlarging
from anymask.export.graph import Signature, to_onnx
from anymask.models.sam.config import PyramidConfig
from anymask.models.sam.model import Sam

INPUTS = ("image_embeddings", "point_coords", "point_labels", "mask_input", "has_mask_input")
"""The demo's names; `orig_im_size` comes last."""

OUTPUTS = ("iou_predictions", "low_res_masks")
"""Likewise; `masks` comes first."""


class OfficialGraph(nn.Module):
    """Embedding and prompt to low-resolution masks and their scores.

    Args:
        sam: a model whose embedding is all that its decoder needs.
        single: choose one mask as the demo does, the first for three tokens or more and otherwise
            the best of the other three; or return all four.
    """

    def __init__(self, sam: Sam, *, single: bool) -> None:
        super().__init__()
        self.sam = sam
        self.single = single

    def forward(
        self,
        image_embeddings: Float[Tensor, "1 C h w"],
        point_coords: Float[Tensor, "1 T 2"],
        point_labels: Float[Tensor, "1 T"],
        mask_input: Float[Tensor, "1 1 m m"],
        has_mask_input: Float[Tensor, "1"],
    ) -> tuple[Float[Tensor, "1 M"], Float[Tensor, "1 M m m"]]:
        """Answer one prompt.

        Args:
            image_embeddings: of the image.
            point_coords: (x, y) in pixels of the padded square.
            point_labels: 0 background, 1 foreground, 2 and 3 box corners, -1 padding.
            mask_input: low-resolution logits of an earlier answer.
            has_mask_input: 1 if `mask_input` counts, otherwise 0.
        """
        encoder, decoder = self.sam.prompt_encoder, self.sam.mask_decoder
        given, none = encoder.dense(mask_input), encoder.dense(None)
        dense = has_mask_input * given + (1 - has_mask_input) * none
        image = decoder.prepare(image_embeddings, dense, encoder.image_positions())
        prompts = encoder.sparse(point_coords, point_labels.long())
        logits, scores = decoder(image, prompts, slice(None))
        if not self.single:
            return scores, logits
        # The demo's own rule: a bonus for the first mask that is a malus for up to two tokens.
        bonus = (point_coords.shape[1] - 2.5) * torch.tensor([1000.0, 0, 0, 0])
        best = (scores + bonus).argmax(dim=1)  # (1,)
        return scores.index_select(1, best), logits.index_select(1, best)


def export_official(sam: Sam, *, single: bool = True) -> onnx.ModelProto:
    """Export a model under the demo's names.

    Args:
        sam: in fp32 on the CPU.
        single: one mask per prompt, as the demo's model has it; otherwise all four.

    Raises:
        ConfigurationError: its decoder reads finer features as well, for which the official
            interface has no input.
    """
    if isinstance(sam.config.encoder, PyramidConfig):
        raise ConfigurationError(
            "this model's decoder reads finer features beside the embedding, for which the "
            "official interface has no input; export vit_b, vit_l or vit_h, or leave out --official"
        )
    side, low, width = sam.config.grid_side, sam.mask_size, sam.config.embed_dim
    example = (
        torch.zeros(1, width, side, side),
        torch.zeros(1, 3, 2),
        torch.tensor([[1.0, 0.0, -1.0]]),
        torch.zeros(1, 1, low, low),
        torch.zeros(1),
    )
    points = torch.export.Dim("num_points")
    signature = Signature(INPUTS, OUTPUTS, ({}, {1: points}, {1: points}, {}, {}))
    model = to_onnx(OfficialGraph(sam, single=single), example, signature)
    append_enlarging(model, sam.image_size)
    return model
