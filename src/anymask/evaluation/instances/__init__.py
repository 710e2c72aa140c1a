"""Instance segmentation: the boxes of a detector, turned into masks, scored by mask AP."""
