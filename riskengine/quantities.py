"""Named numbers, as written: frozen data, one row per kind in a table."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from riskengine.diagnostics import NOWHERE, Place
from riskengine.records import field, record

__all__ = ["QUANTITY_KINDS", "Quantity", "QuantityInput", "QuantityKind"]


@record
class QuantityKind:
    """One kind of quantity. `takes` says what its inputs are; `inputs` how many (None: one or more).

    `skips` is True where an input that is not applicable is left out; every other kind with such an
    input is itself not applicable.
    """

    name: str
    takes: Literal["truths", "numbers", "moments"]
    inputs: int | None
    skips: bool
    phrase: str


_ROWS = (
    QuantityKind("count_true", "truths", None, True, "the number of these that are true"),
    QuantityKind("sum", "numbers", None, True, "the sum"),
    QuantityKind("difference", "numbers", 2, False, "the difference"),
    QuantityKind("product", "numbers", None, False, "the product"),
    QuantityKind("minimum_of", "numbers", None, True, "the smallest"),
    QuantityKind("maximum_of", "numbers", None, True, "the greatest"),
    QuantityKind("days_between", "moments", 2, False, "days"),
    QuantityKind("working_days_between", "moments", 2, False, "working days"),
    QuantityKind("months_between", "moments", 2, False, "completed months"),
    QuantityKind("years_between", "moments", 2, False, "completed years"),
)

QUANTITY_KINDS: dict[str, QuantityKind] = {row.name: row for row in _ROWS}


@record
class QuantityInput:
    """An input: a name (fact, definition, quantity, or `as_of`), a parameter, or a literal number or date."""

    name: str | None = None
    parameter: str | None = None
    literal: int | Decimal | date | datetime | None = None
    place: Place = field(default=NOWHERE, compare=False)


@record
class Quantity:
    """A named number of `quantities`: its kind, a key of `QUANTITY_KINDS`, and its inputs in order."""

    name: str
    kind: str
    inputs: tuple[QuantityInput, ...]
    phrase: str = ""
    place: Place = field(default=NOWHERE, compare=False)
