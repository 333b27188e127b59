"""The formats of a report: one module for each, with a function that takes a finished `Run`.

`report/folder.py` lists what is written to the report's folder: a new format takes a new module here and a row there.
"""
