"""Every word that an explanation says of its own, in one table for each language."""

from __future__ import annotations

from collections.abc import Mapping

from riskengine.calendar import MONTHS
from riskengine.explaining.english import ENGLISH_TABLE
from riskengine.records import record

__all__ = ["ENGLISH", "Words"]


@record
class Words:
    """One language: its code, its month names from January, and its texts by key.

    >>> ENGLISH.say("withheld")
    '[withheld]'
    """

    language: str
    months: tuple[str, ...]
    table: Mapping[str, str]

    def say(self, key: str, **parts: object) -> str:
        """The text under `key` with its gaps filled. Raises KeyError for a key or gap that is not there."""
        text = self.table[key]
        return text.format_map(parts) if parts else text

    def has(self, key: str) -> bool:
        """Whether there is a text under `key`."""
        return key in self.table


ENGLISH = Words("en", MONTHS, ENGLISH_TABLE)
