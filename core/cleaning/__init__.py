"""A table and a recipe come in; a cleaned table and a report of every change, by source row, go out."""
