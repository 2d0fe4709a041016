"""CSV text to rows of cells that know where they stand (RFC 4180: commas, double quotes, line ends within quotes)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from riskengine.loading.nodes import Position

__all__ = ["Cell", "CsvProblem", "read_rows"]

_PLAIN = re.compile(r'[^",\n]*')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


class Cell(NamedTuple):
    """One cell: its text without the quotes around it, and where it stands, quotes included."""

    text: str
    start: Position
    end: Position


class CsvProblem(ValueError):
    """A text that is no CSV, and where that shows."""

    def __init__(self, message: str, at: Position) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


def read_rows(text: str) -> Iterator[tuple[Cell, ...]]:
    """Every row that is not blank. Line ends are `\\n`. Raises CsvProblem where quotes do not pair.

    >>> [[cell.text for cell in row] for row in read_rows('a,"b, c"\\n1,2')]
    [['a', 'b, c'], ['1', '2']]
    """
    at, line, line_start = 0, 0, 0
    row: list[Cell] = []
    while at <= len(text):
        start = Position(line, at - line_start)
        found = _QUOTED.match(text, at) or _PLAIN.match(text, at)
        assert found is not None
        held = found[0]
        breaks = held.count("\n")
        if breaks:
            line, line_start = line + breaks, at + held.rfind("\n") + 1
        at = found.end()
        end = Position(line, at - line_start)
        row.append(Cell(found[1].replace('""', '"') if held.startswith('"') else held, start, end))
        following = text[at : at + 1]
        if following not in ("", ",", "\n"):
            raise CsvProblem("a quotation mark has no partner here", end)
        at += 1
        if following != ",":
            if any(cell.text.strip() for cell in row):
                yield tuple(row)
            row = []
            line, line_start = line + 1, at
