"""How good masks look to people: rating pages and their statistics, audits, human agreement."""
