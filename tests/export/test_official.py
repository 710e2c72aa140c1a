"""The official demo's model, by names and by meaning."""

import numpy as np
import onnxruntime
import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.export.official import export_official
from anymask.geometry.frame import Frame
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import Sam

Session = onnxruntime.InferenceSession
SIZE = (75, 112)


@pytest.fixture(scope="module")
def session(official: Sam) -> Session:
    """The model with a single mask, as the demo has it."""
    return Session(export_official(official).SerializeToString())


def run(
    session: Session,
    embedding: Embedding,
    coords: torch.Tensor,
    labels: torch.Tensor,
    mask: torch.Tensor | None,
) -> list[np.ndarray]:
    """Call the model as the demo does: labels and flags are floats."""
    given = torch.zeros(1, 1, 16, 16) if mask is None else mask
    answer: list[np.ndarray] = session.run(
        ["masks", "iou_predictions", "low_res_masks"],
        {
            "image_embeddings": embedding.features.numpy(),
            "point_coords": coords.numpy(),
            "point_labels": labels.float().numpy(),
            "mask_input": given.numpy(),
            "has_mask_input": np.array([float(mask is not None)], np.float32),
            "orig_im_size": np.array(SIZE, np.float32),
        },
    )
    return answer


def test_names_and_their_order_are_the_official_ones(session: Session) -> None:
    assert [each.name for each in session.get_inputs()] == [
        "image_embeddings",
        "point_coords",
        "point_labels",
        "mask_input",
        "has_mask_input",
        "orig_im_size",
    ]
    outputs = [each.name for each in session.get_outputs()]
    assert outputs == ["masks", "iou_predictions", "low_res_masks"]


@pytest.mark.parametrize("points", [1, 2, 3, 7])
@pytest.mark.parametrize("masked", [False, True])
def test_one_mask_is_chosen_by_the_official_rule(
    session: Session, official: Sam, official_embedding: Embedding, points: int, masked: bool
) -> None:
    coords, labels = 64 * torch.rand(1, points, 2), torch.randint(-1, 4, (1, points))
    mask = torch.randn(1, 1, 16, 16) if masked else None
    masks, scores, low = run(session, official_embedding, coords, labels, mask)
    said = official.decode(official.prepare(official_embedding), coords, labels, mask)
    best = 0 if points > 2 else 1 + int(said.scores[0, 1:].argmax())
    assert np.abs(low[0, 0] - said.logits[0, best].numpy()).max() < 1e-3
    assert scores[0, 0] == pytest.approx(float(said.scores[0, best]), abs=1e-4)
    large = Frame.fit(SIZE, 64).upsample(said.logits[:, best])
    assert np.abs(masks[0] - large.numpy()).max() < 1e-3


def test_all_four_masks_on_request(official: Sam, official_embedding: Embedding) -> None:
    session = Session(export_official(official, single=False).SerializeToString())
    coords, labels = torch.tensor([[[9.0, 30.0], [0.0, 0.0]]]), torch.tensor([[1, -1]])
    masks, _, low = run(session, official_embedding, coords, labels, None)
    said = official.decode(official.prepare(official_embedding), coords, labels)
    assert masks.shape == (1, 4, *SIZE)
    assert np.abs(low - said.logits.numpy()).max() < 1e-3


def test_a_model_with_skips_is_refused(pyramid: Sam) -> None:
    with pytest.raises(ConfigurationError, match=r"finer features.*vit_b"):
        export_official(pyramid)
