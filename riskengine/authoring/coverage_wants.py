"""What a case can be asked to show, one record for each question; and which cases show it.

A thing that coverage counts (an `Ask`) is shown in one of several ways, each a few wants that all have to be shown, by one
case or by several.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_

from riskengine.authoring.coverage import CoverageKind
from riskengine.authoring.coverage_flipping import decides
from riskengine.authoring.coverage_table import Row, Table, Unit
from riskengine.calendar import london_date
from riskengine.compiling.program import Ref
from riskengine.diagnostics import Place
from riskengine.facts import Number
from riskengine.records import field, record

__all__ = [
    "Ask",
    "At",
    "ClockIs",
    "Decides",
    "Inside",
    "NodeIs",
    "RuleIs",
    "Together",
    "VerdictIs",
    "Want",
    "Way",
    "Window",
    "cases_of",
    "is_beside",
    "shown",
]


@record
class Window:
    """From a day on, until before another; None is open."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


ALWAYS = Window()


@record
class NodeIs:
    """A condition is true, or false. `anywhere` says that cases out of scope count too."""

    node: int
    truth: bool
    anywhere: bool = False


@record
class RuleIs:
    """A rule `applies`, `does_not_apply`, or is `unsettled` (presumed and accepted among them), on a day of the window."""

    rule: int
    outcome: str
    window: Window = ALWAYS


@record
class Decides:
    """A comparison has a truth and decides a decision: `upward` where that follows it, else where it goes against it."""

    root: int
    comparison: int
    truth: bool
    upward: bool
    anywhere: bool = False


@record
class At:
    """A value lies at another, or beside it: offset 0 exactly there, -1 and 1 below and above it by at most one `step`.

    `node` is a condition that has to be known, and true where `must_hold`; -1 where there is none.
    """

    subject: Ref
    operand: Ref
    unit: Unit
    offset: int
    step: Number
    node: int = -1
    must_hold: bool = False
    options: tuple[str, ...] = ()
    anywhere: bool = False


@record
class Inside:
    """A number lies in one of these stretches, both ends included, or in none of them where `outside`; `node` holds."""

    subject: Ref
    stretches: tuple[tuple[Number | None, Number | None], ...]
    node: int = -1
    outside: bool = False


@record
class ClockIs:
    """A time limit has one of these states. Its start lies in the window, where there is one."""

    clock: int
    states: tuple[str, ...]
    window: Window = ALWAYS


@record
class VerdictIs:
    """The verdict comes out so."""

    verdict: str


@record
class Together:
    """Several conditions have their truths in one case."""

    parts: tuple[NodeIs, ...]


Want = NodeIs | RuleIs | Decides | At | Inside | ClockIs | VerdictIs | Together
Way = tuple[Want, ...]


@record
class Ask:
    """One thing that coverage counts: covered where all wants of one of its ways are shown."""

    kind: CoverageKind
    owner: str
    what: str
    ways: tuple[Way, ...]
    place: Place = field(compare=False)


_OUTCOMES = {"unsettled": ("unsettled", "presumed", "accepted")}


def shown(want: Want, table: Table) -> int:
    """The cases that show it, one bit each."""
    match want:
        case NodeIs(node, truth, anywhere):
            return table.node(node)[0 if truth else 1] & _counting(table, anywhere=anywhere)
        case Decides(root, comparison, truth, upward, anywhere):
            here = table.node(comparison)[0 if truth else 1] & _counting(table, anywhere=anywhere)
            return here and here & decides(table.program, table, root, comparison)[0 if upward else 1]
        case RuleIs(rule, outcome, window):
            among = _OUTCOMES.get(outcome, (outcome,))
            return table.counting & table.where(lambda row: row.outcomes[rule] in among and window.holds(row.as_of))
        case At():
            return _at(want, table)
        case Inside():
            return _inside(want, table)
        case ClockIs(clock, states, window):
            return table.where(lambda row: _clock_is(table, row, clock, states, window))
        case VerdictIs(verdict):
            return table.where(lambda row: row.verdict == verdict)
        case Together(parts):
            return reduce(and_, (shown(part, table) for part in parts), table.full)


def _counting(table: Table, *, anywhere: bool) -> int:
    return table.full if anywhere else table.counting


def _at(want: At, table: Table) -> int:
    places = table.numbers(want.subject, want.unit, want.options)
    others = table.numbers(want.operand, want.unit, want.options)
    found = 0
    for number, (place, other) in enumerate(zip(places, others, strict=True)):
        if place is not None and other is not None and is_beside(place - other, want):
            found |= 1 << number
    return found & _counting(table, anywhere=want.anywhere) & _known(want, table)


def _known(want: At, table: Table) -> int:
    if want.node < 0:
        return table.full
    true, false = table.node(want.node)
    return true if want.must_hold else true | false


def is_beside(apart: Number, want: At) -> bool:
    """Whether a value that lies so far from the other is where it is wanted."""
    if want.offset == 0:
        return apart == 0
    return 0 < apart * want.offset <= want.step


def _inside(want: Inside, table: Table) -> int:
    found = 0
    for number, place in enumerate(table.numbers(want.subject, "number")):
        if place is not None and lies_in(place, want) is not want.outside:
            found |= 1 << number
    return found & table.counting & (table.full if want.node < 0 else table.node(want.node)[0])


def lies_in(place: Number, want: Inside) -> bool:
    """Whether a number lies in one of the stretches."""
    return any((low is None or place >= low) and (high is None or place <= high) for low, high in want.stretches)


def _clock_is(table: Table, row: Row, clock: int, states: Iterable[str], window: Window) -> bool:
    if not row.clocks or row.clocks[clock].state not in states:
        return False
    start = row.inputs.values[table.program.clocks[clock].starts]
    return window == ALWAYS or (isinstance(start, date) and window.holds(london_date(start)))


def cases_of(ask: Ask, masks: dict[Want, int]) -> int:
    """The cases that have a part in covering a thing, 0 where it is not covered."""
    ways = [way for way in ask.ways if all(masks[want] for want in way)]
    return reduce(or_, (masks[want] for way in ways for want in way), 0)
