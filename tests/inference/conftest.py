"""A small real model, and a stand-in whose decoder draws discs, for the tests of inference."""

import numpy as np
import pytest
import torch

from anymask.inference.segmenter import Segmenter
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import SamConfig, VitConfig
from anymask.models.sam.model import MaskPrediction, Sam


@pytest.fixture(scope="session")
def sam() -> Sam:
    torch.manual_seed(0)
    encoder = VitConfig(width=32, depth=2, heads=2, global_blocks=(1,), window=4)
    config = SamConfig(encoder, image_size=128, embed_dim=32, decoder_heads=4, decoder_hidden=64)
    return build_sam(config)


@pytest.fixture(scope="session")
def segmenter(sam: Sam) -> Segmenter:
    return Segmenter(sam)


@pytest.fixture(scope="session")
def photo() -> np.ndarray:
    generator = np.random.default_rng(0)
    return generator.integers(0, 256, (90, 140, 3), dtype=np.uint8)


class DiscSam(Sam):
    """A model that finds smooth blobs around the prompt; scores and sharpness vary."""

    def decode(self, image, coords, labels, masks=None, heads=slice(None)):
        side = self.mask_size
        y, x = torch.meshgrid(torch.arange(side) + 0.5, torch.arange(side) + 0.5, indexing="ij")
        logits, scores = [], []
        for px, py in coords[:, 0].tolist():
            # Objects sit on a lattice, so that neighbouring points find the same one.
            cx, cy = (round(p / 24) * 24 / 4 + 2 for p in (px, py))
            noise = torch.from_numpy(
                np.random.default_rng([int(px * 9), int(py * 9)]).random((4, 3))
            )
            for head in range(4)[heads]:
                radius = 1.5 + 2.2 * head + noise[head, 0] * 0.7
                slope = 3 + 80 * noise[head, 1]
                distance = torch.hypot(x - cx - noise[head, 2], (y - cy) * 1.2)
                logits.append(slope * (radius - distance))
                scores.append(0.8 + 0.2 * noise[head, 2])
        heads_used = len(range(4)[heads])
        return MaskPrediction(
            torch.stack(logits).float().view(len(coords), heads_used, side, side),
            torch.stack(scores).float().view(len(coords), heads_used),
        )


@pytest.fixture(scope="session")
def disc_segmenter(sam: Sam) -> Segmenter:
    """A segmenter that finds discs in any image."""
    disc_sam = DiscSam(sam.config, sam.image_encoder, sam.prompt_encoder, sam.mask_decoder)
    return Segmenter(disc_sam.eval())
