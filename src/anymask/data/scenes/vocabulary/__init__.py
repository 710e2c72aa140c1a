"""The words of the synthetic world: plans of animals, vehicles, tools, plants, furniture, ..."""
