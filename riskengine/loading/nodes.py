"""A file being read: its tree of nodes with marks, and the problems found in it so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from riskengine.diagnostics import Diagnostic, Place
from riskengine.loading.scalars import ScalarValue
from riskengine.records import field, record, working

if TYPE_CHECKING:
    from riskengine.loading.marks import Mark, Spanned
else:  # annotations alone name them
    Mark = Spanned = object

__all__ = [
    "MAX_PROBLEMS",
    "BrokenNode",
    "Entry",
    "ListNode",
    "MapNode",
    "Mark",
    "Node",
    "Position",
    "Reading",
    "ScalarNode",
    "Spanned",
]

MAX_PROBLEMS = 100
"""The most problems listed for one file: after that a list helps nobody."""


class Position(NamedTuple):
    """A mark of our own."""

    line: int
    column: int


class ScalarNode(NamedTuple):
    """A scalar: the text as read, its value, and whether it was written without quotes."""

    text: str
    value: ScalarValue
    plain: bool
    start: Mark
    end: Mark


class ListNode(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    start: Mark
    end: Mark


class MapNode(NamedTuple):
    """A mapping, in the order written."""

    entries: dict[str, Entry]
    start: Mark
    end: Mark


@record
class BrokenNode:
    """Something whose problem is already reported; readers pass over it in silence."""

    start: Mark
    end: Mark


class Entry(NamedTuple):
    """A key of a mapping, which is always text, and what it holds."""

    key: ScalarNode
    value: Node


Node = ScalarNode | ListNode | MapNode | BrokenNode


@working
class Reading:
    """One file being read. `file` is the name that places carry; `problems` is shared by all files."""

    file: str
    text: str
    problems: list[Diagnostic]
    reported: int = 0
    _lines: list[str] = field(default_factory=list)

    def place(self, node: Spanned) -> Place:
        """Where a node stands."""
        start, end = node.start, node.end
        return Place(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def line(self, number: int) -> str:
        """A line of the text, counted from 1; empty beyond its end."""
        if not self._lines:
            self._lines = self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def report(
        self,
        code: str,
        node: Spanned,
        message: str,
        help_text: str = "",
        related: tuple[tuple[Place, str], ...] = (),
    ) -> None:
        """Note a problem at a node. Beyond `MAX_PROBLEMS` in one file nothing more is noted."""
        self.reported += 1
        if self.reported > MAX_PROBLEMS:
            return
        place = self.place(node)
        if self.reported == MAX_PROBLEMS:
            code, message, help_text, related = (
                "RE132",
                f"this file has {MAX_PROBLEMS} problems or more; the rest are not listed",
                "",
                (),
            )
        self.problems.append(Diagnostic(code, message, place, help_text, related=related, source=self.line(place.line)))
