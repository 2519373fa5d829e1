"""`epochal verify PROJECT`: check every part of a project file against its hash."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.base.errors import EpochalError, Place
from core.base.wording import sentence
from core.cli.console import Console, notice_words
from core.project.store import ProjectStore


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("project", type=Path)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Say that all is well, or name each damaged part."""
    with ProjectStore.open(arguments.project, read_only=True) as store:
        console.heard(store.notices)
        damage = store.verify()
    for notice in damage:
        console.event("damage", code=notice.code, message=sentence(notice), place=notice.place.as_dict())
        console.result(notice_words(notice))
    if damage:
        raise EpochalError("cli.damaged", {"count": len(damage)}, Place(file=arguments.project.name))
    console.result(f"{arguments.project.name} is whole")
    console.finished(damaged=0)
