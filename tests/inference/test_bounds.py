import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.geometry import masks as mask_maths
from anymask.geometry.frame import Frame
from anymask.inference.bounds import BoxBounds, FineBounds, surely_suppressed
from anymask.inference.upsample import first_step

MASK_SIZE = 48


@st.composite
def cases(draw):
    """A smooth blob in an image of any size."""
    size = draw(st.integers(30, 300)), draw(st.integers(110, 300))
    generator = torch.Generator().manual_seed(draw(st.integers(0, 10_000)))
    frame = Frame.fit(size, 4 * MASK_SIZE)
    centre = torch.rand(2, generator=generator) * MASK_SIZE
    y, x = torch.meshgrid(torch.arange(MASK_SIZE), torch.arange(MASK_SIZE), indexing="ij")
    radius = draw(st.floats(1, 20))
    logits = radius - torch.hypot(x - centre[0], y - centre[1])
    noise = torch.randn(MASK_SIZE, MASK_SIZE, generator=generator)
    return logits + draw(st.floats(0, 1)) * noise, frame


@settings(deadline=None, max_examples=100)
@given(cases())
def test_box_and_stability_lie_within_their_bounds(case):
    logits, frame = case
    whole = (0, 0, MASK_SIZE, MASK_SIZE)
    fine = first_step(logits, (0, 0), MASK_SIZE, frame, whole)
    assert fine is not None
    bounds = FineBounds(fine, frame)
    full = frame.upsample(logits)
    stability = mask_maths.stability(full[None])[0].item()
    assert stability <= bounds.highest_stability(0.0, 1.0) + 1e-6

    box = bounds.box(0.0)
    if box is not None:
        x0, y0, x1, y1 = mask_maths.boxes((full > 0)[None])[0].tolist()
        assert box.outer[0] <= x0 <= box.inner[0]
        assert box.outer[1] <= y0 <= box.inner[1]
        assert box.inner[2] <= x1 <= box.outer[2]
        assert box.inner[3] <= y1 <= box.outer[3]


def test_a_tight_duplicate_is_surely_suppressed():
    kept = np.array([[0, 0, 100, 100]], dtype=np.float32)
    assert surely_suppressed(BoxBounds((1, 1, 99, 99), (0, 0, 101, 101)), kept, 0.7)


def test_a_loose_bound_suppresses_nothing():
    kept = np.array([[0, 0, 100, 100]], dtype=np.float32)
    assert not surely_suppressed(BoxBounds((40, 40, 60, 60), (0, 0, 100, 100)), kept, 0.7)
