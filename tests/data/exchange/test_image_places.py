"""Images are found by the tail of whatever a tool called them, and only below the folders."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.data.exchange.image_places import find_beside, find_image, find_named


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for name in ("set/images/a/cat 1.jpg", "set/dog.PNG", "secret.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path / "set"


@pytest.mark.parametrize(
    "told",
    [
        "a/cat 1.jpg",
        "a\\cat 1.jpg",
        "C:\\Users\\me\\set\\a\\cat 1.jpg",
        "/home/me/a/cat 1.jpg",
        "../images/a/cat 1.jpg",
        "https://host/photos/a/cat%201.jpg?size=3",
        "s3://bucket/a/cat 1.jpg",
        "/data/local-files/?d=photos/a/cat%201.jpg",
    ],
)
def test_the_longest_tail_below_a_folder_is_found(photos: Path, told: str) -> None:
    assert find_image(told, [photos / "images", photos]) == photos / "images/a/cat 1.jpg"


def test_the_letters_of_an_upload_are_passed_over(photos: Path) -> None:
    told = "/data/upload/12/0a1b2c3d-dog.PNG"
    assert find_image(told, [photos]) == photos / "dog.PNG"


@pytest.mark.parametrize("told", ["../secret.jpg", "..\\secret.jpg", "%2e%2e/secret.jpg", "", "/"])
def test_nothing_outside_is_found(photos: Path, told: str) -> None:
    assert find_image(told, [photos]) is None


@given(st.text(max_size=30) | st.just("x" * 5000) | st.just("/a" * 5000))
def test_any_name_is_found_or_not(told: str) -> None:
    assert find_image(told, [Path("nowhere")]) is None


def test_a_name_in_full_has_no_tail(photos: Path) -> None:
    assert find_named("cat 1.jpg", [photos / "images"]) is None
    assert find_named("a/cat 1.jpg", [photos / "images"]) == photos / "images/a/cat 1.jpg"


def test_the_image_beside_a_file_has_its_stem(photos: Path) -> None:
    assert find_beside(photos / "dog.json") == photos / "dog.PNG"
    assert find_beside(photos / "cow.json") is None
