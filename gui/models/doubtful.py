"""What is told of a file that a person may want read differently: another sheet, encoding, delimiter, decimal mark."""

from __future__ import annotations

MISREAD = ("data.every_row_misfits", "data.wrong_encoding", "data.empty_sheet")  # failures
DOUBTFUL = ("data.other_sheets", "data.encoding_guessed", "data.decimal_open", "data.rows_set_aside", "data.no_header")
