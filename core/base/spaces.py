"""Spaces that a person would overlook in a text, made visible."""

from __future__ import annotations

import re

OVERLOOKED = re.compile(r"^[ \t\u00a0\u202f]+|[ \t\u00a0\u202f]+$|[ \t\u00a0\u202f]{2,}|[\t\u00a0\u202f]")


def spaces_shown(text: str) -> str:
    """The text with ␣ for each space that a person would overlook: at the ends, and of several in a row; → for tabs.

    A space that doesn't break counts as a space wherever it stands, as it looks like one and isn't equal to one.
    """
    return OVERLOOKED.sub(lambda found: "".join("→" if letter == "\t" else "␣" for letter in found[0]), text)
