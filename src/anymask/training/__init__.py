"""From an objective and batches to weights: one loop, resumable after a kill at any moment."""
