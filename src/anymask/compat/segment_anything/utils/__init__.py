"""The official package's folder of this name."""
