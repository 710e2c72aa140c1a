"""How good masks are: protocols that measure a model, or a baseline, on labelled images."""
