"""Masked autoencoder: pre-trains the image encoder on pictures without labels."""
