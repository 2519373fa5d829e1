"""The Data page's head: where the table is from, another file, and the way on to its cleaning."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.project.document import Document
from gui.models.rule_count import review_words
from gui.pages.data_words import origin_words
from gui.theme import Theme
from gui.widgets import Button, Header


class DataHeader(Header):
    """`another` asks for another file, `target` goes to where the column to predict is chosen, `review` to Clean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self.set_title(self.tr("Data"))
        self.set_lines()
        self.another = Button(theme, self.tr("Open another file"), icon="folder-open")
        self.target = Button(theme, self.tr("Choose what to predict"), icon="target")
        self.review = Button(theme, self.tr("Check the cleaning"), kind="primary", trailing="arrow-right")
        self.add_action(self.another)
        self.add_action(self.target)
        self.add_action(self.review)

    def show_document(
        self, document: Document | None, has_table: bool, *, reading: bool = False, asks_target: bool = False
    ) -> None:
        """Say where the table is from, and how many rules wait. reading: another file may take its place. asks_target:
        nobody has said yet which column to predict."""
        self.another.setVisible(has_table and not reading)
        self.target.setVisible(has_table and not reading and asks_target)
        self.review.setVisible(has_table and not reading)
        if reading and has_table and document is not None and document.data is not None:
            self.set_lines("bottom")
            words = self.tr("Until it is read, {name} stays as it is. Cancel changes nothing.")
            self.set_sentence(words.format(name=document.data.file_name), [document.data.file_name])
            return
        if document is None or document.data is None or not has_table:
            self.set_lines("bottom")
            self.set_sentence(self.tr("A table in, one row a record. The original file is never changed."))
            return
        self.set_lines()
        self.set_sentence(origin_words(document.data), [document.data.file_name])
        suggested = document.recipe_origin == "suggested"
        self.review.setText(review_words(document.recipe, suggested=suggested))
