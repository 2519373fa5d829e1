"""`epochal info PROJECT`: what a project holds."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli.console import Console
from core.flow.settling import settle_runs
from core.project.store import ProjectStore


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("project", type=Path)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print what the project says of itself."""
    settle_runs(arguments.project)
    with ProjectStore.open(arguments.project, read_only=True) as store:
        console.heard(store.notices)
        info, document = store.info(), store.document()
    facts = {**info, "target": document.target, "rules": len(document.recipe.steps), "preset": document.preset}
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        shown = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
        console.result(f"{name.replace('_', ' '):<{width}}  {'–' if shown is None else shown}")
    console.finished(**facts)
