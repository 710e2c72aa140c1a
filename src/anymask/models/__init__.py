"""Whole models, the catalogue of weights, and the door through which weights come in."""
