"""Masks of the image's size inside a graph, written in ONNX's own operators.

The two published bilinear steps; the size is a number that the graph is given, so that an exporter
of tensors' shapes cannot write it.
"""

import onnx
from onnx import TensorProto, helper

LOW, SIZE, MASKS = "low_res_masks", "orig_im_size", "masks"


def append_enlarging(model: onnx.ModelProto, image_side: int) -> None:
    """Let a graph with the output `low_res_masks` also give `masks` of the size `orig_im_size`.

    Args:
        model: is changed; gets an input of (height, width) in float32 and a first output of logits.
        image_side: side of the model's padded square in pixels.
    """
    constants = {
        "enlarge_side": helper.make_tensor("", TensorProto.FLOAT, [], [image_side]),
        "enlarge_half": helper.make_tensor("", TensorProto.FLOAT, [], [0.5]),
        "enlarge_one": helper.make_tensor("", TensorProto.FLOAT, [], [1.0]),
        "enlarge_square": helper.make_tensor("", TensorProto.INT64, [2], [image_side] * 2),
        "enlarge_start": helper.make_tensor("", TensorProto.INT64, [2], [0, 0]),
        "enlarge_axes": helper.make_tensor("", TensorProto.INT64, [2], [2, 3]),
    }
    for name, tensor in constants.items():
        tensor.name = name
        model.graph.initializer.append(tensor)
    model.graph.node.extend([*_size_in_square(), *_resizing()])

    free = (1, None, "height", "width")
    outputs = [
        helper.make_tensor_value_info(MASKS, TensorProto.FLOAT, free),
        *model.graph.output,
    ]
    del model.graph.output[:]
    model.graph.output.extend(outputs)
    model.graph.input.append(helper.make_tensor_value_info(SIZE, TensorProto.FLOAT, [2]))
    onnx.checker.check_model(model)


def _size_in_square() -> list[onnx.NodeProto]:
    """The size that the image has in the padded square: the longest side fills it."""
    int64 = TensorProto.INT64
    return [
        helper.make_node("ReduceMax", [SIZE], ["enlarge_longest"], keepdims=0),
        helper.make_node("Div", ["enlarge_side", "enlarge_longest"], ["enlarge_scale"]),
        helper.make_node("Mul", [SIZE, "enlarge_scale"], ["enlarge_exact"]),
        helper.make_node("Add", ["enlarge_exact", "enlarge_half"], ["enlarge_raised"]),
        helper.make_node("Floor", ["enlarge_raised"], ["enlarge_rounded"]),
        # A very long image keeps one row or column, where the published rounding gives none.
        helper.make_node("Max", ["enlarge_rounded", "enlarge_one"], ["enlarge_kept"]),
        helper.make_node("Cast", ["enlarge_kept"], ["enlarge_inside"], to=int64),
        helper.make_node("Cast", [SIZE], ["enlarge_original"], to=int64),
    ]


def _resizing() -> list[onnx.NodeProto]:
    """Logits to the padded square, cut to the image, to the image's size."""
    inside = ["enlarge_padded", "enlarge_start", "enlarge_inside", "enlarge_axes"]
    return [
        _resize(LOW, "enlarge_square", "enlarge_padded"),
        helper.make_node("Slice", inside, ["enlarge_cut"]),
        _resize("enlarge_cut", "enlarge_original", MASKS),
    ]


def _resize(source: str, size: str, target: str) -> onnx.NodeProto:
    return helper.make_node(
        "Resize",
        [source, "", "", size],
        [target],
        mode="linear",
        coordinate_transformation_mode="half_pixel",
        axes=[2, 3],
    )
