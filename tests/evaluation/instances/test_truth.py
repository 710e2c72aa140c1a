"""Claims about reading the truth of instances."""

import pytest

from anymask.errors import ConfigurationError, FormatError
from anymask.evaluation.instances.truth import choose_style


def test_everything_of_a_coco_file_is_read(content_of, truth_of) -> None:
    content = content_of(0, "coco")
    truth = truth_of(content)
    assert list(truth.images) == [3, 4, 5, 6, 7, 8]
    assert truth.categories[20] == "thing 2"
    read = [each for members in truth.objects.values() for each in members]
    for told, each in zip(content["annotations"], read, strict=True):
        assert (each.number, each.category_id, each.area) == (
            *(told["id"], told["category_id"], told["area"]),
        )
        assert (each.segmentation, each.is_crowd) == (told["segmentation"], bool(told["iscrowd"]))
    assert any(each.is_crowd for each in read)
    assert truth.style == "coco"


def test_lvis_tells_what_is_absent_and_what_is_unfinished(content_of, truth_of) -> None:
    content = content_of(0, "lvis")
    truth = truth_of(content)
    assert truth.style == "lvis"
    assert truth.frequencies == {10: "r", 20: "c", 30: "f", 40: "f"}
    for told in content["images"]:
        image = truth.image_named(told["file_name"])
        assert image.image_id == told["id"]
        assert sorted(image.absent) == told["neg_category_ids"]
        assert sorted(image.unfinished) == told["not_exhaustive_category_ids"]


def test_annotations_of_unknown_images_and_categories_are_left_out(content_of, truth_of) -> None:
    content = content_of(0, "coco")
    first, second, *_ = content["annotations"]
    first["image_id"], second["category_id"] = 99, 99
    read = [each for members in truth_of(content).objects.values() for each in members]
    assert len(read) == len(content["annotations"]) - 2


def test_images_of_one_name_are_refused(content_of, truth_of) -> None:
    content = content_of(0, "coco")
    content["images"][1]["file_name"] = "3.png"
    with pytest.raises(FormatError, match=r"2 images of the annotation file are called 3.png"):
        truth_of(content).image_named("3.png")


@pytest.mark.parametrize(
    ("place", "change", "message"),
    [
        ("annotations", {"id": None}, r"annotations\[0\]: 'id' is None but must be a whole"),
        ("annotations", {"category_id": None}, r"annotations\[0\]: 'category_id' is None but"),
        ("annotations", {"iscrowd": 1, "segmentation": 5}, r"annotations\[0\]: the segmentation"),
        ("images", {"neg_category_ids": 5}, r"images\[0\]: 'neg_category_ids' is no list of cat"),
    ],
)
def test_what_instances_need_is_asked_for(
    content_of, truth_of, place: str, change: dict[str, object], message: str
) -> None:
    content = content_of(0, "coco")
    content[place][0] |= change
    with pytest.raises(FormatError, match=message):
        truth_of(content)


def test_a_style_is_taken_by_name(content_of, truth_of) -> None:
    coco, lvis = (truth_of(content_of(0, style)) for style in ("coco", "lvis"))
    assert (choose_style("auto", coco), choose_style("auto", lvis)) == ("coco", "lvis")
    assert choose_style("coco", lvis) == "coco"
    with pytest.raises(ConfigurationError, match=r"not every category .* has a 'frequency'"):
        choose_style("lvis", coco)
    with pytest.raises(ConfigurationError, match="style is 'lviss'; did you mean 'lvis'"):
        choose_style("lviss", lvis)
