"""The command line, one command per file.

Modules here are imported by `anymask --help`, so they import torch, numpy and Pillow only inside
the functions that run a command.
"""
