"""Images with masks: annotation formats to read and write, samples and batches to train on."""
