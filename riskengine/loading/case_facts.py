"""What a case records about each fact: bare values, entries with their origin, and dated histories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from riskengine.calendar import london_date, to_utc
from riskengine.case import FactEntry, RawValue
from riskengine.diagnostics import NOWHERE, Place
from riskengine.loading.case_places import BROKEN, pointer_to
from riskengine.loading.case_shape import Shaping, kind_of, number, read_keys, report_local, shown, text
from riskengine.loading.names import is_name

__all__ = ["MAX_ENTRIES", "MAX_FACTS", "MAX_MEMBERS", "PlaceOf", "read_facts"]

MAX_FACTS = 2_000
"""The most facts of one case."""
MAX_ENTRIES = 500
"""The most values that one fact may have had."""
MAX_MEMBERS = 500
"""The most members of a list of options."""

PlaceOf = Callable[[str], Place]
"""The place of what a pointer leads to."""

Facts = dict[str, tuple[FactEntry, ...]]


def read_facts(work: Shaping, value: object, pointer: str, place: PlaceOf | None) -> Facts:
    """Every fact with its entries, earliest first. With `place`, bare values get their places too.

    >>> read_facts(Shaping(), {"age": 12}, "/facts", None)["age"][0].value
    12
    """
    if not isinstance(value, Mapping):
        if value is not BROKEN:
            work.report(
                "RE724", f"`facts` is a mapping, and this is {kind_of(value)}", pointer, "write {} where nothing was asked"
            )
        return {}
    if len(value) > MAX_FACTS:
        work.report("RE730", f"there are {len(value):,} facts here, and at most {MAX_FACTS:,} are read", pointer)
        return {}
    facts: Facts = {}
    for name, held in value.items():
        if not isinstance(name, str):
            work.report("RE734", f"the name of a fact is text, and this is {kind_of(name)}", pointer)
            continue
        below = f"{pointer}/{name}" if is_name(name) else _bad_name(work, name, pointer)
        if isinstance(held, Mapping):
            entry = _entry(work, held, below, place)
            facts[name] = () if entry is None else (entry,)
        elif isinstance(held, list | tuple) and any(isinstance(item, Mapping) for item in held):
            facts[name] = _history(work, held, below, place)
        else:
            facts[name] = (FactEntry(_raw(work, held, below), place=NOWHERE if place is None else place(below)),)
    return facts


def _bad_name(work: Shaping, name: str, pointer: str) -> str:
    below = pointer + pointer_to(name)
    work.report(
        "RE734", f"`{shown(name)}` cannot be the name of a fact", below, "a name is lower-case letters, digits and _", at_key=True
    )
    return below


def _entry(work: Shaping, held: object, pointer: str, place: PlaceOf | None) -> FactEntry | None:
    """One recorded value with its origin; its place is that of the value."""
    found = read_keys(work, held, pointer, "a recorded fact")
    if found is None:
        return None
    below = f"{pointer}/value"
    value = _raw(work, found.pop("value", None), below)
    at = Place(pointer=below) if place is None else place(below)
    return FactEntry(value, **found, place=at)  # type: ignore[arg-type]


def _history(work: Shaping, held: Sequence[object], pointer: str, place: PlaceOf | None) -> tuple[FactEntry, ...]:
    if len(held) > MAX_ENTRIES:
        work.report("RE730", f"there are {len(held):,} values here, and at most {MAX_ENTRIES:,} are read", pointer)
        return ()
    pairs = [(_entry(work, item, f"{pointer}/{index}", place), f"{pointer}/{index}") for index, item in enumerate(held)]
    whole = [(entry, at) for entry, at in pairs if entry is not None]
    if len(whole) > 1 and len(whole) == len(pairs):
        dated = [(entry, at) for entry, at in whole if _is_dated(work, entry, at, held)]
        dated.sort(key=lambda pair: _order(pair[0]))
        for earlier, later in pairwise(dated):
            _check_order(work, earlier, later)
        return tuple(entry for entry, _ in dated)
    return tuple(entry for entry, _ in whole)


def _is_dated(work: Shaping, entry: FactEntry, pointer: str, held: Sequence[object]) -> bool:
    if entry.as_at is not None:
        return True
    item = held[int(pointer.rpartition("/")[2])]
    if isinstance(item, Mapping) and item.get("as_at") is None:
        help_text = "add the day on which it was recorded"
        work.report("RE733", "one of several values of a fact needs `as_at`, and this has none", pointer, help_text)
    return False


def _order(entry: FactEntry) -> tuple[date, float]:
    """By London day; a value with a day alone goes first on it."""
    as_at = entry.as_at or date.min
    return london_date(as_at), as_at.timestamp() if isinstance(as_at, datetime) else 0.0


def _check_order(work: Shaping, earlier: tuple[FactEntry, str], later: tuple[FactEntry, str]) -> None:
    (one, first), (other, second) = earlier, later
    first, second = sorted((first, second), key=lambda pointer: int(pointer.rpartition("/")[2]))
    if one.as_at == other.as_at:
        message, help_text = "two values of this fact have the same `as_at`", "keep the one that counts, or give each its time"
        work.report("RE731", message, f"{second}/as_at", help_text, first=f"{first}/as_at")
    elif isinstance(one.as_at, datetime) is not isinstance(other.as_at, datetime) and _order(one)[0] == _order(other)[0]:
        message = "two values of this fact were recorded on the same day, one of them without a time"
        work.report("RE732", message, f"{second}/as_at", "give both the time, or different days", first=f"{first}/as_at")


def _raw(work: Shaping, value: object, pointer: str) -> RawValue:
    """A recorded value of a kind that a case can hold; None where it is null or its problem is noted."""
    match value:
        case None | bool():
            return value
        case str():
            return text(work, value, pointer)
        case int() | Decimal():
            return number(work, value, pointer)
        case list() | tuple() | AbstractSet():
            return _members(work, value, pointer)
        case datetime():
            return _moment(work, value, pointer)
        case date():
            return value
        case float():
            work.report("RE715", "this is a Python float, which is not exact", pointer, "use an int, or a Decimal made from text")
        case Mapping():
            work.report("RE724", "the value of a fact is no mapping", pointer, "record each thing as a fact of its own")
        case _ if value is BROKEN:
            work.broken = True
        case _:
            kinds = "bool, int, Decimal, str, date, datetime, a list of str, or None"
            work.report("RE716", f"{kind_of(value)} cannot stand in a case", pointer, f"use {kinds}")
    return None


def _members(work: Shaping, value: Sequence[object] | AbstractSet[object], pointer: str) -> tuple[str, ...] | None:
    """A list of options; its order means nothing, so it is sorted."""
    if len(value) > MAX_MEMBERS:
        work.report("RE730", f"there are {len(value):,} members here, and at most {MAX_MEMBERS:,} are read", pointer)
        return None
    members: list[str] = []
    for index, item in enumerate(value):
        if isinstance(item, str):
            members.append(text(work, item, f"{pointer}/{index}"))
        elif item is not BROKEN:
            work.report("RE724", f"a list of options holds text, and this is {kind_of(item)}", f"{pointer}/{index}")
    return tuple(sorted(members))


def _moment(work: Shaping, value: datetime, pointer: str) -> datetime | None:
    try:
        return to_utc(value)
    except ValueError:
        report_local(work, pointer)
        return None
