"""Methods that need no weights: what a model has to beat."""
