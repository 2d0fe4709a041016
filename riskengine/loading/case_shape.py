"""The shape of a case in one table, and readers of the plain values that stand under its keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from riskengine.calendar import JURISDICTIONS, to_utc
from riskengine.diagnostics import nearest
from riskengine.loading.case_places import BROKEN, pointer_to
from riskengine.loading.scalars import MAX_DECIMAL_PLACES, MAX_INTEGER_DIGITS, BadScalar, resolve
from riskengine.records import changed, field, record, working

__all__ = [
    "CASE_KEYS",
    "CASE_SCHEMA",
    "MAX_TEXT",
    "CaseKey",
    "Problem",
    "Shaping",
    "kind_of",
    "number",
    "read_keys",
    "report_local",
    "shown",
    "text",
]

CASE_SCHEMA = "riskengine/case/1"
BASES = ("fact", "allegation", "assessment")
MAX_TEXT = 10_000
"""The most characters of one text."""
_FIRST_TOO_LONG = 10**MAX_INTEGER_DIGITS
_SHORTEST_MEDIA = 256
_MAX_SHOWN = 40
_ENCODED = re.compile(r"[A-Za-z0-9+/=_-]+")

Kind = Literal["schema", "name", "text", "texts", "day", "moment", "jurisdiction", "basis", "facts", "value", "mapping"]


@record
class CaseKey:
    """One key of a case: the kind of its value, whether it must be there, and what it says."""

    name: str
    kind: Kind
    required: bool
    what: str


CASE_KEYS: dict[str, tuple[CaseKey, ...]] = {
    "a case": (
        CaseKey("schema", "schema", True, f"The format: {CASE_SCHEMA}."),
        CaseKey("case_id", "name", True, "The reference under which the case is kept."),
        CaseKey("jurisdiction", "jurisdiction", True, "Whose bank holidays and rule sets apply."),
        CaseKey("ruleset", "name", False, "The id of the rule set; without it exactly one must fit."),
        CaseKey("facts", "facts", True, "What is recorded, by the name of the fact; a fact that is absent was not asked."),
        CaseKey("assessment", "mapping", False, "The officer's assessment."),
    ),
    "a recorded fact": (
        CaseKey("value", "value", True, "The value; null where it was asked and not established."),
        CaseKey("as_at", "moment", False, "The day or moment at which it was recorded."),
        CaseKey("source", "text", False, "Where it comes from."),
        CaseKey("recorded_by", "text", False, "Who recorded it."),
        CaseKey("basis", "basis", False, "What it rests on: a fact, an allegation or an assessment."),
    ),
    "an assessment": (
        CaseKey("grade", "name", False, "The officer's grade."),
        CaseKey("assessed_on", "day", False, "The day on which it was made."),
        CaseKey("edition", "name", False, "The edition of guidance that it says it used."),
        CaseKey("assessed_by", "text", False, "Who made it."),
        CaseKey("departure", "mapping", False, "A recorded departure from guidance."),
    ),
    "a departure": (
        CaseKey("rules", "texts", False, "The ids of the rules from which it departs."),
        CaseKey("reason_code", "text", False, "One of the rule set's reason codes."),
        CaseKey("reason", "text", False, "The reason in free text."),
        CaseKey("by", "text", False, "Who departs from guidance."),
        CaseKey("authorised_by", "text", False, "The supervisor who authorised it."),
        CaseKey("authorised_on", "day", False, "The day on which it was authorised."),
    ),
}
"""Every mapping of a case and its keys. `null` under a key that is not required means that it is not recorded."""


@record
class Problem:
    """Something wrong at a pointer, before it has a place; `at_key` puts it at the key that holds the value.

    `first` is the pointer of an earlier thing that it conflicts with.
    """

    code: str
    message: str
    pointer: str
    help: str = ""
    at_key: bool = False
    first: str = ""


@working
class Shaping:
    """One case being read: the problems found so far; `broken` says that an unreadable part was passed over."""

    problems: list[Problem] = field(default_factory=list)
    broken: bool = False

    def report(
        self, code: str, message: str, pointer: str, help_text: str = "", *, at_key: bool = False, first: str = ""
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, pointer, help_text, at_key, first))


def kind_of(value: object) -> str:
    """What a value is, in words that do not quote it.

    >>> kind_of(True), kind_of("secret"), kind_of([1])
    ('true or false', 'text', 'a list')
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | Decimal() | float():
            return "a number"
        case str():
            return "text"
        case datetime():
            return "a date and time"
        case date():
            return "a date"
        case Mapping():
            return "a mapping"
        case list() | tuple() | AbstractSet():
            return "a list"
    return f"a Python {type(value).__name__}"


def read_keys(work: Shaping, value: object, pointer: str, form: str) -> dict[str, object] | None:
    """What a mapping holds, by key, read by kind; `facts`, `value` and `mapping` are left as they are.

    A key that is absent, null or unreadable is not there. None where the value is no mapping.
    """
    if value is BROKEN:
        work.broken = True
        return None
    if not isinstance(value, Mapping):
        work.report("RE720" if form == "a case" else "RE724", f"{form} is a mapping, and this is {kind_of(value)}", pointer)
        return None
    rows = {row.name: row for row in CASE_KEYS[form]}
    for name in value:
        if name not in rows:
            _unknown_key(work, name, pointer, form, rows)
    found: dict[str, object] = {}
    for name, row in rows.items():
        if name not in value:
            if row.required:
                work.report("RE721" if name == "schema" else "RE723", f"{form} needs `{name}`", pointer, _add(row))
            continue
        held = _READ[row.kind](work, value[name], f"{pointer}/{name}", row) if row.kind in _READ else value[name]
        if held is not None or row.kind == "value":
            found[name] = held
    return found


def _add(row: CaseKey) -> str:
    return f'add "{row.name}": "{CASE_SCHEMA}"' if row.kind == "schema" else f"{row.what[0].lower()}{row.what[1:].rstrip('.')}"


def _unknown_key(work: Shaping, name: object, pointer: str, form: str, rows: Mapping[str, CaseKey]) -> None:
    if not isinstance(name, str):
        work.report("RE722", f"a key of {form} is text, and this is {kind_of(name)}", pointer)
        return
    keys = "its keys are " + ", ".join(f"`{row}`" for row in rows)
    message = f"`{shown(name)}` is no key of {form}"
    work.report("RE722", message, pointer + pointer_to(name), nearest(name, rows) or keys, at_key=True)


def shown(name: str) -> str:
    """A name, short enough for a message and safe for a terminal.

    >>> shown("a" * 50)
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    safe = "".join(sign if sign.isprintable() else "�" for sign in name[:_MAX_SHOWN])
    return safe if len(name) <= _MAX_SHOWN else safe[:-1] + "…"


def text(work: Shaping, value: str, pointer: str) -> str:
    """A text in normal form C; problems are noted."""
    if type(value) is not str:
        value = str.__str__(value)
    if len(value) > MAX_TEXT:
        work.report("RE713", f"this text has {len(value):,} characters, and at most {MAX_TEXT:,} are read", pointer)
    elif len(value) >= _SHORTEST_MEDIA and _is_media(value):
        work.report(
            "RE714", "this text is encoded binary data", pointer, "record what was established about it; leave the data out"
        )
    if value.isascii() and value.isprintable():
        return value
    if any((sign < " " and sign not in "\t\n\r") or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff" for sign in value):
        work.report("RE712", "this text holds half a character, or a control character", pointer, "delete it")
        return ""
    return unicodedata.normalize("NFC", value)


def _is_media(value: str) -> bool:
    if value.startswith("data:") and ";base64," in value[:200]:
        return True
    return " " not in value and _ENCODED.fullmatch("".join(value.split())) is not None


def number(work: Shaping, value: int | Decimal, pointer: str) -> int | Decimal | None:
    """A number that is finite and not too long; None with the problem noted."""
    if isinstance(value, int):
        if -_FIRST_TOO_LONG < value < _FIRST_TOO_LONG:
            return int(value)
    elif not value.is_finite():
        work.report("RE710", "this is not a finite number", pointer, "use null where a number was not established")
        return None
    elif not value:
        return abs(value) if _short(value) else Decimal(0)
    elif value.adjusted() < MAX_INTEGER_DIGITS and _short(value):
        return value
    limits = f"at most {MAX_INTEGER_DIGITS} digits before the point and {MAX_DECIMAL_PLACES} after it are read"
    work.report("RE711", "this number has more digits than are read", pointer, limits)
    return None


def _short(value: Decimal) -> bool:
    return -MAX_DECIMAL_PLACES <= int(value.as_tuple().exponent) < MAX_INTEGER_DIGITS


def _wrong(work: Shaping, value: object, pointer: str, needs: str) -> None:
    """Note a value of the wrong kind, in silence where it is broken or null."""
    if value is BROKEN:
        work.broken = True
    elif isinstance(value, float):
        work.report("RE715", "this is a Python float, which is not exact", pointer, "use an int, or a Decimal made from text")
    else:
        quotes = "put quotes around it" if isinstance(value, int | Decimal | date) and "text" in needs else ""
        work.report("RE724", f"this needs {needs}, and this is {kind_of(value)}", pointer, quotes)


def _schema(work: Shaping, value: object, pointer: str, _: CaseKey) -> str | None:
    if value == CASE_SCHEMA:
        return CASE_SCHEMA
    if value is BROKEN:
        work.broken = True
        return None
    work.report("RE721", "this names no format that is read", pointer, f'write "{CASE_SCHEMA}"')
    return None


def _text(work: Shaping, value: object, pointer: str, row: CaseKey) -> str | None:
    if isinstance(value, str):
        return text(work, value, pointer)
    if value is not None or row.required:
        _wrong(work, value, pointer, "text")
    return None


def _name(work: Shaping, value: object, pointer: str, row: CaseKey) -> str | None:
    if isinstance(value, str) and not value.strip():
        work.report("RE725", f"`{row.name}` is empty", pointer, "" if row.required else "leave it out if it is not recorded")
        return None
    return _text(work, value, pointer, row)


def _texts(work: Shaping, value: object, pointer: str, row: CaseKey) -> tuple[str, ...] | None:
    if value is None:
        return None
    if isinstance(value, list | tuple):
        found = [_text(work, item, f"{pointer}/{index}", changed(row, required=True)) for index, item in enumerate(value)]
        return tuple(item for item in found if item is not None)
    _wrong(work, value, pointer, "a list of text")
    return None


def _jurisdiction(work: Shaping, value: object, pointer: str, row: CaseKey) -> str | None:
    name = _name(work, value, pointer, row)
    if name is None or name in JURISDICTIONS:
        return name
    near = nearest(name, JURISDICTIONS) or "there are " + ", ".join(f"`{known}`" for known in JURISDICTIONS)
    work.report("RE726", f"there is no jurisdiction `{shown(name)}`", pointer, near)
    return None


def _basis(work: Shaping, value: object, pointer: str, row: CaseKey) -> str | None:
    name = _text(work, value, pointer, row)
    if name is None or name in BASES:
        return name
    work.report("RE727", "this is no basis of a fact", pointer, "write fact, allegation or assessment")
    return None


def _moment(work: Shaping, value: object, pointer: str, _: CaseKey) -> date | datetime | None:
    try:
        found = resolve(value) if isinstance(value, str) and value[:1].isdigit() else value
        if isinstance(found, datetime):
            return to_utc(found)
    except ValueError as error:
        if not isinstance(error, BadScalar) or error.code == "RE130":
            report_local(work, pointer)
            return None
        found = None
    if isinstance(found, date):
        return found
    if isinstance(value, str):
        work.report(
            "RE728", "this is no date or time that exists", pointer, "write a date as 2020-09-15, a time as 2020-09-15T14:30"
        )
    elif value is not None:
        _wrong(work, value, pointer, "a date, or a date and time, as text" if not isinstance(value, int | Decimal) else "a date")
    return None


def report_local(work: Shaping, pointer: str) -> None:
    """Note a local time that the clocks skip or pass twice."""
    message = "the clocks change in the United Kingdom, so this local time does not exist or happens twice"
    work.report("RE729", message, pointer, "write the offset from UTC after it: +00:00 or +01:00")


def _day(work: Shaping, value: object, pointer: str, row: CaseKey) -> date | None:
    found = _moment(work, value, pointer, row)
    if isinstance(found, datetime):
        work.report("RE724", f"`{row.name}` is a day, and this has a time", pointer, "write the date alone, such as 2020-09-15")
        return None
    return found


_Reader = Callable[[Shaping, object, str, CaseKey], object]
_READ: dict[str, _Reader] = {
    "schema": _schema,
    "name": _name,
    "text": _text,
    "texts": _texts,
    "day": _day,
    "moment": _moment,
    "jurisdiction": _jurisdiction,
    "basis": _basis,
}
