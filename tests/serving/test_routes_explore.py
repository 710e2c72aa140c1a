"""Claims about looking around over HTTP."""

import pytest

ZOO = "/api/v1/projects/zoo"


@pytest.fixture
def drawn(annotator, task, mask_of) -> dict:
    """Two masks of the task's image, one inside the other."""
    from uuid import uuid4

    for side, name in ((20, "cat"), (8, "ear")):
        body = mask_of(task["lease"], side=side, category=name)
        address = f"{ZOO}/tasks/{task['id']}/masks/{uuid4()}"
        assert annotator.put(address, json=body).status_code == 200
    return task


def test_facets_tell_what_can_be_asked_for(annotator, drawn) -> None:
    facets = annotator.get(f"{ZOO}/explore").json()
    assert (facets["images"], facets["masks"]) == (2, 2)
    assert {each["name"] for each in facets["categories"]} == {"cat", "ear"}
    (who,) = facets["accounts"]
    assert (who["name"], who["count"]) == ("zoo annotator", 2)
    names = annotator.get(f"{ZOO}/categories").json()
    assert {each["name"] for each in names} == {"cat", "ear"}
    for each in facets["categories"]:
        found = annotator.get(f"{ZOO}/images", params={"category": each["name"]}).json()
        assert [one["id"] for one in found["images"]] == [drawn["image_id"]]


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({"least_masks": 1}, 1),
        ({"bin": "0-49"}, 2),
        ({"bin": "50-99"}, 0),
        ({"least_area": 0.3}, 1),
        ({"least_area": 0.9}, 0),
        ({"name": "1.p"}, 1),
        ({"order": "masks", "limit": 1}, 2),
        ({"stage": "assisted-manual", "category": "cat", "most_area": 0.4}, 1),
    ],
)
def test_images_are_found_by_their_masks(annotator, drawn, asked, total: int) -> None:
    page = annotator.get(f"{ZOO}/images", params=asked).json()
    assert page["total"] == total
    if asked.get("order") == "masks":
        assert [each["masks"] for each in page["images"]] == [2]


@pytest.mark.parametrize(
    "asked",
    [
        *({"bin": "0-50"}, {"order": "size"}, {"least_area": 1.1}, {"least_area": "nan"}),
        *({"least_masks": -1}, {"category": "x" * 201}, {"name": "\0"}, {"limit": 0}),
        *({"account": 2**60}, {"surprise": 1}, {"limit": 1_001}),
    ],
)
def test_questions_without_sense_are_refused(annotator, asked) -> None:
    assert annotator.get(f"{ZOO}/images", params=asked).status_code == 422


def test_the_tree_hangs_parts_on_wholes(annotator, drawn) -> None:
    tree = annotator.get(f"{ZOO}/images/{drawn['image_id']}/tree").json()
    assert len(tree) == 2
    (part,) = [each for each in tree if each["parent_id"] is not None]
    assert part["parent_id"] in {each["mask_id"] for each in tree}


def test_statistics_are_those_of_the_project(annotator, drawn) -> None:
    told = annotator.get(f"{ZOO}/statistics").json()
    assert (told["sampled_images"], told["sampled_masks"]) == (1, 2)
    assert told["numbers"]["masks_per_image"] == [1, 0, 1]
    assert told["numbers"]["source_bins"]["0-49"] == 2
    assert sum(map(sum, told["numbers"]["centres"])) == 2
    assert annotator.get(f"{ZOO}/statistics").json() == told


def test_nobody_sees_another_project(site, drawn) -> None:
    farmer = site.client("admin", "farm")
    assert farmer.get("/api/v1/projects/farm/explore").json()["masks"] == 0
    wrong = farmer.get(f"/api/v1/projects/farm/images/{drawn['image_id']}/tree")
    assert wrong.status_code == 404
