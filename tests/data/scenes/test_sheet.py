"""Claims about contact sheets."""

import numpy as np

from anymask.data.scenes.sheet import contact_sheet, explained
from anymask.data.scenes.source import SceneSample


def test_pictures_lie_row_by_row(described: list[SceneSample]) -> None:
    sheet = np.asarray(contact_sheet(described[:5], columns=3))
    assert sheet.shape == (320, 480, 3)
    fifth = described[4].sample.image.permute(1, 2, 0).numpy()
    assert np.array_equal(sheet[160:, 160:320], fifth)
    assert not sheet[160:, 320:].any()


def test_an_explanation_shows_every_mask_and_near_things_bright(
    described: list[SceneSample],
) -> None:
    scene = next(each for each in described if each.world == "outdoors")
    picture, masks, depth = np.split(np.asarray(explained(scene)), 3, axis=1)
    assert np.array_equal(picture, scene.sample.image.permute(1, 2, 0).numpy())
    assert len(np.unique(masks.reshape(-1, 3), axis=0)) > len(scene.parents) / 2
    far = scene.depth.numpy()
    assert depth[far < np.median(far)].mean() > depth[far > np.median(far)].mean()
