"""The kinds of synthetic scenes, each composed by one function: streets, rooms, meals, cells"""
