"""The tokens hold what the design states, and the theme hands them on."""

from __future__ import annotations

import re

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollBar,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui import assets
from gui.theme import Theme, fonts, tokens
from gui.theme.icons import icon_pixmap
from gui.theme.qss import DRESSED, DRESSED_BY_NAME, ROLES, style_sheet
from gui.theme.tokens import DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, contrast
from gui.widgets import Label, Prose

THEMES = {"light": LIGHT, "dark": DARK}
GROUNDS = ("canvas", "rail", "sunken", "raised", "hover")


@pytest.fixture
def light(qapp: QApplication) -> Theme:
    theme = Theme("light")
    theme.install(qapp)
    return theme


def test_that_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", ["text", "text2", "text3", "accent"])
def test_that_words_can_be_read_on_every_ground(name: str, ground: str, word: str) -> None:
    assert contrast(THEMES[name][word], THEMES[name][ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("word", ["text", "text2", "accent"])
def test_that_words_can_be_read_on_the_selection(name: str, word: str) -> None:
    assert contrast(THEMES[name][word], THEMES[name]["select"]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    "pair",
    [
        ("ok", "ok_soft"),
        ("warn", "warn_soft"),
        ("bad", "bad_soft"),
        ("text", "bad_soft"),
        ("text2", "warn_soft"),
        ("text2", "bad_soft"),
        ("on_fill", "accent_fill"),
        ("on_fill", "accent_hover"),
        ("toast_text", "toast"),
        ("toast_accent", "toast"),
    ],
)
def test_that_words_can_be_read_on_their_own_ground(name: str, pair: tuple[str, str]) -> None:
    assert contrast(THEMES[name][pair[0]], THEMES[name][pair[1]]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("line", [*tokens.SERIES, "cn", "control", "accent"])
def test_that_lines_and_edges_are_seen(name: str, line: str) -> None:
    assert contrast(THEMES[name][line], THEMES[name]["canvas"]) >= 3.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("series", [*tokens.SERIES, "cn"])
def test_that_the_names_of_series_can_be_read(name: str, series: str) -> None:
    assert contrast(THEMES[name][f"{series}_text"], THEMES[name]["canvas"]) >= 4.5


def test_that_both_themes_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert all(QColor(value).isValid() for theme in THEMES.values() for value in theme.values())


def test_that_the_style_sheet_leaves_no_blank_and_names_no_colour() -> None:
    sheet = style_sheet()
    assert "$" not in sheet
    assert "font" not in sheet
    assert "#" not in sheet and "rgb" not in sheet


@pytest.mark.parametrize("token", sorted(set(ROLES) - {"disabled"}))
def test_that_each_role_the_sheet_names_carries_its_token(token: str, light: Theme, qapp: QApplication) -> None:
    named = {
        re.sub(r"(?<!^)([A-Z])", r"-\1", role.name.replace("ToolTip", "Tooltip")).lower(): role
        for role in QPalette.ColorRole
    }
    for mode, table in THEMES.items():
        light.set_mode(mode)
        assert qapp.palette().color(named[ROLES[token]]) == QColor(table[token])


def test_that_every_selector_of_the_sheet_is_dressed_anew() -> None:
    own = {"QToolTip": "QTipLabel"}
    names = {name for line in re.findall(r"([^{}]+)\{", style_sheet()) for name in re.findall(r"\bQ\w+", line)}
    assert len(names) > 20
    for name in names - {"QAbstractItemView"}:
        there = getattr(QtWidgets, name, None) if name not in own else None
        dressed = issubclass(there, DRESSED) if there else own.get(name, name) in DRESSED_BY_NAME
        assert dressed, name


def test_that_a_change_of_theme_changes_palette_and_icons(light: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    before = light.pixmap("play", "accent").toImage()
    with qtbot.waitSignal(light.changed):
        light.set_mode("dark")
    assert light.dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK["canvas"])
    assert light.pixmap("play", "accent").toImage() != before
    light.toggle()
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT["canvas"])


def test_that_the_same_theme_again_changes_nothing(light: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(light.changed):
        light.set_mode("light")


def test_that_the_seventh_series_is_muted(light: Theme) -> None:
    assert light.series(5).name().upper() == LIGHT["c6"]
    assert light.series(6).name().upper() == LIGHT["cn"]
    assert light.series(None, words=True).name().upper() == LIGHT["cn_text"]


def test_that_an_unknown_token_is_a_bug(light: Theme) -> None:
    with pytest.raises(KeyError):
        light.colour("pink")


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_that_the_shipped_font_is_used_with_tabular_figures(light: Theme, weight: int) -> None:
    font = light.font(13, weight)
    assert QFontInfo(font).family().startswith("Inter")
    assert font.featureValue(QFont.Tag("tnum")) == 1
    assert font.families()[0] == fonts.FAMILY
    assert "Noto Sans CJK SC" in font.families()


def test_that_all_figures_are_equally_wide(light: Theme) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(light.font(13))
    assert metrics.horizontalAdvance("1111111111") == pytest.approx(metrics.horizontalAdvance("8888888888"))


@pytest.mark.parametrize("weight", [400, 500, 600])
@pytest.mark.parametrize("words", ["Straight-line model", "utf-8", "2026-11-25"])
def test_that_a_hyphen_is_no_wider_for_the_sake_of_figures(light: Theme, weight: int, words: str) -> None:
    from PySide6.QtGui import QFontMetricsF

    def hyphens(font: QFont) -> float:
        wide = QFontMetricsF(font).horizontalAdvance
        return wide(words) - wide(words.replace("-", ""))

    plain = QFont(light.font(13, weight))
    plain.clearFeatures()
    assert hyphens(light.font(13, weight)) == pytest.approx(hyphens(plain), abs=0.7)


@pytest.mark.parametrize("name", assets.icon_names())
def test_that_every_icon_can_be_tinted_and_drawn(qapp: QApplication, name: str) -> None:
    pixmap = icon_pixmap(name, QColor(LIGHT["accent"]), 16, 2.0)
    image = pixmap.toImage()
    assert pixmap.width() == 32 and pixmap.devicePixelRatio() == 2.0
    opaque = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
    assert opaque, "an icon has at least one full dot"
    wanted = QColor(LIGHT["accent"])
    assert all(abs(dot.red() - wanted.red()) <= 2 and abs(dot.blue() - wanted.blue()) <= 2 for dot in opaque)


def test_that_fonts_and_icons_carry_their_licences() -> None:
    root = assets.samples_folder().parent
    assert "SIL OPEN FONT LICENSE" in (root / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in (root / "icons" / "LICENSE.txt").read_text(encoding="utf-8")


STRONG = {"light": STRONG_LIGHT, "dark": STRONG_DARK}


@pytest.mark.parametrize("name", STRONG)
@pytest.mark.parametrize("ground", [*GROUNDS, "select"])
@pytest.mark.parametrize("word", ["text", "text2", "text3", "accent"])
def test_that_high_contrast_words_reach_seven_to_one(name: str, ground: str, word: str) -> None:
    assert contrast(STRONG[name][word], STRONG[name][ground]) >= 7


@pytest.mark.parametrize("name", STRONG)
@pytest.mark.parametrize("tone", ["ok", "warn", "bad"])
def test_that_high_contrast_tones_reach_seven_to_one(name: str, tone: str) -> None:
    assert contrast(STRONG[name][tone], STRONG[name]["canvas"]) >= 7
    assert contrast(STRONG[name][tone], STRONG[name][f"{tone}_soft"]) >= 7


@pytest.mark.parametrize("name", STRONG)
@pytest.mark.parametrize("line", ["line", "line2", "grid", "ghost", "control"])
def test_that_high_contrast_lines_are_seen(name: str, line: str) -> None:
    assert contrast(STRONG[name][line], STRONG[name]["canvas"]) >= 3
    assert contrast(STRONG[name]["on_fill"], STRONG[name]["accent_fill"]) >= 7


def test_that_the_systems_wish_for_contrast_is_followed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = Theme("light")
    assert not theme.strong
    hints = QGuiApplication.styleHints()
    wish = hints.accessibility()
    high = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(type(wish), "contrastPreference", lambda _wish: high)
    with qtbot.waitSignal(theme.changed):
        wish.contrastPreferenceChanged.emit(high)
    assert theme.strong
    assert theme.hex("text") == STRONG_LIGHT["text"]
    theme.set_mode("dark")
    assert theme.hex("text") == STRONG_DARK["text"]


def test_that_a_change_of_theme_dresses_no_widget_again_and_again(
    light: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    """However deep it lies: Qt alone would dress it once for each of its parents."""
    top = QWidget()
    qtbot.addWidget(top)
    inner = top
    for _ in range(12):
        inner = QWidget(inner)
    top.show()
    told = Told()
    inner.installEventFilter(told)
    light.set_mode("dark")
    assert (told.styles, told.palettes) == (0, 1)


class Told(QObject):
    """Counts the changes of style and palette that a widget is told of."""

    styles = palettes = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.styles += event.type() == QEvent.Type.StyleChange
        self.palettes += event.type() == QEvent.Type.PaletteChange
        return False


def test_that_a_switched_window_looks_as_one_that_started_so(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme("dark")
    theme.install(qapp)
    started = [picture(made) for made in everything(theme, qtbot)]
    theme.set_mode("light")
    shown, hidden = everything(theme, qtbot), everything(theme, qtbot)
    for widget in (*shown, *hidden):
        picture(widget)  # lays it out, scroll bars and all
    for widget in hidden:
        widget.hide()
    theme.set_mode("dark")
    same = [picture(widget) == there for widget, there in zip(shown, started, strict=True) if widget.isVisible()]
    assert same == [True] * (len(shown) - 1), "all but the menu"
    assert theme.dressing
    qtbot.waitUntil(lambda: not theme.dressing)
    assert [picture(widget) == there for widget, there in zip(hidden, started, strict=True)] == [True] * len(hidden)


def everything(theme: Theme, qtbot: QtBot) -> list[QWidget]:
    """What the sheet has rules for, what Fusion paints itself, and words in a tone."""
    made: list[QWidget] = [kind() for kind in (QLineEdit, QSpinBox, QComboBox, QTextEdit, QCheckBox, QPushButton)]
    made += [QTableWidget(3, 3), QProgressBar(), QScrollBar(), QSlider(), QDialog()]
    made += [Label(theme, "Words", tone="ok"), Prose(theme, "More words", tone="bad")]
    menu = QMenu()
    menu.addAction("Off").setEnabled(False)
    qtbot.addWidget(menu)
    for widget in made:
        qtbot.addWidget(widget)
        widget.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        widget.show()
    QApplication.processEvents()
    made[0].setEnabled(False)
    return [*made, menu]


def picture(widget: QWidget) -> QImage:
    widget.resize(120, 80)
    return widget.grab().toImage()


def test_that_an_icon_is_read_once_for_each_colour_and_size(light: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = assets.icon_svg
    monkeypatch.setattr(assets, "icon_svg", lambda name: read.append(name) or whole(name))
    pixmap = QPixmap(40, 40)
    painter = QPainter(pixmap)
    for size in (17, 17, 19):
        light.draw_icon(painter, "play", "ok", 0, 0, size)
    painter.end()
    assert len(read) == 2


def test_that_words_keep_their_colour_where_they_move_to_another_parent(light: Theme, qtbot: QtBot) -> None:
    window, drawer = QWidget(), QWidget()
    panel = QWidget(window)
    label = Label(light, "Optimiser", tone="text2", parent=panel)
    for widget in (window, drawer):
        qtbot.addWidget(widget)
        widget.show()
    light.set_mode("dark")
    qtbot.waitUntil(lambda: not light.dressing)
    for parent in (drawer, window):  # as an inspector does where the window gets narrow, and back
        panel.setParent(parent)
        panel.show()
        assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK["text2"])
    light.set_mode("light")
    panel.setParent(drawer)
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT["text2"])
