"""Welcome: what the program promises, a place to drop a file, recent projects, samples."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.actions import keys_of
from gui.pages.drop_zone import DropZone
from gui.pages.empty_card import EmptyCard
from gui.pages.recent_list import SHOWN, RecentList
from gui.pages.sample_cards import SampleCard
from gui.pages.sample_pictures import Picture, draw_pictures, list_samples
from gui.pages.strata import Strata
from gui.pages.welcome_facts import Looked, look
from gui.settings import Settings
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, IconLabel, Label, NoticeCard, Prose, ScrollPane, Surface, tight
from gui.widgets.mark import Mark
from gui.widgets.tabbing import order_children
from gui.work import Lane

SHOWN_HIGH, HIGH_PX, SHORT_PX = 7, 1150, 800
LEFT_PX, LEFT_NARROW_PX, LEFT_WIDE_PX, CARD_PX = 512, 432, 640, 236
STRATA_PX, STRATA_SHORT_PX, USUAL_PX = 196, 128, 900
MARGIN, MARGIN_NARROW, MARGIN_WIDE, RIGHT_MOST = 48, 32, 80, 1920
HIGH_SHARE = 0.35  # of the height beyond a usual window's: what the picture takes of it
WIDE_PX = 1920
SMALL_PX, LEFT_SMALL_PX, NO_PICTURE_PX = 1000, 400, 640  # a small screen with large text


class WelcomePage(QWidget):
    """`recent_chosen(path)`; `sample_chosen(path, name, target)`."""

    recent_chosen = Signal(str)
    sample_chosen = Signal(str, str, str)

    def __init__(
        self, theme: Theme, settings: Settings, actions: dict[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self.settings, self._actions = theme, settings, actions
        self._lane: Lane | None = None
        self._columns = 0
        self._cards: dict[str, SampleCard] = {}
        self.notice = NoticeCard(theme, "bad", "", closable=True)
        self.notice.hide()
        self.notice.installEventFilter(self)
        row = tight(QHBoxLayout(self))
        row.addWidget(self._make_left())
        row.addWidget(self._make_right(), 1)
        self.show_recent()

    # left: the promise and the two doors

    def _make_left(self) -> QWidget:
        left = Surface(self.theme, "rail", lines=("right",))
        self._left = left
        column = QVBoxLayout(left)
        self._left_column = column
        column.setSpacing(0)
        brand = tight(QHBoxLayout(), 0, sizes.S)
        brand.addWidget(Mark(self.theme, 32))
        brand.addWidget(Label(self.theme, "Epochal", px=sizes.BIG, weight=600))
        brand.addStretch(1)
        column.addLayout(brand)
        column.addSpacing(sizes.XXL)
        self._strata = Strata(self.theme)
        column.addWidget(self._strata)
        column.addStretch(2)
        column.addWidget(self._make_promise())
        column.addSpacing(sizes.XXL)
        column.addWidget(self._make_doors())
        column.addSpacing(sizes.M)
        column.addWidget(self.notice)
        column.addStretch(3)
        column.addLayout(self._make_offline_line())
        return left

    def _make_promise(self) -> QWidget:
        box = QWidget()
        column = tight(QVBoxLayout(box), 0, sizes.S)
        promise = Prose(
            self.theme, self.tr("From spreadsheet to a\nmodel you can explain."), px=sizes.HERO, weight=600, tone="text"
        )
        words = self.tr(
            "Clean your data, train neural networks on it, see how well they predict. "
            "Everything stays in one file on this computer."
        )
        column.addWidget(promise)
        self._promise_words = Prose(self.theme, words)
        column.addWidget(self._promise_words)
        return box

    def _make_doors(self) -> QWidget:
        box = QWidget()
        column = tight(QVBoxLayout(box), 0, sizes.M)
        zone = DropZone(
            self.theme, self.tr("Drop a spreadsheet here"), self.tr("Excel, CSV, TSV, Parquet or an .epochal project")
        )
        open_file, open_project = self._actions["open_spreadsheet"], self._actions["open_project"]
        self.open_button = Button(
            self.theme,
            open_file.text(),
            kind="primary",
            icon="folder-open",
            keys=keys_of(open_file),
            size="hero",
        )
        project_button = Button(self.theme, open_project.text(), size="hero")
        zone.clicked.connect(open_file.trigger)
        self.open_button.clicked.connect(open_file.trigger)
        project_button.clicked.connect(open_project.trigger)
        buttons = tight(QHBoxLayout(), 0, sizes.XS)
        buttons.addWidget(self.open_button)
        buttons.addWidget(project_button)
        buttons.addStretch(1)
        column.addWidget(zone)
        column.addLayout(buttons)
        return box

    def _make_offline_line(self) -> QHBoxLayout:
        line = tight(QHBoxLayout(), 0, sizes.XS)
        line.addWidget(IconLabel(self.theme, "shield-check", "ok"))
        words = self.tr("Works offline. Your data stays here.")
        line.addWidget(ElidedLabel(self.theme, words, px=sizes.SMALL, tone="text2"), 1)
        self._tour_button = Button(self.theme, self.tr("3-minute tour"), kind="link", size="small")
        self._tour_button.setToolTip(self.tr("Opens a sample and shows what is where."))
        self._tour_button.clicked.connect(self._actions["tour"].trigger)
        line.addWidget(self._tour_button)
        self.show_tour()
        return line

    def show_tour(self) -> None:
        """Once it was taken, the way to it is quiet."""
        self._tour_button.set_kind("ghost" if self.settings.tour_seen else "link")

    # right: what there is already

    def _make_right(self) -> QWidget:
        pane = ScrollPane(0, 0)
        pane.keep_within(RIGHT_MOST)
        column = pane.column
        self._right_column = column
        self.recent = RecentList(self.theme, self.settings)
        self.recent.chosen.connect(self.recent_chosen)
        column.addWidget(self.recent)
        head = tight(QHBoxLayout(), 0, sizes.S)
        head.addWidget(Label(self.theme, self.tr("Start from a sample"), px=sizes.TITLE, weight=600))
        remark = self.tr("Each opens as a complete project you can take apart.")
        head.addWidget(ElidedLabel(self.theme, remark, px=sizes.SMALL, tone="text2"), 1)
        column.addLayout(head)
        column.addSpacing(sizes.S)
        column.addLayout(self._make_cards())
        column.addStretch(1)
        column.addSpacing(sizes.XL)
        column.addLayout(self._make_keys_line())
        return pane

    def _make_cards(self) -> QGridLayout:
        self._grid = QGridLayout()
        self._grid.setSpacing(sizes.M)
        for sample in list_samples():
            card = SampleCard(self.theme, sample)
            card.clicked.connect(partial(self.sample_chosen.emit, str(sample.path), sample.title, sample.target))
            self._cards[sample.key] = card
        action = self._actions["new_project"]
        words = self.tr("Start without data. Paste a table or add a file later.")
        self._empty = EmptyCard(self.theme, self.tr("Empty project"), words, keys_of(action))
        self._empty.clicked.connect(action.trigger)
        return self._grid

    def _place_cards(self, columns: int) -> None:
        """As many beside each other as there is room for."""
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, index // columns, index % columns)
        rows = -(-len(self._cards) // columns)
        self._grid.addWidget(self._empty, rows, 0, 1, columns)
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        pane = self._empty.parentWidget()
        if pane is not None:
            order_children(pane)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller margins and fewer cards in a row in a small window; in a large one more of everything."""
        super().resizeEvent(event)
        narrow, wide, short = self.width() < sizes.WIDE, self.width() >= WIDE_PX, self.height() < SHORT_PX
        margin = MARGIN_NARROW if narrow else MARGIN_WIDE if wide else MARGIN
        top = MARGIN_NARROW if short else margin
        small = LEFT_SMALL_PX if self.width() < SMALL_PX else LEFT_NARROW_PX
        self._left.setFixedWidth(small if narrow else LEFT_WIDE_PX if wide else LEFT_PX)
        self._left_column.setContentsMargins(margin, top, margin, sizes.XL)
        self._right_column.setContentsMargins(margin, top - 4, margin, sizes.XL)
        self._strata.setFixedHeight(STRATA_SHORT_PX if short else self._picture_px())
        self._fit_picture()
        room = min(self.width() - self._left.width(), RIGHT_MOST) - 2 * margin
        columns = max(1, min(3, (room + sizes.M) // (CARD_PX + sizes.M)))
        self._place_cards(columns)
        for card in self._cards.values():
            card.set_width((room - (columns - 1) * sizes.M) // columns)
        self.recent.set_shown(SHOWN_HIGH if self.height() >= HIGH_PX else SHOWN)

    def _picture_px(self) -> int:
        """In a high window the picture grows, rather than the gap below it."""
        return round(STRATA_PX + HIGH_SHARE * max(self.height() - USUAL_PX, 0))

    def _fit_picture(self) -> None:
        """Words, doors and what went wrong come first."""
        self._promise_words.show()
        self._strata.setVisible(self._has_room_for_picture())
        if self._strata.isHidden() and not self.notice.isHidden():
            self._promise_words.setVisible(self._fits())

    def _fits(self) -> bool:
        """Whether all of the left side has room."""
        return self._left_column.minimumHeightForWidth(self._left.width()) <= self.height()

    def _has_room_for_picture(self) -> bool:
        """Not on a small screen, with large text, or in a language of long words."""
        if self.height() < NO_PICTURE_PX:
            return False
        self._strata.show()
        return self._fits()

    def _make_keys_line(self) -> QHBoxLayout:
        line = tight(QHBoxLayout(), 0, 6)
        keys = {
            "paste": self.tr("paste a table"),
            "new_project": self.tr("new project"),
            "palette": self.tr("all commands"),
            "shortcuts": self.tr("all shortcuts"),
        }
        for key, words in keys.items():
            line.addWidget(Label(self.theme, keys_of(self._actions[key]), px=sizes.SMALL, weight=600, tone="text2"))
            line.addWidget(ElidedLabel(self.theme, words, px=sizes.SMALL, tone="text2"))
            line.addSpacing(sizes.S)
        line.addStretch(1)
        self._version = Label(self.theme, "", px=sizes.SMALL, tone="text2")
        line.addWidget(self._version)
        return line

    # what comes later

    def draw_pictures(self, lane: Lane) -> None:
        """Look at the samples' files in a lane, once; the cards get their pictures when it is done."""
        if self._lane is not None:
            return
        self._lane = lane
        self.show_recent()
        samples = [card.sample for card in self._cards.values()]
        job = lane.submit(partial(draw_pictures, samples), name=self.tr("Sample pictures"))
        job.finished.connect(self._on_pictures)

    def _on_pictures(self, pictures: dict[str, Picture]) -> None:
        for key, picture in pictures.items():
            self._cards[key].show_picture(picture)

    def show_recent(self) -> None:
        """The list as the settings have it now; which of them are still there is looked up in the lane."""
        self.recent.fill()
        if self._lane is not None:
            paths = [project.path for project in self.settings.recent()]
            job = self._lane.submit(partial(look, paths), name=self.tr("Recent projects"))
            job.finished.connect(self._on_looked)

    def _on_looked(self, looked: Looked) -> None:
        self.recent.show_missing(looked.missing)
        self._version.setText(self.tr("Epochal {version}").format(version=looked.version) if looked.version else "")

    # failures

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever shows the notice, the picture gives way to it."""
        if watched is self.notice and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            QTimer.singleShot(0, self._fit_picture)
        return super().eventFilter(watched, event)

    def clear_failure(self) -> None:
        """It worked now."""
        self.notice.hide()
