"""A frozen document, tables, runs and models come in; one SQLite file keeps them, and gives them back unchanged.

What enters: `Document` values, data snapshots, epochs, weights, models, evaluations.
What leaves: the same values, checked on the way out, or an EpochalError `project.*` that says what is
wrong with the file.
Only this room speaks SQL, and nothing in it is ever pickled.
"""
