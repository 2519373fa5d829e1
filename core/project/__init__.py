"""What is kept: a frozen document, and the one SQLite file it lives in."""
