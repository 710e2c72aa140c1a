"""The latent probe: are masks of the same kind neighbours in a model's image embedding?"""
