"""transformers' D-FINE folders, loaded by us, give transformers' own answers."""

import json

import pytest
import torch

from anymask.errors import CheckpointError
from anymask.models.detector.config import DetectorConfig, HgNetConfig
from anymask.models.detector.dfine import to_dfine
from anymask.models.detector.load import load_detector

transformers = pytest.importorskip("transformers")

SIDE = 96
CONFIG = DetectorConfig(
    HgNetConfig((8, 8), (8, 8, 8, 8), (8, 16, 24, 32), (1, 1, 1, 1), layers=2, affine=True),
    image_size=SIDE,
    labels=3,
    queries=20,
    width=32,
    heads=4,
    decoder_hidden=32,
    decoder_depth=3,
    points=(3, 6, 3),
    encoder_width=48,
    encoder_hidden=32,
    expansion=0.5,
    depth_factor=0.34,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of transformers' with random weights that matter."""
    torch.manual_seed(0)
    model = transformers.DFineForObjectDetection(to_dfine(CONFIG)).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith("weight") and parameter.ndim > 1:
                parameter.normal_(std=0.1)
    path = tmp_path_factory.mktemp("dfine")
    model.save_pretrained(path)
    processor = transformers.RTDetrImageProcessor(size={"height": SIDE, "width": SIDE})
    processor.save_pretrained(path)
    return path


@pytest.fixture(scope="module")
def theirs(folder):
    return transformers.DFineForObjectDetection.from_pretrained(folder).eval()


@pytest.fixture
def image():
    generator = torch.Generator().manual_seed(1)
    return torch.randint(0, 256, (3, SIDE, SIDE), dtype=torch.uint8, generator=generator)


def test_the_description_is_read(folder):
    assert load_detector(folder, device="cpu").config == CONFIG


@torch.no_grad()
def test_the_raw_answers_are_the_same(folder, theirs, image):
    answer = load_detector(folder, device="cpu")(image[None])
    expected = theirs(image[None] / 255)
    assert torch.equal(answer.intermediate_logits[:, -1], expected.logits)
    assert torch.equal(answer.intermediate_reference_points[:, -1], expected.pred_boxes)


@torch.no_grad()
def test_boxes_and_scores_are_those_of_their_processor(folder, theirs, image):
    processor = transformers.AutoImageProcessor.from_pretrained(folder)
    inputs = processor(images=image, return_tensors="pt")
    expected = theirs(**inputs)
    corners = transformers.image_transforms.center_to_corners_format(expected.pred_boxes)[0] * SIDE
    found = load_detector(folder, device="cpu").detect(image[None])
    likeliest = expected.logits.sigmoid().amax(2)[0]
    order = likeliest.argsort(descending=True, stable=True)
    torch.testing.assert_close(found.scores[0], likeliest[order], rtol=0, atol=1e-5)
    torch.testing.assert_close(found.boxes[0], corners[order].clamp(0, SIDE), rtol=0, atol=1e-3)


def test_a_folder_with_a_missing_weight_is_refused(folder, tmp_path):
    from safetensors.torch import load_file, save_file

    state = load_file(folder / "model.safetensors")
    del state["model.enc_output.0.weight"]
    save_file(state, tmp_path / "model.safetensors", {"format": "pt"})
    (tmp_path / "config.json").write_text((folder / "config.json").read_text())
    with pytest.raises(CheckpointError, match=r"model\.enc_output\.0\.weight is missing"):
        load_detector(tmp_path)


def test_a_damaged_processor_file_is_refused(folder, tmp_path):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "preprocessor_config.json").write_text(json.dumps({"size": 3}))
    with pytest.raises(CheckpointError, match="does not tell the height and width"):
        load_detector(tmp_path)
