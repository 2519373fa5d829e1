"""What the palette offers now: actions that can be done, columns of the table, runs, recent projects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from core.data.columns import ColumnKind
from gui.actions import ACTIONS, keys_of
from gui.models.run_words import shown_name
from gui.settings import RecentProject
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.window.palette_model import PaletteItem
from gui.window.palette_more import PaletteMore

if TYPE_CHECKING:
    from core.project.runs import RunRecord
    from gui.models.columns import ColumnHead

NOT_OFFERED = ("palette", "menu_here")  # the palette itself, and what asks where the focus is: it is in the palette


def palette_items(
    session: Session, navigator: Navigator, actions: dict[str, QAction], more: PaletteMore
) -> list[PaletteItem]:
    """Everything of the program and its project that can be chosen at this moment."""
    return [*_commands(actions, more), *_columns(session, navigator, more), *_runs(session, navigator, more)]


def project_items(
    projects: Sequence[RecentProject], shown: Path | None, choose: Callable[[str], object], more: PaletteMore
) -> list[PaletteItem]:
    """Recent projects that are where they were, without the one that is open."""
    return [
        PaletteItem(
            "projects",
            project.name,
            "pin" if project.pinned else "box",
            partial(choose, project.path),
            aside=project.summary,
            more=partial(more.of_project, project),
        )
        for project in projects
        if project.exists and Path(project.path) != shown
    ]


def _commands(actions: dict[str, QAction], more: PaletteMore) -> list[PaletteItem]:
    items = []
    for entry in ACTIONS:
        action = actions[entry.key]
        if entry.key in NOT_OFFERED or not action.isEnabled():
            continue
        words = action.text()
        if entry.key.startswith("go_"):
            words = QCoreApplication.translate("palette", "Go to {page}").format(page=words)
        also = QCoreApplication.translate("actions", entry.also) if entry.also else ""
        items.append(
            PaletteItem(
                "commands",
                words,
                entry.icon,
                action.trigger,
                keys=keys_of(action),
                also=also,
                key=entry.key,
                more=more.of_command(entry.key),
            )
        )
    return items


def _columns(session: Session, navigator: Navigator, more: PaletteMore) -> list[PaletteItem]:
    if session.table is None:
        return []
    from gui.models.columns import column_heads, kind_words

    profile = session.profile
    known = {column.name: column for column in profile.columns} if profile is not None else {}
    heads = column_heads(session.table, known, session.document)
    counted = QCoreApplication.translate("palette", "{kind} values")  # "Category · 8 values"

    def told(head: ColumnHead) -> str:
        has_count = head.kind is ColumnKind.CATEGORY and head.kind_words != kind_words(head.kind)
        return counted.format(kind=head.kind_words) if has_count else head.kind_words

    return [
        PaletteItem(
            "columns",
            head.name,
            head.icon,
            partial(navigator.go, "data", head.name),
            told(head),
            more=partial(more.of_column, head.name),
        )
        for head in heads
    ]


def _runs(session: Session, navigator: Navigator, more: PaletteMore) -> list[PaletteItem]:
    words = QCoreApplication.translate("palette", "Run {number} · {name}")
    return [
        PaletteItem(
            "runs",
            words.format(number=run.number, name=shown_name(run.name)),
            "activity",
            partial(_show_run, session, navigator, run.number),
            _figure(run),
            more=partial(more.of_run, run.number),
        )
        for run in reversed(session.runs)
    ]


def _show_run(session: Session, navigator: Navigator, number: int) -> None:
    session.choose_run(number)
    navigator.go("evaluate", number)


def _figure(run: RunRecord) -> str:
    """How good it is: "Typical error 310"; "" while nothing tells."""
    from gui.models.run_view import run_view
    from gui.models.run_words import figure_names, figure_title, figure_words

    name = figure_names(run.task)[0]
    value = run_view(run).figure(name)
    return "" if value is None else f"{figure_title(name)} {figure_words(name, value)}"
