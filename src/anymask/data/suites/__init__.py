"""Published collections of data sets: what is in them, where to get them, how their files lie."""
