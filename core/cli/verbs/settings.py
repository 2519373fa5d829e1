"""`epochal settings`: every training setting as it is declared."""

from __future__ import annotations

import argparse

from core.cli.console import Console
from core.training.settings import settings_json


def add(parser: argparse.ArgumentParser) -> None:
    """The verb has no arguments of its own."""


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print each key with its values, bounds, default, unit and sentence."""
    declared = settings_json()
    for setting in declared:
        console.result(f"{setting['key']} = {setting['default']}{_unit(setting)}   {_allowed(setting)}")
        console.result(f"    {setting['sentence']}")
    console.finished(settings=declared)


def _unit(setting: dict[str, object]) -> str:
    return f" {setting['unit']}" if setting.get("unit") else ""


def _allowed(setting: dict[str, object]) -> str:
    values = setting.get("values")
    if isinstance(values, list) and values:
        return "one of " + " ".join(str(value) for value in values)
    low, high = setting.get("low"), setting.get("high")
    if low is None and high is None:
        return str(setting["kind"])
    return f"{setting['kind']} from {low} to {high}"
