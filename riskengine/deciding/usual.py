"""The usual way of binding a case, as generated source: every fact has one entry, and every value fits.

One compiled function for each edition does for forty facts at once what `Binder` does fact by fact. It answers
None for a case in which anything is unusual, a value that does not fit above all, and leaves that to `Binder`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from riskengine.case import FactEntry
from riskengine.deciding.fact_values import Check, Misfit
from riskengine.facts import AS_OF, EARLIEST, LATEST, Fact, FactState, FactType, Value

__all__ = ["UsualBinding"]

_KNOWN, _UNKNOWN, _NOT_ASKED = FactState.KNOWN, FactState.UNKNOWN, FactState.NOT_ASKED
_NO_ENTRY = FactEntry(None)
_ABSENT = (_NO_ENTRY,)


Found = tuple[tuple[Value | None, ...], tuple[FactState, ...], tuple[FactEntry | None, ...], tuple[str, ...], bool]
"""Values, states and entries by slot; the names of the facts whose entry has no day, and whether that is all of them."""


class UsualBinding:
    """One edition's function. `plan` holds each recorded fact with its slot and its checker; slots are in the order of names."""

    __slots__ = ("_all", "_all_known", "_names", "_type")

    def __init__(self, plan: Sequence[tuple[Fact, Check]]) -> None:
        self._names = tuple(fact.name for fact, _ in plan)
        self._all: Callable[[Any], tuple[tuple[FactEntry, ...], ...]] = _picker(self._names)
        self._type = _compiled(plan)
        self._all_known = (*[_KNOWN] * (len(plan) + 1), _NOT_ASKED)

    def bind(self, facts: Mapping[str, tuple[FactEntry, ...]], known_on: date, as_of: date) -> Found | None:
        """What a case's facts come to; None where that takes a closer look."""
        try:
            recorded = self._all(facts) if len(facts) == len(self._names) else None
        except KeyError:
            recorded = None
        try:
            # One entry for each fact, or this does not unpack.
            entries = [entry for (entry,) in recorded or [facts.get(name, _ABSENT) for name in self._names]]
        except ValueError:
            return None
        days = [entry.as_at for entry in entries]
        untimed = days.count(None)
        if untimed < len(days) and not _recorded_by(days, known_on):
            return None
        values = self._type(entries, as_of)
        if values is None:
            return None
        if recorded is None and not self._holds_all(facts, entries):
            return None
        return self._found(values, entries, whole=recorded is not None, timeless=untimed == len(days))

    @staticmethod
    def _holds_all(facts: Mapping[str, object], entries: Sequence[FactEntry]) -> bool:
        """Whether a case records no fact that this edition does not know."""
        return len(facts) == len([entry for entry in entries if entry is not _NO_ENTRY])

    def _found(self, values: tuple[Value | None, ...], entries: Sequence[FactEntry], *, whole: bool, timeless: bool) -> Found:
        """`whole` says that every fact is recorded, `timeless` that no entry has a day."""
        states, names = self._all_known, self._names
        given: Sequence[FactEntry | None] = entries
        if not whole:
            given = [None if entry is _NO_ENTRY else entry for entry in entries]
        if values.count(None) > 1:
            absent = _UNKNOWN if whole else _NOT_ASKED
            found = [_KNOWN if value is not None else absent for value in values[:-2]]
            if not whole:
                found = [_UNKNOWN if state is absent and entry else state for state, entry in zip(found, given, strict=True)]
            states = (*found, _KNOWN, _NOT_ASKED)
        if not (whole and timeless):
            names = tuple([name for name, entry in zip(names, given, strict=True) if entry and entry.as_at is None])
        return values, states, (*given, None, None), names, timeless


def _picker(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Picks what a mapping holds under all names."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda mapping: tuple([mapping[name] for name in names])


def _recorded_by(days: Sequence[date | datetime | None], known_on: date) -> bool:
    """Whether every entry was certainly recorded by the end of a day; one that has a time is looked at more closely."""
    return all(day is None or (type(day) is date and day <= known_on) for day in days)


def _compiled(plan: Sequence[tuple[Fact, Check]]) -> Callable[[list[FactEntry], date], tuple[Value | None, ...] | None]:
    """The function that types the values of all entries, in the order of `plan`.

    After them come `as_of` and an empty slot for the grade. It answers None where a value does not fit. Nothing of a rule
    file's text enters its source.
    """
    names: dict[str, Any] = {
        "Misfit": Misfit,
        "ValueError": ValueError,
        "int": int,
        "str": str,
        "len": len,
        "date": date,
        "day_of": date.fromisoformat,
    }
    lines = []
    for number, (fact, check) in enumerate(plan):
        names[f"c{number}"] = check
        otherwise = f"x{number} is not None: x{number} = c{number}(x{number}, a)"
        quick = _quick_test(fact, f"x{number}", f"k{number}", names)
        lines.append(f"x{number} = x{number}.value")
        if fact.type is FactType.DATE and (ends := _plain_ends(fact)) is not None:
            names[f"k{number}l"], names[f"k{number}h"] = ends
            lines += _quick_date(f"x{number}", f"k{number}", otherwise, until_as_of=ends[1] is None)
            continue
        lines.append(f"if not ({quick}) and {otherwise}" if quick else f"if {otherwise}")
    values = [f"x{number}" for number in range(len(plan))]
    body = [f"[{', '.join(values)}] = entries", "try:", "    pass", *(f"    {line}" for line in lines)]
    body += ["except (Misfit, ValueError):", "    return None", f"return ({', '.join([*values, 'a, None'])})"]
    source = "def typed(entries, a):\n" + "".join(f"    {line}\n" for line in body)
    space: dict[str, Any] = {"__builtins__": {}, **names}
    exec(compile(source, "<vocabulary>", "exec"), space)  # noqa: S102 - numbers and names of our own only
    made: Callable[[list[FactEntry], date], tuple[Value | None, ...] | None] = space["typed"]
    return made


def _plain_ends(fact: Fact) -> tuple[date, date | None] | None:
    """The first and last day of a fact, None for a last day that is `as_of`; nothing where an end is of another kind."""
    first = EARLIEST if fact.earliest is None else fact.earliest
    last = LATEST if fact.latest is None else fact.latest
    if type(first) is not date or not (type(last) is date or last == AS_OF):
        return None
    return first, last if type(last) is date else None


def _quick_date(value: str, constant: str, otherwise: str, *, until_as_of: bool) -> list[str]:
    """Lines for a day that is written as 2020-09-15 and lies in its domain; anything else goes the longer way."""
    last = "a" if until_as_of else f"{constant}h"
    return [
        f"if {value}.__class__ is str and len({value}) == 10 and {value}[4] == '-' == {value}[7]:",
        f"    {value} = day_of({value})",
        f"    if not {constant}l <= {value} <= {last}: return None",
        f"elif {otherwise}",
    ]


def _quick_test(fact: Fact, value: str, constant: str, names: dict[str, Any]) -> str:
    """An expression that is true of most values that fit as they are, and of no others; none where there is none."""
    match fact.type:
        case FactType.BOOLEAN:
            return f"{value} is True or {value} is False"
        case FactType.INTEGER:
            names[f"{constant}l"], names[f"{constant}h"] = fact.minimum, fact.maximum
            low = "" if fact.minimum is None else f" and {value} >= {constant}l"
            return f"{value}.__class__ is int{low}" + ("" if fact.maximum is None else f" and {value} <= {constant}h")
        case FactType.CHOICE:
            names[constant] = frozenset(fact.options)
            return f"{value}.__class__ is str and {value} in {constant}"
    return ""
