"""SAM: an image encoder, a prompt encoder and a mask decoder, built from one description."""
