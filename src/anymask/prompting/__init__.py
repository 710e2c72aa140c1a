"""Prompts: what the user means, checked, as tensors; and the clicks that training simulates."""
