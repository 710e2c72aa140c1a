"""Training runs from data to weights, one file per model, each with its command and cost."""
