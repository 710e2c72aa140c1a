"""Building blocks of the models: attention, blocks, positions, a ViT and a ConvNeXt stage."""
