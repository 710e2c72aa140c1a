"""Pure functions on boxes, masks, run lengths, polygons and frames: tensors in, tensors out.

No state, no files, no device choice, no change of arguments; empty input works everywhere.
"""
