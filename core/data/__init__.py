"""A file comes in, a `Table` goes out: every row with its source row, every column with its kind and the reason."""
