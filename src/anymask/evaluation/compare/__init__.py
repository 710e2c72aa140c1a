"""Reports side by side: the gate of a release, and the page that compares methods."""
