"""Texts that stand in English in an explanation in another language, each marked from where it comes to where it is printed.

A mark is a pair of characters that no quoted text can hold: `visible` spells them out wherever else they come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["InEnglish", "bare_start", "bracketed", "ends_sentence", "english", "spans"]

_START, _END = "\ue000", "\ue001"
_SPAN = re.compile(f"{_START}([^{_START}{_END}]*){_END}")
_STRAY = re.compile(f"[{_START}{_END}]")


class InEnglish(str):
    """A text of a rule set or of guidance that has no wording in the language of the explanation."""

    __slots__ = ()


def english(text: str) -> str:
    """A text, already fit to be shown, marked as English; a full stop at its end stays outside of the marks.

    >>> bracketed(english("Act now."), "[{text}]")
    '[Act now].'
    """
    bare = text.rstrip(".")
    return f"{_START}{_STRAY.sub('', bare)}{_END}{text[len(bare) :]}" if bare else text


def spans(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in order, each with whether it is marked as English. Parts are never empty.

    >>> list(spans("Rheol: " + english("act now") + "."))
    [('Rheol: ', False), ('act now', True), ('.', False)]
    """
    for number, part in enumerate(_SPAN.split(text)):
        if part:
            yield _STRAY.sub("", part), number % 2 == 1


def bracketed(text: str, form: str) -> str:
    """The text with what is marked put into words: `form` has a gap `{text}`."""
    if _START not in text:
        return text
    return "".join(form.replace("{text}", part) if marked else part for part, marked in spans(text))


def bare_start(text: str) -> int:
    """Where the first letter of a text stands, after a mark."""
    return 1 if text.startswith(_START) else 0


def ends_sentence(text: str) -> bool:
    """Whether a text has a mark of punctuation at its end that ends a sentence."""
    return text.rstrip(_END).endswith((".", "?", "!", ":"))
