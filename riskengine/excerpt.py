"""A diagnostic as plain text: its code and message, its place, the line with a caret, and the help.

error[RE201]: a rule has no key `whne`
  --> rules/access.yaml:3:3
   |
 3 |   whne: {lives_with_child: true}
   |   ^^^^
   = help: did you mean `when`?
"""

from __future__ import annotations

import unicodedata

from riskengine.diagnostics import Diagnostic, Place

__all__ = ["MAX_WIDTH", "printable", "render"]

MAX_WIDTH = 100
"""The most columns of a source line that are shown."""
_BEFORE_CARET = 30


def render(diagnostic: Diagnostic) -> str:
    """One diagnostic as lines of plain text, without a newline at the end. Safe to print on a terminal.

    >>> print(render(Diagnostic("RE118", "a value is missing here", Place("a.yaml", 1, 3, 1, 4), source="a:")))
    error[RE118]: a value is missing here
      --> a.yaml:1:3
       |
     1 | a:
       |   ^
    """
    place = diagnostic.place
    gutter = " " * (len(str(place.line)) + 1)
    lines = [f"{diagnostic.severity}[{diagnostic.code}]: {_flat(diagnostic.message)}"]
    if str(place):
        lines.append(f"{gutter}--> {_flat(str(place))}")
    if place.line and diagnostic.source:
        lines += _excerpt(place, diagnostic.source, gutter)
    lines += [f"{gutter} = {_flat(word)}: {_flat(str(where))}" for where, word in diagnostic.related]
    if diagnostic.help:
        lines.append(f"{gutter} = help: {_flat(diagnostic.help)}")
    return "\n".join(lines)


def _excerpt(place: Place, source: str, gutter: str) -> list[str]:
    start = max(place.column - 1, 0)
    end = place.end_column - 1 if place.end_line == place.line else len(source.rstrip())
    shown, start, end = _window(source.rstrip("\n"), start, max(end, start + 1))
    # Measured after making it printable: a control character is shown by several columns, a wide one by two.
    before, under = printable(shown[:start]), printable(shown[start:end])
    caret = " " * _columns(before) + "^" * max(_columns(under), 1)
    return [f"{gutter} |", f" {place.line} | {printable(shown)}".rstrip(), f"{gutter} | {caret}"]


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a long line around the caret, and where the caret then stands."""
    end = max(min(end, len(line)), start + 1)
    if len(line) <= MAX_WIDTH:
        return line, start, end
    first = max(0, min(start - _BEFORE_CARET, len(line) - MAX_WIDTH)) if start > MAX_WIDTH - _BEFORE_CARET else 0
    last = first + MAX_WIDTH
    head, tail = ("…" if first else ""), ("…" if last < len(line) else "")
    shown = head + line[first:last] + tail
    return shown, start - first + len(head), min(end - first + len(head), len(shown))


def printable(text: str) -> str:
    """A text in which every character that cannot be seen is shown as its code point.

    >>> printable("a\\tb\\u202e")
    'a<U+0009>b<U+202E>'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == " " else f"<U+{ord(char):04X}>" for char in text)


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _flat(text: str) -> str:
    return printable(" ".join(text.split("\n")))
