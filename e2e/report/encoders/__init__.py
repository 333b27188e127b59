"""A finished run in other words: a module per format, each with a function that takes a `Run`.

What is written to the report's folder is listed in `report/folder.py`: a new format is a new file here and a row there.
"""
