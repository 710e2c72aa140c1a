"""The files of labelling tools and trainers, both ways: labelme, CVAT, Label Studio, YOLO."""
