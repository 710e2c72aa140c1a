"""From a model to masks: scenes that answer prompts, everything mode, results and pictures."""
