"""The house without a screen: from a spreadsheet to exported predictions.

A row walks through once, front door to back: `data` reads it, `cleaning` mends it, `features` turns it into
numbers, `nn` and `training` learn from it, `evaluation` judges, `project` keeps and `export` hands it on. `flow`
has one file per verb of the person and `cli` speaks to a terminal. Imports point down only; nothing here knows Qt.
"""
