"""Claims about what a detector answers."""

import torch


def test_boxes_lie_inside_the_square_by_falling_score(detector, images):
    found = detector.detect(images)
    assert found.boxes.shape == (2, 10, 4)
    assert found.boxes.min() >= 0
    assert found.boxes.max() <= 64
    assert bool((found.boxes[..., 2:] >= found.boxes[..., :2]).all())
    assert bool((found.scores.diff(dim=1) <= 0).all())
    assert 0 <= found.scores.min() <= found.scores.max() <= 1


def test_an_image_alone_is_answered_as_in_a_batch(detector, images):
    together, alone = detector.detect(images), detector.detect(images[1:])
    torch.testing.assert_close(together.boxes[1:], alone.boxes, atol=1e-3, rtol=0)
    torch.testing.assert_close(together.scores[1:], alone.scores, atol=1e-5, rtol=0)


def test_the_same_image_gets_the_same_answer(detector, images):
    first, second = detector.detect(images), detector.detect(images)
    assert torch.equal(first.boxes, second.boxes)
    assert torch.equal(first.scores, second.scores)


def test_pixels_are_normalised_as_the_description_says(detector, images):
    seen = []
    detector.dfine.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    detector.detect(images)
    torch.testing.assert_close(seen[0], images / 255)


def test_other_sides_than_the_trained_one_are_answered(detector):
    found = detector.detect(torch.zeros(1, 3, 96, 96, dtype=torch.uint8))
    assert found.boxes.max() > 64
