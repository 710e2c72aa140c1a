"""A synthetic world: textured objects that hide one another, with exact masks and their tree."""
