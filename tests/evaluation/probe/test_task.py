"""Claims about the task "probe"."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from anymask.errors import InputError
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.baselines.colours import Colours
from anymask.evaluation.methods import ModelMethod
from anymask.evaluation.picture import Picture
from anymask.evaluation.probe.embedding import embed_masks
from anymask.evaluation.probe.options import ProbeOptions
from anymask.evaluation.probe.row import unpack
from anymask.evaluation.probe.task import ALONE, CHART, UNNAMED, ProbeTask
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Sampling
from anymask.inference.segmenter import load

CUP, PLATE = (1.0, 0.0), (0.0, 1.0)


def test_a_model_embeds_the_objects_of_a_picture(
    random_model: Path, first_picture: Picture
) -> None:
    segmenter, options = load(random_model), ProbeOptions(margin=0.2)
    row = ProbeTask(options).score(ModelMethod("m", segmenter), first_picture)
    assert (row.numbers, row.categories) == ((0, 1), ("cup", "plate"))
    masks = first_picture.objects.masks
    expected = embed_masks(segmenter, first_picture.pixels, masks, options)
    torch.testing.assert_close(unpack(row.embeddings), expected)


def test_colours_tell_red_cups_from_green_plates(named) -> None:
    task = ProbeTask()
    keys = [RowKey("colours", "", "set", named.name(n)) for n in range(2)]
    pictures = [Picture(key, named, n, Sampling()) for n, key in enumerate(keys)]
    rows = [task.score(Colours(), picture) for picture in pictures]
    (result,) = task.summarise(rows).sets
    assert result.scores == {"across": 1, "across_chance": 0.5}
    assert (result.images, result.objects) == (2, 4)


def test_only_the_objects_that_count_are_embedded(named, first_picture: Picture) -> None:
    picture = replace(first_picture, sampling=Sampling(min_area_share=0.21))  # 460 of 2000, not 400
    row = ProbeTask().score(Colours(), picture)
    assert (row.numbers, row.categories) == ((1,), ("plate",))
    assert sum(row.left_out.values()) == 1


def test_pictures_without_objects_are_not_decoded(named, first_picture: Picture) -> None:
    picture = replace(first_picture, sampling=Sampling(min_area_share=0.9))
    assert ProbeTask().score(Colours(), picture).objects == 0
    assert "pixels" not in picture.__dict__


def test_a_method_without_a_latent_space_is_named(first_picture: Picture) -> None:
    with pytest.raises(InputError, match="box embeds no masks; probe a model, or --baseline"):
        ProbeTask().score(FilledBox(), first_picture)


def test_neighbours_inside_and_across_images_are_counted_beside_chance(row_of) -> None:
    rows = [row_of("a", ["cup", "cup", "plate"], [CUP, CUP, PLATE]), row_of("b", ["cup"], [PLATE])]
    (result,) = ProbeTask().summarise(rows).sets
    assert result.scores["inside"] == 1  # the two cups of image a
    assert result.scores["inside_chance"] == 0.5
    assert result.scores["across"] == pytest.approx(2 / 3)  # b's cup looks like a plate
    assert result.scores["across_chance"] == pytest.approx((1 + 1 + 2 / 3) / 3)


def test_what_has_no_category_or_no_equal_is_counted_apart(row_of) -> None:
    rows = [row_of("a", ["cup", None], [CUP, CUP]), row_of("b", ["cup", "fork"], [CUP, PLATE])]
    (result,) = ProbeTask().summarise(rows).sets
    assert result.left_out == {UNNAMED: 1, ALONE: 1}
    assert result.objects == 2
    assert "inside" not in result.scores  # nowhere two of a kind


def test_the_curve_goes_over_the_nearest_in_other_images(row_of) -> None:
    rows = [row_of(name, ["cup", "plate"], [CUP, PLATE]) for name in "abc"]
    curve, whole = ProbeTask().summarise(rows).curves
    assert (curve.chart, curve.points[:3]) == (CHART, ((1, 1), (2, 1), (3, pytest.approx(2 / 3))))
    assert (whole.set_name, whole.points) == ("", curve.points)


def test_the_mean_curve_goes_as_far_as_the_smallest_set(row_of) -> None:
    small = [row_of(name, ["cup"], [CUP], "small") for name in "ab"]
    large = [row_of(name, ["cup", "plate"], [CUP, PLATE], "large") for name in "abc"]
    *_, whole = ProbeTask().summarise([*small, *large]).curves
    assert whole.points == ((1, 1), (2, (1 / 2 + 1) / 2))


def test_intervals_surround_the_share(row_of) -> None:
    rows = [row_of(name, ["cup", "plate"], [CUP, PLATE]) for name in "abc"]
    rows.append(row_of("d", ["cup", "plate"], [PLATE, CUP]))
    (result,) = ProbeTask().summarise(rows).sets
    low, high = result.intervals["across"]
    assert low < result.scores["across"] < high


def test_sets_are_summed_up_on_their_own(row_of) -> None:
    names = [(image, name) for name in ("s", "t") for image in "ab"]
    rows = [row_of(image, ["cup"], [CUP], name) for image, name in names]
    assert [each.name for each in ProbeTask().summarise(rows).sets] == ["s", "t"]


def test_categories_that_never_repeat_are_refused(row_of) -> None:
    with pytest.raises(InputError, match="1 objects with a category in 2 images, and no two"):
        ProbeTask().summarise([row_of("a", ["cup", None], [CUP, CUP]), row_of("b", [], [])])


def test_measures_are_named_in_the_order_of_scores(row_of) -> None:
    rows = [row_of(name, ["cup", "cup"], [CUP, CUP]) for name in "ab"]
    (result,) = ProbeTask().summarise(rows).sets
    assert list(result.scores) == list(ProbeTask().measures())


def test_settings_say_how_masks_were_embedded() -> None:
    assert ProbeTask(ProbeOptions(0.5, flip=False)).settings() == {"margin": 0.5, "flip": False}
