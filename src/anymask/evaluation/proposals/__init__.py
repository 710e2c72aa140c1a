"""Object proposals: how many objects the masks of an image find, asked for nothing."""
