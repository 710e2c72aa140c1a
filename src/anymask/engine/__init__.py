"""The data engine: people and models label images together; each round trains the next model."""
