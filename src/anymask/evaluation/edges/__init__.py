"""Boundary detection: how well a method draws the boundaries that people drew (BSDS500)."""
