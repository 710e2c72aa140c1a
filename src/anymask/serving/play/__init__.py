"""The playground: one model, one page, no project; what `anymask serve` runs."""
