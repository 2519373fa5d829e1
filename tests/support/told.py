"""Where core and gui name sentences: every `Notice("room.code", {…})` and its kin, found in the sources' trees."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

from walls import Source

from core.base.wording import ROOMS, Wording

TELLERS = ("EpochalError", "UsageError", "Notice")
CODE = re.compile(rf"(?:{'|'.join(ROOMS)})\.[a-z0-9_]*[a-z0-9]")
FILES = re.compile(r"\.(?:py|json|csv|svg|md|sql|epochal|ini|log)$")


@dataclass(frozen=True)
class Telling:
    """A code in the sources; `given` are its params' names, or None when they aren't written out there."""

    place: str
    code: str
    given: frozenset[str] | None


def tellings(source: Source) -> Iterator[Telling]:
    """Every telling whose code is written out."""
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") in TELLERS):
            continue
        code = node.args[0]
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield Telling(f"{source.name}:{node.lineno}", code.value, _given(node))


def _given(call: ast.Call) -> frozenset[str] | None:
    """The names of the params, where they're a dict written out; no params at all is an empty set."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "params"]
    value = named[0] if named else call.args[1] if len(call.args) > 1 else None
    if value is None:
        return None if any(keyword.arg is None for keyword in call.keywords) else frozenset()
    if not isinstance(value, ast.Dict) or not all(isinstance(key, ast.Constant) for key in value.keys):
        return None
    return frozenset(str(key.value) for key in value.keys if isinstance(key, ast.Constant))


def codes(source: Source) -> Iterator[tuple[str, str]]:
    """Place and text of every string that looks like a code, wherever it stands: in a table, a variable, a call.

    Not those handed to `checked.…`: there "data.rows" is where a value stands in a project's JSON.
    """
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    paths = {id(part) for call in calls if _of_checked(call) for part in call.args}
    for node in ast.walk(source.tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in paths else None
        if isinstance(text, str) and CODE.fullmatch(text) and not FILES.search(text):
            yield f"{source.name}:{getattr(node, 'lineno', 0)}", text


def _of_checked(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "checked"


def blanks(wording: Wording) -> frozenset[str]:
    """The names of a sentence's blanks. Raises ValueError for a blank that isn't a plain name."""
    return frozenset(_blanks(wording.what)) | frozenset(_blanks(wording.todo))


def _blanks(text: str) -> Iterator[str]:
    for _, name, form, _ in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier():
            raise ValueError(f"a blank has a plain name: {{{name}}} in “{text}”")
        yield name
        yield from _blanks(form or "")
