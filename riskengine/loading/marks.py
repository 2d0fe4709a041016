"""What every position and every stretch of a file offers: for type checkers alone, so that a start need not make it."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Mark", "Spanned"]


class Mark(Protocol):
    """A position as the parser counts: lines and columns from 0, in code points."""

    @property
    def line(self) -> int:
        """The line, from 0."""

    @property
    def column(self) -> int:
        """The column, from 0."""


class Spanned(Protocol):
    """Anything that has a start and an end."""

    @property
    def start(self) -> Mark:
        """Where it starts."""

    @property
    def end(self) -> Mark:
        """The first code point after it."""
