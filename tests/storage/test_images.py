"""open_image takes any real image and refuses the rest with one clear sentence."""

import contextlib
import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageOps

from anymask.errors import FormatError, InputError
from anymask.storage import images
from anymask.storage.images import image_size, list_images, open_image, save_png

Encoder = Callable[..., bytes]
LOSSLESS = {"WEBP": {"lossless": True}, "JPEG": {"quality": 95}}


@pytest.mark.parametrize("name", ["PNG", "TIFF", "BMP", "WEBP"])
def test_lossless_formats_give_the_pixels_back(
    photo: np.ndarray, encoded: Encoder, name: str
) -> None:
    content = encoded(photo, name, **LOSSLESS.get(name, {}))
    np.testing.assert_array_equal(open_image(content), photo)


def test_path_bytes_picture_and_array_are_the_same_image(
    photo: np.ndarray, encoded: Encoder, tmp_path: Path
) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(encoded(photo, "PNG"))
    sources = [path, str(path), path.read_bytes(), Image.open(path), torch.from_numpy(photo)]
    for source in sources:
        np.testing.assert_array_equal(open_image(source), photo)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_rotation_is_applied_as_pillow_does(
    photo: np.ndarray, encoded: Encoder, orientation: int, name: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encoded(photo, name, exif=exif, **LOSSLESS.get(name, {}))
    expected = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(content))))
    np.testing.assert_array_equal(open_image(content), expected)


def test_a_picture_in_memory_keeps_the_frame_that_it_shows(
    photo: np.ndarray, encoded: Encoder
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.open(io.BytesIO(encoded(photo, "PNG", exif=exif)))
    assert open_image(picture).shape[1::-1] == picture.size


@pytest.mark.parametrize("orientation", [0, 9, "up", (1, 2)])
def test_a_nonsense_orientation_counts_as_upright(
    photo: np.ndarray, encoded: Encoder, orientation: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image.Image, "getexif", lambda self: {0x0112: orientation})
    np.testing.assert_array_equal(open_image(encoded(photo, "PNG")), photo)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "LAB"])
def test_every_8_bit_mode_becomes_what_pillow_makes_of_it(
    photo: np.ndarray, encoded: Encoder, mode: str
) -> None:
    content = encoded(Image.fromarray(photo).convert(mode), "TIFF")
    picture = Image.open(io.BytesIO(content))
    assert picture.mode == mode
    np.testing.assert_array_equal(open_image(content), np.asarray(picture.convert("RGB")))


def test_transparency_is_dropped_not_blended(photo: np.ndarray, encoded: Encoder) -> None:
    alpha = np.zeros((*photo.shape[:2], 1), np.uint8)
    content = encoded(np.concatenate([photo, alpha], axis=-1), "PNG")
    np.testing.assert_array_equal(open_image(content), photo)


@pytest.mark.parametrize("transparency", [0, bytes([0, 128, 255])])
def test_a_palette_with_transparent_entries_keeps_its_colours(
    photo: np.ndarray, encoded: Encoder, transparency: int | bytes
) -> None:
    picture = Image.fromarray(photo).convert("P")
    content = encoded(picture, "PNG", transparency=transparency)
    np.testing.assert_array_equal(open_image(content), np.asarray(picture.convert("RGB")))


@pytest.mark.parametrize("mode", ["RGBa", "La", "HSV"])
def test_modes_that_only_exist_in_memory_are_converted(photo: np.ndarray, mode: str) -> None:
    picture = Image.fromarray(photo).convert(mode)
    full = picture.convert(mode.upper()) if mode.endswith("a") else picture
    np.testing.assert_array_equal(open_image(picture), np.asarray(full.convert("RGB")))


@pytest.mark.parametrize(("name", "dtype"), [("PNG", "uint16"), ("TIFF", ">u2"), ("TIFF", "int32")])
def test_deep_grey_files_are_stretched_between_percentiles(
    encoded: Encoder, name: str, dtype: str
) -> None:
    values = np.random.default_rng(0).integers(900, 9000, (60, 50))
    low, high = np.percentile(values, [0.5, 99.5])
    expected = ((values - low) / (high - low) * 255).clip(0, 255)
    pixels = open_image(encoded(values.astype(dtype), name))
    assert np.abs(pixels - expected[..., None]).max() <= 0.51


def test_float_files_paint_missing_values_black(encoded: Encoder) -> None:
    values = np.linspace(-3, 5, 600, dtype=np.float32).reshape(20, 30)
    values[0, 0] = np.nan
    pixels = open_image(encoded(values, "TIFF"))
    assert pixels[0, 0].tolist() == [0, 0, 0]
    assert (np.diff(pixels[1:, :, 0].reshape(-1).astype(int)) >= 0).all()
    assert pixels.max() == 255


@pytest.mark.parametrize("value", [7, np.nan])
def test_a_constant_deep_image_becomes_mid_grey(encoded: Encoder, value: float) -> None:
    pixels = open_image(encoded(np.full((3, 4), value, np.float32), "TIFF"))
    assert np.unique(pixels).tolist() == [128]


def test_the_first_frame_of_an_animation_counts(photo: np.ndarray, encoded: Encoder) -> None:
    other = Image.fromarray(255 - photo)
    for name in ("PNG", "TIFF", "WEBP"):
        options = {"save_all": True, "append_images": [other], **LOSSLESS.get(name, {})}
        np.testing.assert_array_equal(open_image(encoded(photo, name, **options)), photo)


def test_strips_join_without_a_seam(
    photo: np.ndarray, encoded: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "_STRIP_PIXELS", 5 * photo.shape[1])
    np.testing.assert_array_equal(open_image(encoded(photo, "PNG")), photo)


def test_one_pixel_is_an_image(encoded: Encoder) -> None:
    assert open_image(encoded(np.full((1, 1, 3), 9, np.uint8), "PNG")).tolist() == [[[9, 9, 9]]]


def test_the_result_may_be_written_to(photo: np.ndarray, encoded: Encoder) -> None:
    open_image(encoded(photo, "PNG"))[0, 0] = 1


def test_text_called_jpg_is_told_from_an_image(tmp_path: Path) -> None:
    path = tmp_path / "cat.jpg"
    path.write_text("hello, I am not a cat")
    with pytest.raises(FormatError, match=r"cat\.jpg is none of JPEG.*begins with b'hello.*PNG"):
        open_image(path)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("kept", [0.3, 0.95])
def test_truncated_files_are_refused(
    photo: np.ndarray, encoded: Encoder, name: str, kept: float
) -> None:
    content = encoded(np.tile(photo, (9, 9, 1)), name, **LOSSLESS.get(name, {}))
    with pytest.raises(FormatError, match=r"truncated or damaged|begins with"):
        open_image(content[: int(len(content) * kept)])


def test_what_pillow_logs_does_not_reach_the_terminal(photo: np.ndarray, encoded: Encoder) -> None:
    program = (
        "import sys\nfrom anymask.storage.images import open_image\n"
        "try:\n    open_image(sys.stdin.buffer.read())\n"
        "except Exception as error:\n    print(error)"
    )
    content = bytearray(encoded(photo, "TIFF"))
    samples = content.index(struct.pack("<HHI", 277, 3, 1))  # tag 277: samples per pixel
    content[samples + 8 : samples + 10] = struct.pack("<H", 20_000)
    run = subprocess.run(
        [sys.executable, "-c", program], input=content, capture_output=True, check=True
    )
    assert run.stderr == b""
    assert b"convert it, for example to PNG" in run.stdout


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.png"
    path.touch()
    with pytest.raises(FormatError, match=r"empty\.png is empty \(0 bytes\).*again"):
        open_image(path)


@pytest.mark.parametrize(("side", "limit"), [(40_000, 100_000_000), (11_000, 100_000_000), (5, 24)])
def test_bombs_are_refused_before_decoding(side: int, limit: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    with pytest.raises(InputError, match=r"more than .*pixels.*shrink it"):
        open_image(content, max_pixels=limit)


def test_random_damage_never_escapes_as_another_exception(
    photo: np.ndarray, encoded: Encoder
) -> None:
    generator = np.random.default_rng(1)
    for name in images.FORMATS:
        content = np.frombuffer(encoded(photo, name), np.uint8)
        for _ in range(40):
            damaged = content.copy()
            places = generator.integers(0, len(content), 8)
            damaged[places] = generator.integers(0, 256, 8)
            with contextlib.suppress(FormatError, InputError):
                open_image(damaged.tobytes(), max_pixels=1_000_000)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nowhere/cat.jpg", r"there is no file nowhere/cat\.jpg; check the path"),
        (".", "is a folder; pass one image file"),
        ("https://example.org/cat.jpg", "is an address; download it"),
        ("cat\0.jpg", "cannot read .*null byte"),
        (np.zeros((0, 4, 3)), "1 x 1"),
        (np.zeros((5, 6, 2)), r"not \(5, 6, 2\)"),
        (np.zeros((9, 9), np.uint8), "more than max_pixels=80"),
    ],
)
def test_unusable_sources_are_named_with_a_remedy(source: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        open_image(source, max_pixels=80)


def test_an_unknown_kind_of_source_is_refused() -> None:
    # With types checked at run time the annotation refuses it even earlier.
    with pytest.raises((InputError, TypeError), match=r"not a int|Expected type"):
        open_image(7)


def test_a_broken_picture_in_memory_is_refused(photo: np.ndarray, encoded: Encoder) -> None:
    content = encoded(np.tile(photo, (9, 9, 1)), "JPEG")
    with pytest.raises(FormatError, match="truncated or damaged"):
        open_image(Image.open(io.BytesIO(content[: len(content) // 2])))


def test_a_folder_lists_its_images_by_name(photo: np.ndarray, tmp_path: Path) -> None:
    for name in ("b.JPG", "a.png", ".hidden.png", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "folder.png").mkdir()
    assert [path.name for path in list_images(tmp_path)] == ["a.png", "b.JPG"]
    with pytest.raises(InputError, match="is not a folder; pass a folder"):
        list_images(tmp_path / "a.png")


@pytest.mark.parametrize(("dtype", "mode"), [("bool", "1"), ("uint8", "L"), ("uint16", "I;16")])
def test_saved_pictures_keep_their_values_and_depth(tmp_path: Path, dtype: str, mode: str) -> None:
    values = np.arange(70).reshape(7, 10).astype(dtype)
    save_png(tmp_path / "picture.png", values)
    picture = Image.open(tmp_path / "picture.png")
    assert picture.mode == mode
    np.testing.assert_array_equal(np.asarray(picture), values)
    assert [path.name for path in tmp_path.iterdir()] == ["picture.png"]


@pytest.mark.parametrize("name", ["JPEG", "PNG"])
@pytest.mark.parametrize("reduction", [2, 4, 8])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_reduced_image_is_the_mean_of_its_squares(
    photo: np.ndarray, encoded: Encoder, name: str, reduction: int, orientation: int
) -> None:
    smooth = np.asarray(Image.fromarray(photo).resize((6, 5)).resize((48, 32), Image.BICUBIC))
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encoded(smooth, name, exif=exif, **LOSSLESS.get(name, {}))
    reduced = open_image(content, reduction=reduction).astype(float)
    upright = open_image(content)
    squares = upright.reshape(len(upright) // reduction, reduction, -1, reduction, 3)
    assert np.abs(reduced - squares.mean((1, 3))).max() < 8


@pytest.mark.parametrize("reduction", [1, 2, 8])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "I;16"])
def test_reduced_sides_are_rounded_up(mode: str, reduction: int) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (21, 13)).save(buffer, "PNG")
    expected = (-(-13 // reduction), -(-21 // reduction), 3)
    assert open_image(buffer.getvalue(), reduction=reduction).shape == expected


def test_reductions_that_cannot_be_are_refused(photo: np.ndarray) -> None:
    with pytest.raises(InputError, match="reduction is 2 for a ndarray"):
        open_image(photo, reduction=2)
    with pytest.raises(InputError, match="reduction is 3"):
        open_image(b"", reduction=3)


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_the_size_is_that_of_the_upright_image(
    photo: np.ndarray, encoded: Encoder, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encoded(photo, "JPEG", exif=exif)
    assert image_size(content) == open_image(content).shape[:2]


def test_the_size_of_no_image_is_refused() -> None:
    with pytest.raises(FormatError, match="none of JPEG, PNG"):
        image_size(b"hello, this is no image")
