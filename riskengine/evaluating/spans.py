"""Arithmetic on numbers of which only a span is known: sound, and exact where the ends are known."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any

from riskengine.evaluating.exact import minus, plus, times
from riskengine.evaluating.inputs import Span
from riskengine.facts import Number
from riskengine.truth import Truth, all_of, any_of, negate, truth_of

__all__ = ["NOT_APPLICABLE", "OPEN", "add_spans", "compare_spans", "count_span", "known", "quantity_span", "span_between"]

OPEN = Span(None, None)
NOT_APPLICABLE = Span(None, None, Truth.FALSE)
ZERO = Span(0, 0)


def known(value: Number) -> Span:
    """The span of a number that is known.

    >>> known(3)
    Span(low=3, high=3, applies=<Truth.TRUE: 3>)
    """
    return Span(value, value)


def add_spans(parts: Iterable[Span]) -> Span:
    """The span of a sum of numbers that all apply."""
    low: Number | None = 0
    high: Number | None = 0
    for part in parts:
        low = None if low is None or part.low is None else plus(low, part.low)
        high = None if high is None or part.high is None else plus(high, part.high)
    return Span(low, high)


def count_span(truths: Iterable[Truth]) -> Span:
    """How many are true: at least those that are, at most those that are not false."""
    values = list(truths)
    return Span(sum(t is Truth.TRUE for t in values), sum(t is not Truth.FALSE for t in values))


def _optional(part: Span) -> Span:
    """A span that counts as 0 where it may not apply."""
    if part.applies is Truth.TRUE:
        return part
    if part.applies is Truth.FALSE:
        return ZERO
    return Span(None if part.low is None else min(0, part.low), None if part.high is None else max(0, part.high))


def _least(values: Iterable[Number | None]) -> Number | None:
    """The smallest, where None is minus infinity."""
    found = list(values)
    return None if None in found else min(value for value in found if value is not None)


def _greatest(values: Iterable[Number | None]) -> Number | None:
    """The greatest, where None is plus infinity."""
    found = list(values)
    return None if None in found else max(value for value in found if value is not None)


def _sum(parts: Sequence[Span]) -> Span:
    return add_spans(map(_optional, parts))


def _minimum(parts: Sequence[Span]) -> Span:
    return _extreme(parts, greatest=False)


def _maximum(parts: Sequence[Span]) -> Span:
    return _extreme(parts, greatest=True)


def _extreme(parts: Sequence[Span], *, greatest: bool) -> Span:
    """The smallest or greatest of those that apply; not applicable where none does."""
    present = [part for part in parts if part.applies is not Truth.FALSE]
    if not present:
        return NOT_APPLICABLE
    certain = [part for part in present if part.applies is Truth.TRUE]
    applies = Truth.TRUE if certain else Truth.UNKNOWN
    if greatest:
        high = _greatest(part.high for part in present)
        low = _bottom(certain) if certain else _least(part.low for part in present)
    else:
        low = _least(part.low for part in present)
        high = _top(certain) if certain else _greatest(part.high for part in present)
    return Span(low, high, applies)


def _bottom(certain: Sequence[Span]) -> Number | None:
    """A greatest of these is at least each one's low end."""
    lows = [part.low for part in certain if part.low is not None]
    return max(lows) if lows else None


def _top(certain: Sequence[Span]) -> Number | None:
    """A smallest of these is at most each one's high end."""
    highs = [part.high for part in certain if part.high is not None]
    return min(highs) if highs else None


def _difference(parts: Sequence[Span]) -> Span:
    first, second = parts
    low = None if first.low is None or second.high is None else minus(first.low, second.high)
    high = None if first.high is None or second.low is None else minus(first.high, second.low)
    return Span(low, high)


def _product(parts: Sequence[Span]) -> Span:
    return reduce(_times, parts)


def _times(first: Span, second: Span) -> Span:
    ones, others = ([end for end in span[:2] if end is not None] for span in (first, second))
    if len(ones) < len(first[:2]) or len(others) < len(second[:2]):
        return OPEN
    corners = [times(one, other) for one, other in itertools.product(ones, others)]
    return Span(min(corners), max(corners))


_KINDS: dict[str, Callable[[Sequence[Span]], Span]] = {
    "sum": _sum,
    "minimum_of": _minimum,
    "maximum_of": _maximum,
    "difference": _difference,
    "product": _product,
}
_SKIPPING = frozenset({"sum", "minimum_of", "maximum_of"})


def quantity_span(kind: str, parts: Sequence[Span]) -> Span:
    """The span of a number worked out from numbers (language 2, `quantities`).

    >>> quantity_span("difference", [known(5), Span(1, 2)])
    Span(low=3, high=4, applies=<Truth.TRUE: 3>)
    """
    if kind in _SKIPPING:
        return _KINDS[kind](parts)
    return _applying(_KINDS[kind], parts)


def _applying(work: Callable[[Sequence[Span]], Span], parts: Sequence[Span]) -> Span:
    applies = all_of(part.applies for part in parts)
    if applies is Truth.FALSE:
        return NOT_APPLICABLE
    return work(parts)._replace(applies=applies)


def span_between(
    measure: Callable[[Any, Any], Number | None], start: tuple[Any, Any], end: tuple[Any, Any], applies: Truth
) -> Span:
    """The span of a time between two moments of which (earliest, latest) are known.

    `measure` grows with its second argument and falls with its first; None where it cannot tell.
    """
    if applies is Truth.FALSE:
        return NOT_APPLICABLE
    return Span(measure(start[1], end[0]), measure(start[0], end[1]), applies)


def compare_spans(operator: str, subject: Span, operands: Sequence[Span]) -> Truth:
    """The truth of a comparison of numbers, what is not applicable left aside.

    >>> compare_spans("at_least", Span(2, 5), [known(2)])
    <Truth.TRUE: 3>
    >>> compare_spans("is", Span(2, 5), [known(2)])
    <Truth.UNKNOWN: 1>
    """
    match operator:
        case "is":
            return _same(subject, operands[0])
        case "is_not":
            return negate(_same(subject, operands[0]))
        case "in":
            return any_of(_same(subject, each) for each in operands)
        case "not_in":
            return negate(any_of(_same(subject, each) for each in operands))
        case "more_than":
            return negate(_at_most(subject, operands[0]))
        case "at_least":
            return _at_most(operands[0], subject)
        case "less_than":
            return negate(_at_most(operands[0], subject))
        case "at_most":
            return _at_most(subject, operands[0])
        case "between":
            return all_of((_at_most(operands[0], subject), _at_most(subject, operands[1])))
    raise ValueError(f"{operator} does not compare numbers")


def _at_most(first: Span, second: Span) -> Truth:
    if first.high is not None and second.low is not None and first.high <= second.low:
        return Truth.TRUE
    if first.low is not None and second.high is not None and first.low > second.high:
        return Truth.FALSE
    return Truth.UNKNOWN


def _same(first: Span, second: Span) -> Truth:
    if first.low is not None and first.low == first.high and second.low is not None and second.low == second.high:
        return truth_of(first.low == second.low)
    apart = _at_most(first, second) is Truth.FALSE or _at_most(second, first) is Truth.FALSE
    return Truth.FALSE if apart else Truth.UNKNOWN
