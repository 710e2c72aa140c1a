"""Build a detector from its description."""

from anymask.models.detector.backbone import PyramidBackbone
from anymask.models.detector.config import DetectorConfig
from anymask.models.detector.dfine import require_transformers, to_dfine
from anymask.models.detector.model import Detector
from anymask.models.sam.config import PyramidConfig
from anymask.models.sam.pyramid_encoder import build_pyramid

UNUSED_WIDTH = 8
"""Channels of what a SAM makes of its pyramid, which is thrown away here."""


def build_detector(config: DetectorConfig) -> Detector:
    """Build the model, initialised as transformers does.

    Raises:
        ConfigurationError: transformers is not installed.
    """
    require_transformers()
    from transformers import DFineForObjectDetection

    # Its heads also lie in the decoder, which is all that a forward pass needs.
    dfine = DFineForObjectDetection(to_dfine(config)).model
    if isinstance(config.backbone, PyramidConfig):
        encoder = build_pyramid(config.backbone, UNUSED_WIDTH)
        dfine.backbone = PyramidBackbone(encoder, len(config.points))
    return Detector(config, dfine)
