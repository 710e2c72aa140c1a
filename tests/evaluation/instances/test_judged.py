"""Claims about what is handed to the tools of COCO and LVIS."""

from dataclasses import replace

from anymask.evaluation.instances import judged


def objects_of(truth) -> dict:
    """The objects of all images, also of those without."""
    return {image_id: truth.objects.get(image_id, ()) for image_id in truth.images}


def test_the_truth_is_handed_over_as_the_file_has_it(content_of, truth_of) -> None:
    content = content_of(0, "lvis")
    truth = truth_of(content)
    written = judged.truth_of(truth, objects_of(truth), "lvis")
    assert written["categories"] == content["categories"]
    for told, image in zip(content["images"], written["images"], strict=True):
        assert image == {key: value for key, value in told.items() if key != "file_name"}
    for told, object_ in zip(content["annotations"], written["annotations"], strict=True):
        assert object_ == {key: told[key] for key in object_ if key != "id"} | {"id": object_["id"]}


def test_objects_are_numbered_from_one(content_of, truth_of) -> None:
    content = content_of(0, "coco")
    assert content["annotations"][0]["id"] == 0
    truth = truth_of(content)
    written = judged.truth_of(truth, objects_of(truth), "coco")["annotations"]
    assert [each["id"] for each in written] == list(range(1, len(written) + 1))


def test_only_the_images_asked_for_are_written(content_of, truth_of) -> None:
    truth = truth_of(content_of(0, "coco"))
    written = judged.truth_of(truth, {6: (), 3: truth.objects[3]}, "coco")
    assert [image["id"] for image in written["images"]] == [6, 3]
    assert {each["image_id"] for each in written["annotations"]} == {3}


def test_results_hold_masks_and_no_boxes(content_of, found_in, truth_of) -> None:
    content = content_of(0, "coco")
    found = found_in(content, 1)
    for told, mask in zip(judged.results_of(truth_of(content), found), found, strict=True):
        assert set(told) == {"image_id", "category_id", "score", "segmentation"}
        assert told["segmentation"] == {"size": [120, 130], "counts": mask.counts}


def test_lvis_looks_at_known_categories_only(content_of, found_in, truth_of) -> None:
    content = content_of(0, "lvis")
    truth = truth_of(content)
    kept = judged.judged_by_lvis(truth, objects_of(truth), found_in(content, 1))
    present = {(each["image_id"], each["category_id"]) for each in content["annotations"]}
    for mask in kept:
        absent = mask.category_id in truth.images[mask.image_id].absent
        assert absent or (mask.image_id, mask.category_id) in present


def test_lvis_looks_at_the_best_300_of_an_image(content_of, found_in, truth_of) -> None:
    content = content_of(0, "lvis")
    truth = truth_of(content)
    known = next(each for each in found_in(content, 1) if each.category_id != 40)
    many = [
        replace(known, image_id=3, category_id=truth.objects[3][0].category_id, score=n / 400)
        for n in range(400)
    ]
    kept = judged.judged_by_lvis(truth, objects_of(truth), many)
    assert len(kept) == judged.MOST_PER_IMAGE
    assert min(mask.score for mask in kept) == 100 / 400
