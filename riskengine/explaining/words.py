"""Every word that an explanation says of its own, in one table for each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from riskengine.calendar import MONTHS
from riskengine.explaining.english import ENGLISH_TABLE
from riskengine.records import field, record

__all__ = ["ENGLISH", "Words"]


@record
class Words:
    """One language: its code, its month names from January, and its texts by key.

    `link` joins the last part to a list, where that takes more than a text between them. `names` is what a rule set calls
    its grades, options and other names in this language. Texts in English are marked where it is not English.

    >>> ENGLISH.say("withheld")
    '[withheld]'
    """

    language: str
    months: tuple[str, ...]
    table: Mapping[str, str]
    link: Callable[[str, str], str] | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def marks_english(self) -> bool:
        """Whether what stands in English is marked as such."""
        return self.language != "en"

    def linked(self, link: str, text: str) -> str:
        """The last part of a list with what joins it to the others: `link` is `and` or `or`."""
        return self.say(f"link_{link}") + text if self.link is None else self.link(link, text)

    def say(self, key: str, **parts: object) -> str:
        """The text under `key` with its gaps filled. Raises KeyError for a key or gap that is not there."""
        text = self.table[key]
        return text.format_map(parts) if parts else text

    def has(self, key: str) -> bool:
        """Whether there is a text under `key`."""
        return key in self.table


ENGLISH = Words("en", MONTHS, ENGLISH_TABLE)
