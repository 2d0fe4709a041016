"""Truths and numbers over many completions at once: masks of bits, and spans each with the mask in which it holds."""

from __future__ import annotations

from typing import TypeVar

from riskengine.evaluating.inputs import Span
from riskengine.evaluating.spans import NOT_APPLICABLE
from riskengine.facts import Number
from riskengine.truth import Truth

__all__ = ["MOST_PARTS", "Mask", "Parts", "Sums", "hull", "is_known", "merge", "put"]

Mask = tuple[int, int]
"""The completions in which something is certainly true, and those in which it is certainly false."""
Parts = list[tuple[Span, int]]
"""A number over the completions: spans, each with the completions in which it holds."""
Sums = dict[tuple[Number, Number], int]
"""What points come to: least and most, each with the completions in which they do."""

MOST_PARTS = 512
"""A number that comes to more spans than this is put together as one."""

_Key = TypeVar("_Key")


def is_known(span: Span) -> bool:
    """Whether a span is one number that applies."""
    return span.low is not None and span.low == span.high and span.applies is Truth.TRUE


def put(parts: dict[_Key, int], key: _Key, mask: int) -> None:
    """Add completions to what holds in them; nothing is kept that holds in none.

    >>> parts = {"a": 0b01}
    >>> put(parts, "a", 0b10)
    >>> parts
    {'a': 3}
    """
    if mask:
        parts[key] = parts.get(key, 0) | mask


def merge(parts: Parts) -> Parts:
    """Put equal spans together; too many are put together as one, which stays sound."""
    merged: dict[Span, int] = {}
    for span, mask in parts:
        put(merged, span, mask)
    return list(merged.items()) if len(merged) <= MOST_PARTS else [hull(list(merged.items()))]


def hull(parts: Parts) -> tuple[Span, int]:
    """One span that holds them all.

    >>> hull([(Span(1, 2), 0b01), (Span(5, 5), 0b10)])
    (Span(low=1, high=5, applies=<Truth.TRUE: 3>), 3)
    """
    covered = 0
    for _, mask in parts:
        covered |= mask
    spans = [span for span, _ in parts if span.applies is not Truth.FALSE]
    if not spans:
        return NOT_APPLICABLE, covered
    lows, highs = [span.low for span in spans], [span.high for span in spans]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    certain = all(span.applies is Truth.TRUE for span, _ in parts)
    return Span(low, high, Truth.TRUE if certain else Truth.UNKNOWN), covered
