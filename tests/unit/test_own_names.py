"""Names that the program gives, to samples and to runs, are said in the person's language."""

from __future__ import annotations

import json

from pseudo_words import Chinese
from PySide6.QtWidgets import QApplication

from gui import assets
from gui.models.run_words import shown_name
from gui.pages.sample_pictures import WORDS, list_samples


def test_that_titles_and_sentences_of_samples_are_marked_for_translation() -> None:
    listed = json.loads((assets.samples_folder() / "samples.json").read_text(encoding="utf-8"))
    assert set(WORDS) == {words for entry in listed for words in (entry["title"], entry["sentence"])}


def test_that_what_the_program_itself_named_is_said_in_the_persons_language(qapp: QApplication) -> None:
    plain = list_samples()
    translator = Chinese(qapp)
    assert qapp.installTranslator(translator)
    try:
        assert shown_name("Quick") != "Quick" and shown_name("Wide, my second try") == "Wide, my second try"
        translated = list_samples()
    finally:
        qapp.removeTranslator(translator)
    assert shown_name("Quick") == "Quick"
    assert all(one.title != other.title for one, other in zip(plain, translated, strict=True))
    assert all(one.sentence != other.sentence for one, other in zip(plain, translated, strict=True))
