"""Cases in which a time limit has a state: when it starts and stops is tried day by day, back from the day of the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from riskengine.authoring.coverage_bench import Answer, CoverageBench, Draft, Ground, Impossible, NotDecided, day_of, knowing
from riskengine.authoring.coverage_fixing import in_domain
from riskengine.authoring.coverage_seeking import completed, seek_on, smaller, sought
from riskengine.authoring.coverage_wants import ClockIs, NodeIs, Together
from riskengine.calendar import london_midnight
from riskengine.compiling.program import CompiledClock
from riskengine.evaluating.inputs import Inputs
from riskengine.facts import AS_OF, Fact, FactType, Value

__all__ = ["seek_state"]

_DAYS = (*range(-1, 70), 90, 120, 180, 365, 400, 800, 1500, 3000)
_HOURS = range(24 * 15)
_LATE = timedelta(hours=23)
_UNKNOWN = NotDecided("no case was found, and no proof that there is none")


def seek_state(bench: CoverageBench, want: ClockIs) -> Answer:
    """A case in which the time limit has one of the states wanted."""
    clock = bench.program.clocks[want.clock]
    if want.states == ("not_applicable",):
        return _not_applicable(bench, want, clock)
    if want.states == ("undetermined",):
        return _undetermined(bench, want, clock)
    why = _cannot(bench, want, clock)
    return Impossible(why) if why else _run(bench, want, clock)


def _cannot(bench: CoverageBench, want: ClockIs, clock: CompiledClock) -> str:
    """Why no dates could bring about any of the states; empty where some may."""
    stopped = {"met", "met_late"}
    if clock.stops < 0 and stopped.issuperset(want.states):
        return "nothing on record stops it"
    if want.states == ("not_started",) and bench.program.facts[clock.starts].latest == AS_OF:
        return "what starts it cannot be recorded before it happens"
    return ""


def _not_applicable(bench: CoverageBench, want: ClockIs, clock: CompiledClock) -> Answer:
    gate = bench.program.gates[clock.starts]
    answers = [_tried(bench, want, answer) for answer in _answers(bench, (NodeIs(clock.node, False),))]
    answers += [_tried(bench, want, answer) for answer in _answers(bench, (NodeIs(gate, False),))] if gate >= 0 else []
    return sought(bench, answers, (clock.node, *((gate,) if gate >= 0 else ())), "it applies to every case")


def _undetermined(bench: CoverageBench, want: ClockIs, clock: CompiledClock) -> Answer:
    """Its condition holds, and nothing is known of what starts it; or nothing at all is known."""
    condition = (NodeIs(clock.node, True, anywhere=True),)
    answers = [_tried(bench, want, answer) for answer in _answers(bench, condition)]
    if not any(isinstance(answer, Draft) for answer in answers):
        blanks = (_draft(bench, want, ground.inputs, ground) for ground in bench.grounds(graded=True))
        answers += [found for found in blanks if found is not None]
    return sought(bench, answers, (clock.node,), "it applies to no case")


def _answers(bench: CoverageBench, parts: tuple[NodeIs, ...]) -> Iterator[tuple[Ground, Draft | Impossible | None]]:
    """What conditions come to on every ground, until they have been brought about."""
    for ground in bench.grounds(graded=True):
        yield ground, seek_on(bench, Together(parts), ground)


def _tried(bench: CoverageBench, want: ClockIs, found: tuple[Ground, Draft | Impossible | None]) -> Draft | Impossible | None:
    ground, answer = found
    if not isinstance(answer, Draft):
        return answer
    drafted = _draft(bench, want, answer.inputs, ground)
    if drafted is None:  # what is not known may leave a higher grade possible, which the time limit would count for
        drafted = _draft(bench, want, completed(bench, answer.inputs), ground)
        drafted = drafted and smaller(bench, want, drafted)
    return drafted


def _draft(bench: CoverageBench, want: ClockIs, inputs: Inputs, ground: Ground) -> Draft | None:
    return bench.draft(want, inputs, bench.assessed(ground.grade, day_of(inputs)))


def _run(bench: CoverageBench, want: ClockIs, clock: CompiledClock) -> Answer:
    """The time limit applies, and starts and stops on days that bring the state about."""
    gates = (bench.program.gates[slot] for slot in (clock.starts, clock.stops) if slot >= 0)
    parts = (NodeIs(clock.node, True), *(NodeIs(gate, True) for gate in gates if gate >= 0))
    answers: list[Draft | Impossible | None] = []
    for ground, answer in _answers(bench, parts):
        answers.append(answer if isinstance(answer, Impossible) else None)
        if isinstance(answer, Draft):
            tries = _dated(bench, want, clock, answer.inputs)
            found = next((each for inputs in tries if (each := _draft(bench, want, inputs, ground)) is not None), None)
            if found is not None:
                return found
    return sought(bench, answers, tuple(part.node for part in parts), "it applies to no case")


def _dated(bench: CoverageBench, want: ClockIs, clock: CompiledClock, base: Inputs) -> Iterator[Inputs]:
    """The case with every pair of a start and a stop worth trying."""
    starts, as_of = bench.program.facts[clock.starts], day_of(base)
    stops = bench.program.facts[clock.stops] if clock.stops >= 0 else None
    for start in _starts(starts, want, as_of, hours=clock.clock.unit == "hours"):
        known = knowing(base, {clock.starts: start})
        if not {"met", "met_late"}.issuperset(want.states):
            yield known
        elif stops is not None:
            for stop in _stops(stops, start, as_of):
                yield knowing(known, {clock.stops: stop})


def _starts(fact: Fact, want: ClockIs, as_of: date, *, hours: bool) -> Iterator[Value]:
    days = (as_of - timedelta(number) for number in _DAYS)
    until, since = want.window.until, want.window.since
    ends = [day for day in ((until - timedelta(1)) if until else None, since) if day is not None]
    moments = [_moment(fact, day) for day in chain(days, ends) if want.window.holds(day)]
    if hours:
        latest = london_midnight(as_of) + _LATE
        moments += [latest - timedelta(hours=number) for number in _HOURS]
    return (moment for moment in moments if in_domain(fact, moment, as_of))


def _stops(fact: Fact, start: Value, as_of: date) -> Iterator[Value]:
    """The moment at which it starts, and the end of the day of the case."""
    assert isinstance(start, date)
    same = start if isinstance(start, type(_moment(fact, as_of))) else _moment(fact, start)
    return (stop for stop in (same, _moment(fact, as_of)) if in_domain(fact, stop, as_of))


def _moment(fact: Fact, day: date) -> date:
    """A day as a value of the fact: of a moment, late in the morning."""
    return day if fact.type is FactType.DATE else london_midnight(day) + timedelta(hours=11)
