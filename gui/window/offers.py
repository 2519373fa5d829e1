"""What the palette offers now: actions that can be done, columns of the table, runs, recent projects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from gui.actions import ACTIONS, keys_of
from gui.models.run_words import shown_name
from gui.settings import RecentProject
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.window.palette_model import PaletteItem
from gui.window.palette_more import PaletteMore


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
        if entry.key == "palette" or not action.isEnabled():
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
    from gui.models.columns import column_heads

    profile = session.profile
    known = {column.name: column for column in profile.columns} if profile is not None else {}
    heads = column_heads(session.table, known, session.document)
    return [
        PaletteItem(
            "columns",
            head.name,
            head.icon,
            partial(navigator.go, "data", head.name),
            head.kind_words,
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
            more=partial(more.of_run, run.number),
        )
        for run in reversed(session.runs)
    ]


def _show_run(session: Session, navigator: Navigator, number: int) -> None:
    session.choose_run(number)
    navigator.go("evaluate", number)
