"""Sentences of the room `cleaning`."""

from __future__ import annotations

from core.base.wording.form import Wording

SENTENCES: dict[str, Wording] = {}
