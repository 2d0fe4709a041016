"""What cases gave, side by side: for every condition one bit a case, as completions have one bit each.

So whatever can be worked out of masks is worked out for all cases at once, and by the same functions for the cases of
suites as for all the completions that there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Protocol

from riskengine.calendar import london_date
from riskengine.compiling.program import Program, Ref
from riskengine.deciding.decision import ClockResult
from riskengine.deciding.ruling import Judgement
from riskengine.evaluating.axes import position
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, Evaluation, Inputs
from riskengine.evaluating.parts import Mask
from riskengine.facts import Number, Value
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["Row", "Table", "Unit", "View", "place_of", "row_of"]

Unit = str
"""The line on which something is compared: `number`, `date`, `instant` or `ordered`."""


class View(Protocol):
    """Anything that knows in which of its bits a condition is certainly true, and in which certainly false."""

    full: int

    def node(self, index: int, /) -> Mask:
        """The masks of a node."""


@record
class Row:
    """What one case gave.

    `inputs` and `evaluation` are those of time limits too: under the grade that counts. `covered` is the settled truth of
    the scope.
    """

    inputs: Inputs
    evaluation: Evaluation
    covered: Truth
    outcomes: tuple[str, ...]
    verdict: str = ""
    clocks: tuple[ClockResult, ...] = ()
    name: str = ""

    @property
    def as_of(self) -> date:
        """The day on which the case was judged."""
        day = self.inputs.values[-2]
        assert isinstance(day, date)
        return day


def row_of(judgement: Judgement, fast: FastEvaluator, name: str = "") -> Row:
    """What a judgement gave; `fast` is its program's."""
    program, settled = judgement.program, judgement.settled
    inputs, evaluation = judgement.bound.inputs, judgement.evaluation
    counts = max(judgement.officer, settled.least)
    if program.late_steps and counts >= 0:
        inputs = inputs.graded(program.grades[counts])
        evaluation = fast.evaluate_late(program, inputs, evaluation)
    return Row(inputs, evaluation, settled.scope, settled.outcomes, judgement.verdict, judgement.clocks, name)


class Table:
    """The rows of many cases of one program, seen by column."""

    def __init__(self, program: Program, rows: Sequence[Row]) -> None:
        self.program = program
        self.rows = tuple(rows)
        self.full = (1 << len(self.rows)) - 1
        self._levels = list(zip(*(row.evaluation.levels for row in self.rows), strict=True))
        self._nodes: dict[int, Mask] = {}
        self._numbers: dict[tuple[Ref, Unit], tuple[Number | None, ...]] = {}

    def node(self, index: int, /) -> Mask:
        """In which cases a condition was true, and in which false."""
        mask = self._nodes.get(index)
        if mask is None:
            levels = self._levels[index] if self.rows else ()
            mask = _mask(level == TRUE_LEVEL for level in levels), _mask(level == FALSE_LEVEL for level in levels)
            self._nodes[index] = mask
        return mask

    @cached_property
    def counting(self) -> int:
        """The cases that count towards rules: all but those that the rule set does certainly not cover."""
        return self.where(lambda row: row.covered is not Truth.FALSE)

    def where(self, test: Callable[[Row], bool]) -> int:
        """The cases of which something holds."""
        return _mask(map(test, self.rows))

    def numbers(self, ref: Ref, unit: Unit, options: tuple[str, ...] = ()) -> tuple[Number | None, ...]:
        """Where a value lay in each case; None where it was not known or not applicable. `options` are of an ordered choice."""
        found = self._numbers.get((ref, unit))
        if found is None:
            found = self._numbers[ref, unit] = tuple(self._number(row, ref, unit, options) for row in self.rows)
        return found

    def _number(self, row: Row, ref: Ref, unit: Unit, options: tuple[str, ...]) -> Number | None:
        match ref.kind:
            case "quantity" | "score":
                spans = row.evaluation.quantities if ref.kind == "quantity" else row.evaluation.scores
                low, high, applies = spans[ref.index]
                return low if low == high and applies is Truth.TRUE else None
            case "parameter":
                return row.inputs.parameters[ref.index]
            case "constant":
                value = ref.value
            case _:
                gate = self.program.gates[ref.index]
                if gate >= 0 and row.evaluation.levels[gate] != TRUE_LEVEL:
                    return None
                value = row.inputs.values[ref.index]
        return None if value is None else place_of(value, unit, options)


def place_of(value: Value, unit: Unit, options: tuple[str, ...] = ()) -> Number:
    """Where a known value lies on its line.

    >>> place_of("high", "ordered", ("low", "high")), place_of(date(1970, 1, 2), "date")
    (1, 719164)
    """
    if unit == "ordered":
        return options.index(str(value))
    if unit == "number":
        return position(value, "integer")
    if unit == "instant" and not isinstance(value, datetime):
        raise ValueError("an instant needs a time")
    return position(london_date(value) if unit == "date" and isinstance(value, date) else value, unit)  # type: ignore[arg-type]


def _mask(truths: Iterable[bool]) -> int:
    """One bit for each truth, the first lowest.

    >>> bin(_mask([True, False, True]))
    '0b101'
    """
    text = "".join(["1" if truth else "0" for truth in truths])[::-1]
    return int(text, 2) if text else 0
