"""The RAI report: how good masks are for groups of people, and where images come from."""
