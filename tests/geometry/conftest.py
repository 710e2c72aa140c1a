"""What the geometry tests share: one steady hypothesis profile."""

from hypothesis import settings

# No deadline: other work on the machine must not fail a test. No database: nothing is left behind.
settings.register_profile("steady", deadline=None, database=None, derandomize=True)
settings.load_profile("steady")
