"""The 23 data sets of the single-point evaluation of "Segment Anything"."""
