"""Points: how well one click, a box, or more and more clicks describe an object to a model."""
