"""Document ↔ plain JSON values. What a file holds is believed only after every field has been checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Never, TypeVar, cast, get_args

from core.base.errors import EpochalError
from core.cleaning.recipe import recipe_from_json, recipe_to_json
from core.data.columns import ColumnKind
from core.project.document import DataRef, Document, RecipeOrigin

T = TypeVar("T")
SHA256 = re.compile(r"[0-9a-f]{64}")
TASKS = ("auto", "regression", "binary", "multiclass")
SEED_LIMIT = 2**63
ITEMS_LIMIT = 100_000


def document_to_json(document: Document) -> dict[str, Any]:
    """A dict of plain values, the same for equal documents."""
    return {
        "name": document.name,
        "data": None if document.data is None else _data_to_json(document.data),
        "target": document.target,
        "task": document.task,
        "kinds": [[name, str(kind)] for name, kind in document.kinds],
        "ignored": list(document.ignored),
        "recipe": recipe_to_json(document.recipe),
        "recipe_origin": document.recipe_origin,
        "preset": document.preset,
        "overrides": [[key, text] for key, text in document.overrides],
        "seed": document.seed,
    }


def document_from_json(value: object) -> Document:
    """The document that `document_to_json` made.

    Raises EpochalError project.bad_document naming the field, or cleaning.* for a recipe that can't be read.
    """
    fields = _object(value, "document", set(Document.__dataclass_fields__))
    return Document(
        name=_text(fields["name"], "name"),
        data=None if fields["data"] is None else _data_from_json(fields["data"]),
        target=None if fields["target"] is None else _text(fields["target"], "target"),
        task=_choice(fields["task"], "task", TASKS),
        kinds=_pairs(fields["kinds"], "kinds", _kind),
        ignored=_ordered(_list(fields["ignored"], "ignored", _text), "ignored"),
        recipe=recipe_from_json(fields["recipe"]),
        recipe_origin=cast(RecipeOrigin, _choice(fields["recipe_origin"], "recipe_origin", get_args(RecipeOrigin))),
        preset=_text(fields["preset"], "preset"),
        overrides=_pairs(fields["overrides"], "overrides", _text),
        seed=_integer(fields["seed"], "seed", -SEED_LIMIT, SEED_LIMIT - 1),
    )


def _data_to_json(data: DataRef) -> dict[str, Any]:
    return {name: getattr(data, name) for name in DataRef.__dataclass_fields__}


def _data_from_json(value: object) -> DataRef:
    fields = _object(value, "data", set(DataRef.__dataclass_fields__))
    how = fields["how"]
    if not isinstance(how, dict) or len(how) > ITEMS_LIMIT:
        _wrong("data.how")
    return DataRef(
        snapshot=_sha256(fields["snapshot"], "data.snapshot"),
        file_name=_text(fields["file_name"], "data.file_name"),
        rows=_integer(fields["rows"], "data.rows"),
        columns=_integer(fields["columns"], "data.columns"),
        rejected=_integer(fields["rejected"], "data.rejected"),
        imported_at=_text(fields["imported_at"], "data.imported_at"),
        file_sha256=_sha256(fields["file_sha256"], "data.file_sha256"),
        how={_text(key, "data.how"): None if told is None else _text(told, "data.how") for key, told in how.items()},
    )


def _wrong(where: str) -> Never:
    raise EpochalError("project.bad_document", {"field": where})


def _object(value: object, where: str, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        _wrong(where)
    return value


def _text(value: object, where: str) -> str:
    return value if isinstance(value, str) else _wrong(where)


def _choice(value: object, where: str, choices: Iterable[str]) -> str:
    return value if isinstance(value, str) and value in tuple(choices) else _wrong(where)


def _sha256(value: object, where: str) -> str:
    return value if isinstance(value, str) and SHA256.fullmatch(value) else _wrong(where)


def _integer(value: object, where: str, low: int = 0, high: int = 2**53) -> int:
    return value if type(value) is int and low <= value <= high else _wrong(where)


def _kind(value: object, where: str) -> ColumnKind:
    return ColumnKind(_choice(value, where, ColumnKind))


def _list(value: object, where: str, item: Callable[[object, str], T]) -> tuple[T, ...]:
    if not isinstance(value, list) or len(value) > ITEMS_LIMIT:
        _wrong(where)
    return tuple(item(entry, where) for entry in value)


def _pairs(value: object, where: str, second: Callable[[object, str], T]) -> tuple[tuple[str, T], ...]:
    def pair(entry: object, where: str) -> tuple[str, T]:
        if not isinstance(entry, list) or len(entry) != 2:
            _wrong(where)
        return _text(entry[0], where), second(entry[1], where)

    pairs = _list(value, where, pair)
    _ordered(tuple(name for name, _ in pairs), where)
    return pairs


def _ordered(names: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Names that are sorted and said once, as every edit leaves them."""
    return names if list(names) == sorted(set(names)) else _wrong(where)
