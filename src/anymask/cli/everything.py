"""`anymask everything`: all objects, parts and sub-parts of an image, or of a folder of images.

The options of the published algorithm keep their published names and defaults; what they mean is
said in inference/options.py.
"""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli.options import DEFAULT_MODEL, Device, Format, Json, Model, Out, Precision, Seed

SEARCH = "Search"
CROPS = "Crops"
"""Headings of the groups of options in `--help`."""


def everything(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IMAGE_OR_FOLDER", help="A picture, or a folder of them.", show_default=False
        ),
    ],
    fast: Annotated[
        bool, typer.Option("--fast", help="Judge masks at low resolution: quicker, nearly equal.")
    ] = False,
    label_map: Annotated[
        bool,
        typer.Option("--label-map", help="Also write one picture of non-overlapping labels."),
    ] = False,
    points_per_side: Annotated[
        int, typer.Option(help="Points of the grid along each side.", rich_help_panel=SEARCH)
    ] = 32,
    points_per_batch: Annotated[
        int, typer.Option(help="Points decoded together.", rich_help_panel=SEARCH)
    ] = 64,
    pred_iou_thresh: Annotated[
        float | None,
        typer.Option(
            help="Least quality the model predicts; by default the model's own, 0.88 for official "
            "ones.",
            rich_help_panel=SEARCH,
        ),
    ] = None,
    stability_score_thresh: Annotated[
        float | None,
        typer.Option(
            help="Least stability of a mask; by default the model's own, 0.95 for official ones.",
            rich_help_panel=SEARCH,
        ),
    ] = None,
    stability_score_offset: Annotated[
        float, typer.Option(help="Shift of logits to measure it.", rich_help_panel=SEARCH)
    ] = 1.0,
    box_nms_thresh: Annotated[
        float, typer.Option(help="Box IoU of duplicates.", rich_help_panel=SEARCH)
    ] = 0.7,
    min_mask_region_area: Annotated[
        int, typer.Option(help="Fill holes, drop islands below.", rich_help_panel=SEARCH)
    ] = 0,
    tile: Annotated[
        int | None,
        typer.Option(
            "--tile",
            help="Side in pixels of overlapping tiles to work through, for large pictures.",
            rich_help_panel=CROPS,
        ),
    ] = None,
    crop_n_layers: Annotated[
        int, typer.Option(help="Layers of zoomed crops.", rich_help_panel=CROPS)
    ] = 0,
    crop_nms_thresh: Annotated[
        float, typer.Option(help="Box IoU of duplicates between crops.", rich_help_panel=CROPS)
    ] = 0.7,
    crop_overlap_ratio: Annotated[
        float, typer.Option(help="Overlap, share of the short side.", rich_help_panel=CROPS)
    ] = 512 / 1500,
    crop_n_points_downscale_factor: Annotated[
        int, typer.Option(help="Coarser grid per layer of crops.", rich_help_panel=CROPS)
    ] = 1,
    model: Model = DEFAULT_MODEL,
    device: Device = None,
    precision: Precision = "fp32",
    seed: Seed = 0,
    out: Out = None,
    formats: Format = None,
    as_json: Json = False,
) -> None:
    """Segment everything in an image, or in each image of a folder (with progress and resume)."""
    from anymask.cli.everything_run import Request, run_image, run_images
    from anymask.cli.loading import ModelChoice
    from anymask.inference.options import AutomaticOptions

    given = {
        "points_per_side": points_per_side,
        "points_per_batch": points_per_batch,
        "pred_iou_thresh": pred_iou_thresh,
        "stability_score_thresh": stability_score_thresh,
        "stability_score_offset": stability_score_offset,
        "box_nms_thresh": box_nms_thresh,
        "min_mask_region_area": min_mask_region_area,
        "crop_n_layers": crop_n_layers,
        "crop_nms_thresh": crop_nms_thresh,
        "crop_overlap_ratio": crop_overlap_ratio,
        "crop_n_points_downscale_factor": crop_n_points_downscale_factor,
    }
    options = {name: value for name, value in given.items() if value is not None}
    AutomaticOptions.of(options)  # complains before the model is loaded
    choice = ModelChoice(model, device, precision, seed)
    request = Request(choice, options, fast, tile, formats, label_map)
    if source.is_dir():
        run_images(source, out, request, as_json)
    else:
        run_image(source, out, request, as_json)
