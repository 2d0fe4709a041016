"""Explanations as text for a terminal or a file: complete when piped, plain without colour, wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from riskengine.explaining.tree import Block, Form, Item, Items, Paragraph, Tree, in_plain_text
from riskengine.explaining.values import visible

__all__ = ["NARROWEST", "render_text"]

NARROWEST = 30
"""Text is never wrapped at fewer columns than this."""

_STYLES = {
    "title": "bold",
    "heading": "bold underline",
    "error": "bold red",
    "undetermined": "bold yellow",
    "warning": "yellow",
    "note": "",
    "good": "bold green",
    "detail": "dim",
    "plain": "",
}


_UNBROKEN = ("http://", "https://")
"""Addresses stay whole, so that they can be copied."""


_NARROW_LETTERS = dict.fromkeys((*range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x203A))
"""Letters of western languages and common punctuation, which take one column each."""


_TALL = 4
"""How many lines to write on take the place of one where several sentences are asked for."""


_Line = tuple[str, str]
"""One line and what it is, which colours it."""


def render_text(tree: Tree, *, color: bool = False, width: int = 100) -> str:
    """The whole explanation as lines that end in a line break; no line takes more columns than `width`, save for an address.

    Without `color` there is nothing but printable text in it. A number of columns under `NARROWEST` counts
    as that. Wide letters take two columns and marks on letters none, as on a terminal.
    """
    page = _Page(max(width, NARROWEST))
    page.tree(in_plain_text(tree))
    if color:
        return _coloured(page.lines)
    return "\n".join([text for text, _ in page.lines]) + "\n"


def _coloured(lines: Sequence[_Line]) -> str:
    """The same lines with terminal colours, by rich, which is never given markup to read."""
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {name: Style.parse(style) if style else Style.null() for name, style in _STYLES.items()}
    return "".join(
        styles[style].render(text, color_system=ColorSystem.STANDARD) + "\n" if text else "\n" for text, style in lines
    )


class _Page:
    """The lines written so far, of at most `width` columns."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[_Line] = []

    def tree(self, tree: Tree) -> None:
        """A whole explanation."""
        self.wrap(tree.title, style="title")
        self.gap()
        for place, text in enumerate(tree.summary):
            self.wrap(text, style=tree.tone if place == 0 else "plain")
        self.gap()
        self.key_facts(tree)
        for section in tree.sections:
            self.gap()
            self.wrap(section.title, style="heading")
            for block in section.blocks:
                self.block(block)
        self.gap()
        for text in tree.notices:
            self.wrap(text)
        if tree.footer:
            self.wrap(tree.footer, style="detail")

    def gap(self) -> None:
        """An empty line."""
        self.lines.append(("", "plain"))

    def key_facts(self, tree: Tree) -> None:
        """Labels and values in two columns, where there is room for two."""
        column = max((len(visible(label)) for label, _ in tree.key_facts), default=0) + 2
        for label, value in tree.key_facts:
            if column > self.width // 2:
                self.wrap(f"{label}: {value}")
            else:
                self.wrap(value, first=f"{visible(label)}:".ljust(column))

    def block(self, block: Block) -> None:
        """A paragraph, a list, or a form to fill in."""
        match block:
            case Paragraph(text, tone):
                self.wrap(text, style=tone)
            case Items(items, ordered):
                for number, item in enumerate(items, 1):
                    self.item(item, f"  {number}. " if ordered else "  - ")
            case Form(labels, tall):
                for label in labels:
                    self.gap()
                    self.wrap(f"{label}:")
                    for _ in range(_TALL if label in tall else 1):
                        self.gap()
                        self.lines.append(("_" * min(self.width, 60), "plain"))

    def item(self, item: Item, mark: str) -> None:
        """An item of a list, its details set in below it."""
        self.wrap(item.text, first=mark, style=item.tone)
        inset = " " * len(mark)
        for detail in item.details:
            self.wrap(detail, first=inset, style="detail")

    def wrap(self, text: str, *, first: str = "", style: str = "plain") -> None:
        """A text in as many lines as it takes, the later ones set in as far as `first` is long."""
        room = self.width - len(first)
        shown = visible(text)
        if len(shown) <= room and shown.isascii():
            self.lines.append(((first + shown).rstrip(), style))
            return
        start = first
        for piece in _narrow_pieces(shown, room) if _is_narrow(shown) else _wide_pieces(shown, room):
            self.lines.append(((start + piece).rstrip(), style))
            start = " " * len(first)


def _is_narrow(text: str) -> bool:
    """Whether every letter surely takes one column, or none."""
    return text.isascii() or text.translate(_NARROW_LETTERS).isascii()


def _narrow_pieces(text: str, room: int) -> Iterator[str]:
    """A text of narrow letters, cut at spaces where there are any."""
    place = 0
    while len(text) - place > room:
        cut = text.rfind(" ", place, place + room + 1)
        if cut < place and text.startswith(_UNBROKEN, place):
            cut = text.find(" ", place)
            if cut < 0:
                break
        if cut >= place:
            yield text[place:cut]
            place = cut + 1
        else:
            yield text[place : place + room]
            place += room
    yield text[place:]


def _wide_pieces(text: str, room: int) -> Iterator[str]:
    """The same for a text in which letters may take two columns."""
    line: list[str] = []
    column = 0
    for whole in text.split(" "):
        word, size = whole, _columns(whole)
        if line and column + size > room:
            yield " ".join(line)
            column, line = 0, []
        while size > room and not word.startswith(_UNBROKEN):
            head = _fitting(word, room)
            yield head
            word = word[len(head) :]
            size = _columns(word)
        line.append(word)
        column += size + 1
    yield " ".join(line)


def _columns(word: str) -> int:
    """How many terminal columns a word takes."""
    if word.isascii():
        return len(word)
    return sum(_letter_columns(letter) for letter in word)


def _letter_columns(letter: str) -> int:
    """None for a mark that is set on the letter before it, two for a wide letter, one for any other."""
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _fitting(word: str, room: int) -> str:
    """The longest beginning of a word that fits; never empty."""
    taken = 0
    for place, letter in enumerate(word):
        taken += _letter_columns(letter)
        if taken > room and place:
            return word[:place]
    return word
