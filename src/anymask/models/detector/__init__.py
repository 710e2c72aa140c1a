"""One-class object detector: D-FINE, whose boxes prompt a SAM where nobody has clicked yet."""
