"""A case as recorded: facts with their history, and the officer's assessment. Frozen data, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from riskengine.diagnostics import NOWHERE, Place
from riskengine.records import field, record

__all__ = ["Assessment", "Case", "Departure", "FactEntry", "RawValue"]

RawValue = bool | int | Decimal | str | tuple[str, ...] | date | datetime | None
"""A value as recorded, before any rule set's vocabulary types it. Dates may be ISO text or date objects."""


@record
class FactEntry:
    """One recorded value of a fact; `value` None means asked and not established.

    `as_at` is when it was recorded, None where that is not said. `basis` is `fact`, `allegation` or `assessment`.
    """

    value: RawValue
    as_at: date | datetime | None = None
    source: str = ""
    recorded_by: str = ""
    basis: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@record
class Departure:
    """A recorded departure from rules of the guidance. Fields not recorded are empty or None."""

    rules: tuple[str, ...] = ()
    reason_code: str = ""
    reason: str = ""
    by: str = ""
    authorised_by: str = ""
    authorised_on: date | None = None
    place: Place = field(default=NOWHERE, compare=False)


@record
class Assessment:
    """The officer's assessment. `edition` is the edition of guidance that it says it used."""

    grade: str | None = None
    assessed_on: date | None = None
    edition: str | None = None
    assessed_by: str = ""
    departure: Departure | None = None
    place: Place = field(default=NOWHERE, compare=False)


@record
class Case:
    """A case. `facts` maps a name to its entries, earliest `as_at` first; a name that is absent was not asked.

    `digest` is the SHA-256 of the case's canonical JSON. `text` is the JSON that it was read from, kept so that a
    problem found later can be given its place; it is empty for a library's mapping and for YAML.
    """

    case_id: str
    jurisdiction: str
    facts: Mapping[str, tuple[FactEntry, ...]]
    assessment: Assessment | None = None
    ruleset: str | None = None
    digest: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    text: str = field(default="", compare=False, repr=False)
