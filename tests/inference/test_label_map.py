import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.geometry import rle
from anymask.inference.label_map import paint_labels

SIZE = (7, 9)


@given(st.integers(0, 6), st.floats(0, 1), st.integers(0, 1000))
def test_each_pixel_belongs_to_the_smallest_mask_there(count, density, seed):
    generator = torch.Generator().manual_seed(seed)
    masks = torch.rand(count, *SIZE, generator=generator) < density
    scores = torch.rand(count, generator=generator)
    labels = paint_labels(rle.encode(masks), scores, SIZE)
    rank = [(int(mask.sum()), -float(score)) for mask, score in zip(masks, scores, strict=True)]
    for y in range(SIZE[0]):
        for x in range(SIZE[1]):
            here = [index for index in range(count) if masks[index, y, x]]
            expected = 1 + min(here, key=lambda i: rank[i]) if here else 0
            assert labels[y, x] == expected


def test_of_equal_masks_the_more_confident_lies_on_top():
    masks = rle.encode(torch.ones(2, *SIZE, dtype=torch.bool))
    assert (paint_labels(masks, torch.tensor([0.9, 0.5]), SIZE) == 1).all()
