"""The open project as one object: edits go in, narrow past-tense signals come out."""
