"""Everything that touches disk or network: images, tensors, downloads, whole-or-nothing files."""
