"""The names and signatures of other packages, on top of anymask."""
