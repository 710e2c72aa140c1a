"""Detector descriptions in the words of transformers, whose D-FINE does the arithmetic, and back.

`build.py` and `load.py` are the users; this is the one place that knows transformers' names.
"""

from typing import TYPE_CHECKING, Any

from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.detector.config import DetectorConfig, HgNetConfig

if TYPE_CHECKING:
    from transformers import DFineConfig

STRIDES = (8, 16, 32)

PRIOR = 0.01
"""Score of all boxes before the first step; transformers would take one half for a single label."""

TRAINED_WITH = ("matcher_", "weight_loss_", "focal_loss_", "initializer_")
"""How fields begin that say how a detector was trained, which changes nothing of its answers."""

IGNORED = frozenset(
    {"activation_dropout", "attention_dropout", "auxiliary_loss", "box_noise_scale", "dropout"}
    | {"eos_coefficient", "label_noise_ratio", "num_denoising", "use_focal_loss"}  # training
    | {"depths", "embedding_size", "encoder_in_channels", "head_dim", "hidden_sizes"}  # not read
    | {"out_features", "stage_names"}  # said by others
)
"""Other such fields, and those that transformers writes and D-FINE does not use."""


def require_transformers() -> None:
    """Say what to install where transformers is missing.

    Raises:
        ConfigurationError: it is.
    """
    try:
        import transformers  # noqa: F401
    except ImportError as error:
        raise ConfigurationError(
            "the detector is transformers' D-FINE, which is not installed; "
            "run: pip install 'anymask[detector]'"
        ) from error


def to_dfine(config: DetectorConfig) -> "DFineConfig":
    """Translate a description; a pyramid is stood in for by a backbone of the same channels."""
    from transformers import DFineConfig

    levels = len(config.points)
    backbone = config.backbone
    if not isinstance(backbone, HgNetConfig):
        backbone = _stand_in(config)
    return DFineConfig(
        backbone_config=_to_hgnet(backbone, levels),
        freeze_backbone_batch_norms=backbone.frozen_norms,
        num_labels=config.labels,
        initializer_bias_prior_prob=PRIOR,
        num_queries=config.queries,
        num_denoising=config.denoising,
        num_feature_levels=levels,
        feat_strides=list(STRIDES[-levels:]),
        encode_proj_layers=[levels - 1],
        encoder_in_channels=list(config.level_widths),
        encoder_hidden_dim=config.encoder_width,
        encoder_ffn_dim=config.encoder_hidden,
        encoder_attention_heads=config.heads,
        hidden_expansion=config.expansion,
        depth_mult=config.depth_factor,
        d_model=config.width,
        decoder_in_channels=[config.encoder_width] * levels,
        decoder_ffn_dim=config.decoder_hidden,
        decoder_layers=config.decoder_depth,
        decoder_attention_heads=config.heads,
        decoder_n_points=list(config.points),
    )


def _to_hgnet(config: HgNetConfig, levels: int) -> Any:
    from transformers import HGNetV2Config

    return HGNetV2Config(
        stem_channels=[3, *config.stem],
        stage_in_channels=[config.stem[-1], *config.widths[:-1]],
        stage_mid_channels=list(config.middle),
        stage_out_channels=list(config.widths),
        hidden_sizes=list(config.widths),
        stage_num_blocks=list(config.blocks),
        stage_numb_of_layers=[config.layers] * 4,
        use_learnable_affine_block=config.affine,
        out_indices=list(range(5 - levels, 5)),
    )


def _stand_in(config: DetectorConfig) -> HgNetConfig:
    """Describe the smallest backbone with the channels of the pyramid; `build.py` replaces it."""
    return HgNetConfig((8, 8), (8, 8, 8, 8), config.backbone.widths, (1, 1, 1, 1), layers=1)


def from_dfine(described: "DFineConfig", image_size: int) -> DetectorConfig:
    """Read transformers' configuration.

    Args:
        described: of a detector with an HGNetV2 backbone.
        image_size: side of the squares that it was trained on, which lies in another file.

    Raises:
        CheckpointError: it has a part that `DetectorConfig` cannot say.
    """
    plain = described.to_dict()
    backbone = plain["backbone_config"]
    if isinstance(plain["decoder_n_points"], int):  # as many on each level
        plain["decoder_n_points"] = [plain["decoder_n_points"]] * plain["num_feature_levels"]
    config = DetectorConfig(
        HgNetConfig(
            stem=tuple(backbone["stem_channels"][1:]),
            middle=tuple(backbone["stage_mid_channels"]),
            widths=tuple(backbone["stage_out_channels"]),
            blocks=tuple(backbone["stage_num_blocks"]),
            layers=backbone["stage_numb_of_layers"][0],
            affine=backbone["use_learnable_affine_block"],
            frozen_norms=plain["freeze_backbone_batch_norms"],
        ),
        image_size=image_size,
        labels=described.num_labels,
        queries=plain["num_queries"],
        width=plain["d_model"],
        heads=plain["decoder_attention_heads"],
        decoder_hidden=plain["decoder_ffn_dim"],
        decoder_depth=plain["decoder_layers"],
        points=tuple(plain["decoder_n_points"]),
        encoder_width=plain["encoder_hidden_dim"],
        encoder_hidden=plain["encoder_ffn_dim"],
        expansion=plain["hidden_expansion"],
        depth_factor=plain["depth_mult"],
        denoising=plain["num_denoising"],
    )
    _check_nothing_is_lost(plain, to_dfine(config).to_dict())
    return config


def _check_nothing_is_lost(theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    """Refuse a configuration that differs from ours in anything that shapes the answers."""
    from transformers import PreTrainedConfig

    ignored = IGNORED | PreTrainedConfig().to_dict().keys() - {"model_type"}
    for name in sorted(ours.keys() - ignored):
        mine, other = ours[name], theirs.get(name)
        if name.startswith(TRAINED_WITH):
            continue
        if isinstance(mine, dict) and isinstance(other, dict):
            _check_nothing_is_lost(other, mine)
        elif _as_list(mine) != _as_list(other):
            raise CheckpointError(
                f"the detector has {name} = {other}, where anymask's form of D-FINE has {mine}; "
                "pass one of the published sizes, N to X"
            )


def _as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
