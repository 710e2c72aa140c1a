"""Text prompts, measured: does a method find everything that a phrase names?"""
