"""Claims about what the routes of the playground share."""

import pytest

from anymask.errors import ConfigurationError, InputError
from anymask.export.bundle import Bundle
from anymask.serving.play import playground
from anymask.serving.play.playground import SCENES_IN_MEMORY, Playground, PlayLimits


@pytest.fixture
def play(tiny) -> Playground:
    """A playground for small images."""
    made = Playground(tiny, "tiny", PlayLimits(most_pixels=10_000))
    yield made
    made.close()


def test_images_are_bounded_before_they_are_decoded(play: Playground, photo) -> None:
    with pytest.raises(InputError, match="10"):
        play.add(photo(size=(101, 100)))
    assert play.add(photo(size=(50, 70))).size == (50, 70)


def test_scenes_are_opened_once_while_there_is_room(play: Playground, photo) -> None:
    pictures = [play.add(photo(shade=20 + number)) for number in range(SCENES_IN_MEMORY + 1)]
    first = play.scene(pictures[0])
    assert play.scene(pictures[0]) is first
    for picture in pictures[1:]:
        play.scene(picture)
    assert play.scene(pictures[0]) is not first


def test_the_decoder_is_exported_once(play: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def export(model) -> Bundle:
        calls.append(model)
        return Bundle({"decode.onnx": b"x"}, 1024, 256)

    monkeypatch.setattr(playground, "bundle_apart", export)
    assert play.bundle() is play.bundle()
    assert len(calls) == 1


def test_a_package_that_is_missing_is_named(play, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_model) -> Bundle:
        raise ConfigurationError("run: pip install 'anymask[onnx]'")

    monkeypatch.setattr(playground, "bundle_apart", fail)
    with pytest.raises(ConfigurationError, match="onnx"):
        play.bundle()
