"""The official `segment_anything` package, name by name: change one import and notebooks run.

    from anymask.compat.segment_anything import SamPredictor, sam_model_registry

Signatures, return types and array shapes are those of the official package; the work is done by
anymask. Mistakes raise anymask's errors, which are `ValueError`s or, where the official package
raises one, `RuntimeError`s.
"""

from anymask.compat.segment_anything.automatic_mask_generator import SamAutomaticMaskGenerator
from anymask.compat.segment_anything.build_sam import (
    build_sam,
    build_sam_vit_b,
    build_sam_vit_h,
    build_sam_vit_l,
    sam_model_registry,
)
from anymask.compat.segment_anything.modeling import Sam
from anymask.compat.segment_anything.predictor import SamPredictor

__all__ = [
    "Sam",
    "SamAutomaticMaskGenerator",
    "SamPredictor",
    "build_sam",
    "build_sam_vit_b",
    "build_sam_vit_h",
    "build_sam_vit_l",
    "sam_model_registry",
]
