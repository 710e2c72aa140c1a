"""What the training of a detector starts from: a SAM's encoder, another detector, or nothing."""

from dataclasses import replace

from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.detector.build import build_detector
from anymask.models.detector.config import DetectorConfig, HgNetConfig
from anymask.models.detector.load import fill_backbone, is_detector, load_detector
from anymask.models.detector.model import Detector

RANDOM = "random"
"""What to pass as the weights to start from, to start from none."""


def chosen_init(size: str, init: str | None) -> str:
    """Say what a run starts from: what the user gave, or the encoder of `tiny` for that size.

    Raises:
        ConfigurationError: nothing was given for a size that needs weights.

    >>> chosen_init("tiny", None), chosen_init("small", "random")
    ('tiny', 'random')
    """
    if init is not None:
        return init
    if size != "tiny":
        raise ConfigurationError(
            f"a detector of size {size!r} needs weights to start from; pass --init FOLDER, "
            f"a download of ustc-community/dfine-{size}-coco for example, or --init {RANDOM}"
        )
    return "tiny"


def start_detector(described: DetectorConfig, init: str) -> Detector:
    """Build a detector and fill in what there is.

    Args:
        described: the detector to train.
        init: "random"; a folder with a detector, of which all is taken over but what depends on the
            number of labels, where that differs; or a SAM, as `load_sam` takes it, whose image
            encoder becomes the backbone.

    Raises:
        CheckpointError: weights that are missing, damaged, or of another architecture.
        ConfigurationError: transformers is not installed.
    """
    if init == RANDOM:
        return build_detector(_from_nothing(described))
    if is_detector(init):
        return _from_detector(described, init)
    model = build_detector(described)
    fill_backbone(model, init)
    return model


def _from_nothing(described: DetectorConfig) -> DetectorConfig:
    """Let the norms of the backbone learn their statistics, for nobody else has."""
    if not isinstance(described.backbone, HgNetConfig):
        return described
    return replace(described, backbone=replace(described.backbone, frozen_norms=False))


def _from_detector(described: DetectorConfig, init: str) -> Detector:
    given = load_detector(init, device="cpu")
    wanted = replace(given.config, image_size=described.image_size, labels=described.labels)
    if _from_nothing(wanted) != _from_nothing(described):  # norms go on as they began
        raise CheckpointError(
            f"{init} holds a detector of another size ({given.config}); this run trains "
            f"{described}: set size, or pass other weights"
        )
    model = build_detector(wanted)
    state = model.state_dict()
    fitting = {
        name: value
        for name, value in given.state_dict().items()
        if value.shape == state[name].shape
    }
    model.load_state_dict(state | fitting)
    return model
