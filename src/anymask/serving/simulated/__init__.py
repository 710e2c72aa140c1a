"""Simulated annotators: they know the truth of a data set and work through the API as people do."""
