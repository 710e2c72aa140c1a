import torch

from anymask.models.sam.prompt_encoder import PromptEncoder


def _encoder() -> PromptEncoder:
    torch.manual_seed(0)
    return PromptEncoder(embed_dim=16, image_size=64, grid_side=4, mask_channels=4)


def test_padding_hides_its_coordinates():
    tokens = _encoder().sparse(torch.tensor([[[1.0, 2.0], [50.0, 3.0]]]), torch.tensor([[-1, -1]]))
    assert torch.equal(tokens[0, 0], tokens[0, 1])


def test_labels_shift_a_place_by_a_constant():
    encoder, coords = _encoder(), torch.rand(1, 4, 2) * 64
    kinds = [encoder.sparse(coords, torch.full((1, 4), kind)) for kind in range(4)]
    difference = kinds[1] - kinds[0]
    torch.testing.assert_close(difference, difference[:, :1].expand(1, 4, -1))


def test_no_mask_is_one_vector_everywhere():
    dense = _encoder().dense(None)
    assert dense.shape == (1, 16, 4, 4)
    assert torch.equal(dense[..., 0, 0], dense[..., 3, 2])


def test_a_mask_prompt_shrinks_to_the_grid():
    assert _encoder().dense(torch.randn(3, 1, 16, 16)).shape == (3, 16, 4, 4)


def test_a_click_on_a_cell_centre_carries_its_position():
    encoder = _encoder()
    click = encoder.sparse(torch.tensor([[[23.5, 39.5]]]), torch.tensor([[1]]))[0, 0]
    place = encoder.image_positions()[0, 2 * 4 + 1]
    torch.testing.assert_close(click - encoder.label_embed[1], place, atol=1e-5, rtol=1e-4)
