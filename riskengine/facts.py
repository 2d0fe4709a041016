"""The fact vocabulary: what may be recorded about a case, its type and its domain."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from riskengine.diagnostics import NOWHERE, Place
from riskengine.records import field, record

if TYPE_CHECKING:
    from riskengine.conditions import Condition

__all__ = ["AS_OF", "EARLIEST", "GRADE", "LATEST", "Fact", "FactState", "FactType", "Number", "Value"]

Number = int | Decimal
Value = bool | int | Decimal | str | frozenset[str] | date | datetime
"""A known value: a `choices` fact is a frozenset of options, a datetime is aware and in UTC."""

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)

AS_OF = "as_of"
"""The name under which every condition may use the day on which the case is judged."""
GRADE = "grade"
"""The name under which the conditions of clocks may use the grade that counts."""


class FactType(enum.StrEnum):
    """The eight types of fact."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    DATETIME = "datetime"
    TEXT = "text"

    @property
    def is_number(self) -> bool:
        """Whether arithmetic makes sense on it."""
        return self in (FactType.INTEGER, FactType.DECIMAL)

    @property
    def is_moment(self) -> bool:
        """Whether it is a date or a datetime."""
        return self in (FactType.DATE, FactType.DATETIME)


class FactState(enum.StrEnum):
    """What is known of a fact in one case (language 3.1). Not applicable is worked out, never recorded."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


@record
class Fact:
    """One entry of `facts.yaml`.

    `options` are in the order written, lowest first where `ordered`. `minimum` and `maximum` bound a
    number; `earliest` and `latest` bound a date or datetime, and are never None there (1900-01-01 to
    2100-12-31 unless said); either may be the text `as_of`. `phrases` has the keys `true`, `false`,
    `value`, `unknown` and `not_applicable`, those that were written.
    """

    name: str
    type: FactType
    question: str = ""
    group: str = ""
    direction: Literal["raises", "lowers", "either"] = "either"
    immutable: bool = False
    sensitive: bool = False
    phrases: Mapping[str, str] = field(default_factory=dict)
    applies_when: Condition | None = None
    options: tuple[str, ...] = ()
    ordered: bool = False
    minimum: Number | None = None
    maximum: Number | None = None
    earliest: date | datetime | Literal["as_of"] | None = None
    latest: date | datetime | Literal["as_of"] | None = None
    place: Place = field(default=NOWHERE, compare=False)
