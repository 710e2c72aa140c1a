"""What a model is trained for: one file per way to charge its answers."""
