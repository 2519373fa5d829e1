"""`epochal settings`: every training setting as it is declared."""

from __future__ import annotations

import argparse
from typing import Any

from core.cli.console import Console
from core.training.settings import settings_json

KINDS = {
    "int": "whole number",
    "float": "number",
    "share": "share",
    "layers": "widths, each",
    "text": "a class",
    "column": "a column",
}


def add(parser: argparse.ArgumentParser) -> None:
    """The verb has no arguments of its own."""


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print each key with its values, bounds, default, unit and sentence."""
    declared = settings_json()
    for setting in declared:
        default = f"{setting['default']} {setting['unit'] or ''}".strip() if setting["default"] else "(not given)"
        console.result(f"{setting['key']} = {default}   {_allowed(setting)}".rstrip())
        console.result(f"    {setting['sentence']}")
    console.finished(settings=declared)


def _allowed(setting: dict[str, Any]) -> str:
    """What may be given: "one of a b c", "whole number from 1 to 10, or all"."""
    if setting["values"]:
        return "one of " + " ".join(setting["values"])
    words = "".join(f", or {word}" for word in setting["words"])
    if setting["low"] is None or setting["high"] is None:
        return f"{KINDS[setting['kind']]}{words}"
    return f"{KINDS[setting['kind']]} from {setting['low']:,.10g} to {setting['high']:,.10g}{words}"
