"""What each answer to a question would come to, in a line each: "If yes: at least high."."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from riskengine.evaluating.answers import Answer, Cell
from riskengine.evaluating.axes import STEP
from riskengine.explaining.phrases import known_value_text
from riskengine.explaining.telling import Telling
from riskengine.explaining.values import list_text, moment_text, number_text, plain_number
from riskengine.facts import Fact, FactType, Number, Value
from riskengine.truth import Truth

__all__ = ["answer_lines", "cells_text"]

_TICK = timedelta(microseconds=1)
_MOST_SETS = 8
"""More sets of options than this are not listed one by one."""


def answer_lines(telling: Telling, slot: int) -> Iterator[str]:
    """A line for each thing that answers to one question can come to; none where they all come to the same.

    Nothing in a view that withholds facts: what an answer would come to depends on what is recorded of the others.
    """
    if telling.knowing.withheld:
        return
    grouped: dict[tuple[Truth, int, int], list[Cell]] = {}
    answers = telling.what_if.answers(slot)
    for answer in answers:
        grouped.setdefault((answer.scope, answer.least, answer.most), []).append(answer.cell)
    sets = telling.knowing.program.facts[slot].type is FactType.CHOICES
    if not grouped or len(grouped) == 1 or (sets and len(answers) > _MOST_SETS):
        return
    everything = [answer.cell for answer in answers]
    for (scope, least, most), cells in grouped.items():
        said = cells_text(telling, slot, cells, everything)
        then = _comes_to(telling, Answer(cells[0], scope, least, most))
        yield telling.say("answer.line", answer=said, then=then)


def _comes_to(telling: Telling, answer: Answer) -> str:
    if answer.scope is Truth.FALSE:
        return telling.say("answer.outside")
    if answer.least == answer.most:
        said = telling.say("answer.least", least=telling.grade(answer.least))
    else:
        said = telling.say("answer.range", least=telling.grade(answer.least), most=telling.grade(answer.most))
    return said if answer.scope is Truth.TRUE else telling.say("answer.scope_open", range=said)


def cells_text(telling: Telling, slot: int, cells: Iterable[Cell], everything: Sequence[Cell]) -> str:
    """Some of a fact's cells as alternatives; `everything` are all that it has, lowest first."""
    fact = telling.knowing.program.facts[slot]
    if fact.type is FactType.CHOICES:
        mentioned = frozenset[str]().union(*(cell.value for cell in everything if isinstance(cell.value, frozenset)))
        return list_text((_set_text(telling, slot, cell, mentioned) for cell in cells), telling.words, link="or")
    ends = everything[0].low, everything[-1].high
    parts = [text for cell in _joined(cells, everything) for text in _cell_texts(telling, fact, slot, cell, ends)]
    return list_text(parts, telling.words, link="or")


def _joined(cells: Iterable[Cell], everything: Sequence[Cell]) -> Iterator[Cell]:
    """The cells with neighbouring stretches put together."""
    last: Cell | None = None
    for cell in cells:
        if last is not None and _follows(last, cell, everything):
            last = Cell(last.value, last.low, cell.high)
            continue
        if last is not None:
            yield last
        last = cell
    if last is not None:
        yield last


def _follows(first: Cell, second: Cell, everything: Sequence[Cell]) -> bool:
    """Whether a stretch begins where another one ends."""
    if first.values or first.other:
        return False
    return any(one.high == first.high and two == second for one, two in pairwise(everything))


def _cell_texts(telling: Telling, fact: Fact, slot: int, cell: Cell, ends: tuple[Value | None, Value | None]) -> Iterator[str]:
    if fact.type is FactType.BOOLEAN:
        yield telling.say("answer.yes" if cell.value else "answer.no")
    elif cell.other:
        yield telling.say("answer.other_text")
    elif cell.values:
        yield from (known_value_text(telling.knowing, slot, value) for value in cell.values)
    else:
        low = None if cell.low == ends[0] else cell.low
        high = None if cell.high == ends[1] else cell.high
        yield _moments(telling, cell, low, high) if fact.type.is_moment else _numbers(telling, cell, low, high)


def _set_text(telling: Telling, slot: int, cell: Cell, mentioned: frozenset[str]) -> str:
    chosen = cell.value if isinstance(cell.value, frozenset) else frozenset()
    some = known_value_text(telling.knowing, slot, chosen)
    if not mentioned:
        return telling.say("answer.whatever")
    if chosen == mentioned:
        return telling.say("answer.some", some=some)
    others = known_value_text(telling.knowing, slot, mentioned - chosen)
    return telling.say("answer.some_without", some=some, others=others) if chosen else telling.say("answer.none", others=others)


def _numbers(telling: Telling, cell: Cell, low: Value | None, high: Value | None) -> str:
    """A stretch of numbers; an end is None where the domain ends there anyway."""
    if cell.low is not None and cell.low == cell.high:
        return telling.say("answer.number_is", low=number_text(_number(cell.low)))
    if low is None:
        return telling.say("answer.number_any") if high is None else _end(telling, _number(high))
    if high is None:
        return _start(telling, _number(low))
    if isinstance(low, int) and isinstance(high, int):
        return telling.say("answer.number_between", low=number_text(low), high=number_text(high))
    return telling.say("answer.both", one=_start(telling, _number(low)), other=_end(telling, _number(high)))


def _start(telling: Telling, low: Number) -> str:
    before = low - STEP
    if _is_plainer(before, low):
        return telling.say("answer.number_above", low=number_text(before))
    return telling.say("answer.number_from", low=number_text(low))


def _end(telling: Telling, high: Number) -> str:
    after = high + STEP
    if _is_plainer(after, high):
        return telling.say("answer.number_below", high=number_text(after))
    return telling.say("answer.number_to", high=number_text(high))


def _is_plainer(other: Number, place: Number) -> bool:
    """Whether a decimal is the one next to a plainer one, at which a stretch is cut."""
    return isinstance(place, Decimal) and len(plain_number(other)) < len(plain_number(place))


def _number(value: Value) -> Number:
    assert isinstance(value, int | Decimal)
    return value


def _moments(telling: Telling, cell: Cell, low: Value | None, high: Value | None) -> str:
    """A stretch of days or instants; an end is None where the domain ends there anyway."""
    if cell.low is not None and cell.low == cell.high:
        return telling.say("answer.moment_is", low=_moment(telling, cell.low))
    parts = []
    if low is not None:
        parts.append(telling.say("answer.moment_from", low=_moment(telling, low)))
    if isinstance(high, datetime):
        parts.append(telling.say("answer.moment_below", high=_moment(telling, high + _TICK)))
    elif high is not None:
        parts.append(telling.say("answer.moment_to", high=_moment(telling, high)))
    if len(parts) > 1:
        return telling.say("answer.both", one=parts[0], other=parts[1])
    return parts[0] if parts else telling.say("answer.moment_any")


def _moment(telling: Telling, value: Value) -> str:
    assert isinstance(value, date)
    return moment_text(value, telling.words)
