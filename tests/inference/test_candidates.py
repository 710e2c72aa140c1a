import torch

from anymask.geometry.frame import Frame
from anymask.inference.candidates import make_candidate, propose


def test_a_piece_upsamples_as_the_whole_plane_above_the_threshold():
    generator = torch.Generator().manual_seed(0)
    plane = torch.full((64, 64), -7.0)
    plane[10:30, 20:33] = 3 * torch.randn(20, 13, generator=generator)
    frame = Frame.fit((170, 200), 256)
    window = make_candidate(plane, 0.9, (0.0, 0.0), -1.0, plane.clone).upsample(frame)
    whole = frame.upsample(plane)
    rows, columns = window.values.shape
    place = whole[window.y : window.y + rows, window.x : window.x + columns]
    matters = place > -1
    assert torch.equal(place[matters], window.values[matters])
    assert matters.sum() == (whole > -1).sum()


def test_a_mask_below_every_threshold_becomes_an_empty_window():
    plane = torch.full((64, 64), -7.0)
    candidate = make_candidate(plane, 0.9, (0.0, 0.0), -1.0, plane.clone)
    assert not (candidate.upsample(Frame.fit((170, 200), 256)).values > -1).any()


def test_a_candidate_can_be_decoded_again(segmenter, photo):
    scene = segmenter.embed(photo)
    points = torch.tensor([[10.0, 20.0], [70.0, 60.0]]).double()
    (batch,) = propose(scene, points, points_per_batch=8, pred_iou_thresh=0.0, lowest=-1.0)
    for candidate in batch:
        again = candidate.remake()
        assert again.score == candidate.score
        assert torch.allclose(again.piece, candidate.piece, atol=1e-5)


def test_only_confident_masks_are_proposed(disc_segmenter, photo):
    scene = disc_segmenter.embed(photo)
    points = torch.rand(20, 2, generator=torch.Generator().manual_seed(0)).double() * 90

    def scores(threshold):
        batches = propose(scene, points, points_per_batch=8, pred_iou_thresh=threshold, lowest=-1.0)
        return [candidate.score for batch in batches for candidate in batch]

    every = scores(0.0)
    assert len(every) == 60
    assert scores(0.9) == [score for score in every if score > 0.9]
