"""The pins name one version of every package for every kind of machine."""

from __future__ import annotations

import sys
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).resolve().parents[2]
HERE = sys.prefix


def pins() -> dict[str, set[str]]:
    """Each package's pinned versions: one, or one per kind of machine."""
    lines = (HOUSE / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[str]] = {}
    for line in lines:
        if not line.startswith("#"):
            requirement = Requirement(line)
            assert str(requirement.specifier).startswith("=="), line
            found.setdefault(canonicalize_name(requirement.name), set()).add(line)
    return found


def needed(name: str, extras: frozenset[str], seen: set[str]) -> set[str]:
    """The packages that a package needs on this machine, with what those need."""
    seen.add(name)
    for text in requires(name) or ():
        requirement = Requirement(text)
        fits = requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in (extras or {""}))
        if fits and canonicalize_name(requirement.name) not in seen:
            needed(canonicalize_name(requirement.name), frozenset(requirement.extras), seen)
    return seen


def test_that_every_package_is_pinned() -> None:
    assert needed("epochal", frozenset({"test"}), set()) - {"epochal"} - set(pins()) == set()


def test_that_a_package_has_one_pin_per_machine() -> None:
    for lines in pins().values():
        markers = [Requirement(line).marker for line in lines]
        for system, machine in (("linux", "x86_64"), ("darwin", "arm64"), ("darwin", "x86_64"), ("win32", "AMD64")):
            there = {"sys_platform": system, "platform_machine": machine}
            assert sum(marker is None or marker.evaluate(there) for marker in markers) == 1
