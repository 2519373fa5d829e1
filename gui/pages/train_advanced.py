"""The Advanced part of a new run: the network drawn, the settings, the seed; built when it is first opened."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.base.errors import EpochalError
from core.project.document import Document
from core.training.settings import settings_from
from gui.models.words import count
from gui.pages.train_network import NetworkDrawing
from gui.pages.train_settings import FIELD_PX, Offered, SettingsForm, show_in
from gui.theme import Theme, sizes
from gui.widgets import Button, FormRow, Prose, TextField
from gui.widgets.disclosure import Disclosure
from gui.widgets.tabbing import tab_after

Wrong = Mapping[str, tuple[str, str]]


class AdvancedPart(Disclosure):
    """`form` and `seed` exist from the first time they are asked for.

    Why (2026-11-25): two dozen rows of fields cost more than the rest of the panel, and most people never open them.
    """

    setting_edited = Signal(str, object)
    settings_reset = Signal()
    seed_edited = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("Advanced"), parent)
        self._theme = theme
        self._form: SettingsForm | None = None
        self._shown: tuple[Document, Wrong, Offered] | None = None
        self._network: tuple[int, str, int] = (0, "", 1)
        self._seed_why = ""
        self._reset = Button(theme, "", kind="link", icon="undo-2", size="small")
        self._reset.setToolTip(self.tr("Back to the preset"))
        self._reset.clicked.connect(self.settings_reset)
        self._reset.hide()
        self.add_action(self._reset)
        self.toggled.connect(self._on_opened)

    @property
    def form(self) -> SettingsForm:
        """The rows of all settings."""
        if self._form is None:
            self._build()
        assert self._form is not None
        return self._form

    @property
    def seed(self) -> TextField:
        """The field of the seed."""
        assert self.form is not None
        return self._seed

    def show_settings(self, document: Document, wrong: Wrong, offered: Offered) -> None:
        """Show what holds and what a person entered in vain (text and sentence by key)."""
        self._shown = (document, dict(wrong), offered)
        changed = len(document.overrides)
        self._reset.setText(self.tr("{n} changed").format(n=count(changed)))
        self._reset.setAccessibleName(self.tr("{n} changed: back to the preset").format(n=count(changed)))
        self._reset.setVisible(changed > 0)
        if wrong:
            self.set_open(True)
        if self._form is not None:
            self._show()

    def show_network(self, columns: int, target: str, outputs: int) -> None:
        """What the network begins and ends with."""
        self._network = (columns, target, outputs)
        if self._form is not None:
            self._draw()

    def show_seed_error(self, why: str) -> None:
        """Say what is wrong with the seed, "" for nothing."""
        self._seed_why = why
        if self._form is not None:
            self._show_seed_error()
        if why:
            self.set_open(True)

    def first_wrong(self) -> QWidget | None:
        """The first field that is wrong, in sight; None when all are fine."""
        if self._form is None:
            return None
        field = self._form.first_wrong()
        if field is None and self._seed_why:
            self._form.more.set_open(True)
            return self._seed
        return field

    def show_field(self, key: str) -> None:
        """Open at a setting."""
        self.set_open(True)
        self.form.show_row(key).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        theme = self._theme
        self.drawing = NetworkDrawing(theme)
        self._form = SettingsForm(theme)
        self._form.edited.connect(self.setting_edited)
        self._form.layers_typed.connect(self._on_layers_typed)
        self._seed = TextField(theme, self.tr("Seed"))
        self._seed.editingFinished.connect(self._on_seed)
        tip = self.tr("Draws the split and the first weights; the same seed gives the same network to the bit.")
        self._why = Prose(theme, "", px=sizes.SMALL, tone="bad")
        self._why.hide()
        self._form.more.body.addWidget(FormRow(theme, self.tr("Seed"), self._seed, width=FIELD_PX, tip=tip))
        self._form.more.body.addWidget(self._why)
        self.body.addWidget(self.drawing)
        self.body.addWidget(self._form)
        tab_after(self._reset, [self._reset, self._form])  # made late, the form would come after everything else
        self._show()

    def _show(self) -> None:
        if self._form is None or self._shown is None:
            return
        document, wrong, offered = self._shown
        self._form.show_settings(document.preset, dict(document.overrides), wrong, offered)
        if not self._seed.hasFocus() or not self._seed.isModified():
            show_in(self._seed, str(document.seed))
        self._show_seed_error()
        self._draw()

    def _show_seed_error(self) -> None:
        self._seed.set_wrong(bool(self._seed_why))
        self._why.set_text(self._seed_why)
        self._why.setVisible(bool(self._seed_why))

    def _draw(self, layers: str | None = None) -> None:
        """Draw the document's network, or one with these layers while they are typed and can be used."""
        if self._shown is None:
            return
        document = self._shown[0]
        overrides = dict(document.overrides) | ({} if layers is None else {"layers": layers})
        try:
            hidden = settings_from(document.preset, overrides).layers
        except EpochalError:  # half typed, or of another version: the drawing stays as it was
            return
        columns, target, outputs = self._network
        self.drawing.setVisible(columns > 0 and bool(target))
        self.drawing.show_network(columns, hidden, target, outputs)

    def _on_opened(self, opened: bool) -> None:
        if opened and self._form is None:
            self._build()

    def _on_layers_typed(self, text: str) -> None:
        self._draw(text)

    def _on_seed(self) -> None:
        self._seed.setModified(False)
        self.seed_edited.emit(self._seed.text().strip())
