"""The document: everything a person decides, as one frozen value with pure edits and a checked JSON form.

Why (2026-11-24): edits are methods that return a new document rather than command objects. One undo command
("replace the document") then serves every edit, and the saved state is a comparison of two values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast, get_args

from core.cleaning.recipe import Recipe, recipe_from_json, recipe_to_json
from core.data.columns import ColumnKind
from core.project import checked

RecipeOrigin = Literal["none", "suggested", "edited"]
TASKS = ("auto", "regression", "binary", "multiclass")
SEED_LIMIT = 2**63


@dataclass(frozen=True)
class DataRef:
    """Which data a document works on. `snapshot` is the SHA-256 of the table's blob in the project file."""

    snapshot: str
    file_name: str
    rows: int
    columns: int
    rejected: int
    imported_at: str
    file_sha256: str
    how: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A project's decisions. `kinds` and `overrides` are pairs, sorted by name, and so is `ignored`.

    task: "auto", "regression", "binary" or "multiclass". overrides: settings that differ from the preset, as text.
    matching: columns that a model needs and what files to predict call them ("": none stands for it), sorted.
    counted_as: (column, category of files to predict, the known category that it counts as), sorted.
    """

    name: str
    data: DataRef | None = None
    target: str | None = None
    task: str = "auto"
    kinds: tuple[tuple[str, ColumnKind], ...] = ()
    ignored: tuple[str, ...] = ()
    recipe: Recipe = field(default_factory=Recipe)
    recipe_origin: RecipeOrigin = "none"
    preset: str = "balanced"
    overrides: tuple[tuple[str, str], ...] = ()
    seed: int = 0
    matching: tuple[tuple[str, str], ...] = ()
    counted_as: tuple[tuple[str, str, str], ...] = ()

    def with_name(self, name: str) -> Document:
        """The same project under another name."""
        return replace(self, name=name)

    def with_data(self, data: DataRef | None) -> Document:
        """The same decisions on other data."""
        return replace(self, data=data)

    def with_target(self, target: str | None) -> Document:
        """Predict this column; a target is never ignored, and what was said of another one no longer counts."""
        if target == self.target:
            return self
        ignored = tuple(name for name in self.ignored if name != target)
        of_another = {("sample_weight", target), ("class_weight", "balanced")}
        overrides = tuple(pair for pair in self.overrides if pair[0] != "positive" and pair not in of_another)
        return replace(self, target=target, ignored=ignored, task="auto", overrides=overrides)

    def with_task(self, task: str) -> Document:
        """Treat the target as numbers or classes, or find out ("auto")."""
        return replace(self, task=task)

    def with_kind(self, name: str, kind: ColumnKind | None) -> Document:
        """Read a column as this kind; None goes back to the kind that was found."""
        kinds = {key: value for key, value in self.kinds if key != name}
        if kind is not None:
            kinds[name] = kind
        return replace(self, kinds=tuple(sorted(kinds.items())))

    def with_ignored(self, names: Iterable[str]) -> Document:
        """Leave out exactly these columns (never the target)."""
        return replace(self, ignored=tuple(sorted(set(names) - {self.target or ""})))

    def with_column_ignored(self, name: str, ignored: bool) -> Document:
        """Leave out one column, or use it again."""
        names = set(self.ignored) | {name} if ignored else set(self.ignored) - {name}
        return self.with_ignored(names)

    def with_recipe(self, recipe: Recipe, origin: RecipeOrigin = "edited") -> Document:
        """Clean with this recipe; `origin` says where it came from."""
        return replace(self, recipe=recipe, recipe_origin=origin)

    def with_preset(self, preset: str) -> Document:
        """Start from this preset; the person's own settings stay."""
        return replace(self, preset=preset)

    def with_setting(self, key: str, text: str | None) -> Document:
        """Set one training setting; None goes back to the preset's value."""
        overrides = {known: value for known, value in self.overrides if known != key}
        if text is not None:
            overrides[key] = text
        return self.with_settings(overrides)

    def with_settings(self, overrides: Mapping[str, str]) -> Document:
        """Exactly these settings differ from the preset; an empty mapping is the preset itself."""
        return replace(self, overrides=tuple(sorted(overrides.items())))

    def with_seed(self, seed: int) -> Document:
        """Draw the split and the first weights from this seed."""
        return replace(self, seed=seed)

    def with_matching(self, matching: Mapping[str, str]) -> Document:
        """In files to predict, exactly these columns go by another name (a column of the model → the file's)."""
        return replace(self, matching=tuple(sorted(matching.items())))

    def with_counted_as(self, name: str, value: str, level: str | None) -> Document:
        """In files to predict, count this category of a column as another one; None no longer."""
        kept = [said for said in self.counted_as if said[:2] != (name, value)]
        return replace(self, counted_as=tuple(sorted([*kept, *([(name, value, level)] if level is not None else [])])))

    @property
    def counted(self) -> dict[tuple[str, str], str]:
        """(column, category) → the category that it counts as."""
        return {(name, value): level for name, value, level in self.counted_as}


def document_to_json(document: Document) -> dict[str, Any]:
    """A dict of plain values, the same for equal documents."""
    plain: dict[str, Any] = {
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
    if document.matching:  # a document without it reads as before 2026-11-25, and hashes so
        plain["matching"] = [[name, found] for name, found in document.matching]
    if document.counted_as:
        plain["counted_as"] = [list(said) for said in document.counted_as]
    return plain


def document_from_json(value: object) -> Document:
    """The document that `document_to_json` made.

    Raises EpochalError project.bad_value naming the field, or cleaning.* for a recipe that can't be read.
    """
    if isinstance(value, dict):
        value = {"matching": [], "counted_as": [], **value}
    found = checked.fields(value, "document", Document.__dataclass_fields__)
    origin = checked.choice(found["recipe_origin"], "recipe_origin", get_args(RecipeOrigin))
    return Document(
        name=checked.text(found["name"], "name"),
        data=checked.optional(_data_from_json, found["data"], "data"),
        target=checked.optional(checked.text, found["target"], "target"),
        task=checked.choice(found["task"], "task", TASKS),
        kinds=checked.pairs(found["kinds"], "kinds", _kind),
        ignored=checked.ordered(checked.items(found["ignored"], "ignored", checked.text), "ignored"),
        recipe=recipe_from_json(found["recipe"]),
        recipe_origin=cast(RecipeOrigin, origin),
        preset=checked.text(found["preset"], "preset"),
        overrides=checked.pairs(found["overrides"], "overrides", checked.text),
        seed=checked.whole(found["seed"], "seed", -SEED_LIMIT, SEED_LIMIT - 1),
        matching=checked.pairs(found["matching"], "matching", checked.text),
        counted_as=_counted_as(found["counted_as"], "counted_as"),
    )


def _data_to_json(data: DataRef) -> dict[str, Any]:
    return {name: getattr(data, name) for name in DataRef.__dataclass_fields__}


def _data_from_json(value: object, where: str) -> DataRef:
    found = checked.fields(value, where, DataRef.__dataclass_fields__)
    how = checked.mapping(found["how"], "data.how")
    return DataRef(
        snapshot=checked.sha256(found["snapshot"], "data.snapshot"),
        file_name=checked.text(found["file_name"], "data.file_name"),
        rows=checked.whole(found["rows"], "data.rows"),
        columns=checked.whole(found["columns"], "data.columns"),
        rejected=checked.whole(found["rejected"], "data.rejected"),
        imported_at=checked.text(found["imported_at"], "data.imported_at"),
        file_sha256=checked.sha256(found["file_sha256"], "data.file_sha256"),
        how={key: checked.optional(checked.text, told, "data.how") for key, told in how.items()},
    )


def _counted_as(value: object, where: str) -> tuple[tuple[str, str, str], ...]:
    """Triples of texts, sorted, of which no two begin with the same two."""

    def triple(entry: object, where: str) -> tuple[str, str, str]:
        name, found, level = checked.items(entry, where, checked.text) if _has(entry, 3) else checked.wrong(where)
        return name, found, level

    said = checked.items(value, where, triple)
    firsts = [one[:2] for one in said]
    return said if firsts == sorted(set(firsts)) else checked.wrong(where)


def _has(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count


def _kind(value: object, where: str) -> ColumnKind:
    return ColumnKind(checked.choice(value, where, ColumnKind))
