"""Claims about a labelled image on its way through an evaluation."""

import numpy as np

from anymask.evaluation.picture import Picture
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Sampling


def test_an_image_is_decoded_once_and_only_when_asked_for(dataset, picture: np.ndarray) -> None:
    seen = Picture(RowKey("m", "", "d", "0.png"), dataset, 0, Sampling())
    assert dataset.opened == []
    assert len(seen.objects.masks) == 2
    np.testing.assert_array_equal(seen.pixels, picture)
    assert seen.pixels is seen.pixels
    assert dataset.opened == [0]


def test_the_room_of_the_set_is_kept(dataset) -> None:
    seen = Picture(RowKey("m", "", "d", "0.png"), dataset, 0, Sampling(), room=1)
    assert seen.objects.left_out == {"beyond the maximum": 1}
