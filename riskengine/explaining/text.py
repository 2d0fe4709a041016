"""Explanations as text for a terminal or a file: complete when piped, plain without colour, wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from riskengine.explaining.tree import Block, Form, Item, Items, Paragraph, Section, Tree
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


class _Line(NamedTuple):
    """One line and what it is, which colours it."""

    text: str
    style: str = "plain"


def render_text(tree: Tree, *, color: bool = False, width: int = 100) -> str:
    """The whole explanation as lines that end in a line break; no line takes more columns than `width`, save for an address.

    Without `color` there is nothing but printable text in it. A number of columns under `NARROWEST` counts
    as that. Wide letters take two columns and marks on letters none, as on a terminal.
    """
    lines = _lines(tree, max(width, NARROWEST))
    if not color:
        return "".join(line.text + "\n" for line in lines)
    return _coloured(lines)


def _coloured(lines: Iterator[_Line]) -> str:
    """The same lines with terminal colours, by rich, which is never given markup to read."""
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {name: Style.parse(style) if style else Style.null() for name, style in _STYLES.items()}
    return "".join(
        styles[line.style].render(line.text, color_system=ColorSystem.STANDARD) + "\n" if line.text else "\n" for line in lines
    )


def _lines(tree: Tree, width: int) -> Iterator[_Line]:
    yield from _wrap(tree.title, width, style="title")
    yield _Line("")
    for place, text in enumerate(tree.summary):
        yield from _wrap(text, width, style=tree.tone if place == 0 else "plain")
    yield _Line("")
    yield from _key_facts(tree, width)
    for section in tree.sections:
        yield _Line("")
        yield from _section(section, width)
    yield _Line("")
    for text in tree.notices:
        yield from _wrap(text, width)
    if tree.footer:
        yield from _wrap(tree.footer, width, style="detail")


def _key_facts(tree: Tree, width: int) -> Iterator[_Line]:
    """Labels and values in two columns, where there is room for two."""
    column = max((len(visible(label)) for label, _ in tree.key_facts), default=0) + 2
    for label, value in tree.key_facts:
        if column > width // 2:
            yield from _wrap(f"{label}: {value}", width)
        else:
            yield from _wrap(value, width, first=f"{visible(label)}:".ljust(column))


def _section(section: Section, width: int) -> Iterator[_Line]:
    yield from _wrap(section.title, width, style="heading")
    for block in section.blocks:
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[_Line]:
    match block:
        case Paragraph(text, tone):
            yield from _wrap(text, width, style=tone)
        case Items(items, ordered):
            for number, item in enumerate(items, 1):
                yield from _item(item, f"{number}. " if ordered else "- ", width)
        case Form(labels):
            for label in labels:
                yield _Line("")
                yield from _wrap(f"{label}:", width)
                yield _Line("")
                yield _Line("_" * min(width, 60))


def _item(item: Item, mark: str, width: int) -> Iterator[_Line]:
    yield from _wrap(item.text, width, first="  " + mark, style=item.tone)
    for detail in item.details:
        yield from _wrap(detail, width, first=" " * (len(mark) + 2), style="detail")


def _wrap(text: str, width: int, *, first: str = "", style: str = "plain") -> Iterator[_Line]:
    """The text in lines of at most `width` columns, later lines set in as far as `first` is long."""
    start, room = first, width - len(first)
    shown = visible(text)
    for piece in _narrow_pieces(shown, room) if _is_narrow(shown) else _wide_pieces(shown, room):
        yield _Line((start + piece).rstrip(), style)
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
