"""Everything of an edition that suites can show, in a fixed order; coverage.md says what each kind asks, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

from riskengine.authoring.coverage_boundaries import band_asks, boundary_asks
from riskengine.authoring.coverage_flipping import comparisons
from riskengine.authoring.coverage_owners import Owners
from riskengine.authoring.coverage_wants import Ask, ClockIs, Decides, NodeIs, RuleIs, VerdictIs, Want, Window
from riskengine.compiling.program import Program
from riskengine.deciding.decision import ClockState, Verdict
from riskengine.diagnostics import Place
from riskengine.ruleset import ParameterHistory

__all__ = ["IDLE", "asks"]

IDLE = ("not_applicable", "undetermined")
"""States in which a time limit does not run, and has not run."""
_OUTCOMES = {"applies": "applies", "does_not_apply": "does not apply", "unsettled": "is not settled"}


def asks(program: Program) -> tuple[Ask, ...]:
    """Everything that suites can be asked to show of a program, by kind, and within one in the order of ids."""
    owners = Owners(program)
    kinds = (_rules, _conditions, _mcdc, boundary_asks, band_asks, _clocks, _verdicts, _provisions)
    return tuple(ask for kind in kinds for ask in kind(owners))


def _rules(owners: Owners) -> Iterator[Ask]:
    for number, rule in enumerate(owners.program.rules):
        for outcome, words in _OUTCOMES.items():
            what = f"{rule.rule.id} {words}"
            yield Ask("rules", rule.rule.id, what, ((RuleIs(number, outcome),),), rule.rule.place)


def _conditions(owners: Owners) -> Iterator[Ask]:
    for node, owner in owners.of_nodes.items():
        if owners.program.nodes[node].kind != "always":
            for truth in (True, False):
                what = f"`{owners.said(node)}` comes out {'true' if truth else 'false'}"
                want = NodeIs(node, truth, owners.is_anywhere(node))
                yield Ask("conditions", owner, what, ((want,),), owners.place(node))


def _mcdc(owners: Owners) -> Iterator[Ask]:
    for root, owner, noun in owners.decisions:
        anywhere = owners.is_anywhere(root)
        for comparison in comparisons(owners.program, root):
            ways = tuple(
                tuple(Decides(root, comparison, truth, upward, anywhere) for truth in (True, False)) for upward in (True, False)
            )
            what = f"`{owners.said(comparison)}` changes {noun} on its own"
            yield Ask("mcdc", owner, what, ways, owners.place(comparison))


def _clocks(owners: Owners) -> Iterator[Ask]:
    for number, clock in enumerate(owners.program.clocks):
        for state in get_args(ClockState):
            what = f"{clock.clock.id} is {state.replace('_', ' ')}"
            yield Ask("clocks", clock.clock.id, what, ((ClockIs(number, (state,)),),), clock.clock.place)


def _verdicts(owners: Owners) -> Iterator[Ask]:
    for verdict in get_args(Verdict):
        if verdict != "no_edition":  # which no edition gives
            what = f"the verdict is {verdict.replace('_', ' ')}"
            yield Ask("verdicts", verdict, what, ((VerdictIs(verdict),),), owners.program.ruleset.place)


def _provisions(owners: Owners) -> Iterator[Ask]:
    """Every provision that rules, time limits and parameters cite, with each thing that can exercise it."""
    found: dict[str, tuple[Place, dict[Want, None]]] = {}
    for reference, place, want in _citing(owners.program):
        found.setdefault(reference, (place, {}))[1][want] = None
    for reference, (place, wants) in sorted(found.items()):
        ways = tuple((want,) for want in wants)
        yield Ask("provisions", reference, f"{reference} is behind something that applies", ways, place)


def _citing(program: Program) -> Iterator[tuple[str, Place, Want]]:
    for number, rule in enumerate(program.rules):
        for reference in (*rule.rule.cites, *(cite for action in rule.rule.effect.actions for cite in action.cites)):
            yield reference, rule.rule.place, RuleIs(number, "applies")
    for number, clock in enumerate(program.clocks):
        for reference in clock.clock.cites:
            yield reference, clock.clock.place, ClockIs(number, _RUNNING)
    for history in program.ruleset.parameters.values():
        for number, value in enumerate(history.values):
            following = history.values[number + 1 :]
            window = Window(value.start, following[0].start if following else None)
            for want in _resting_on(program, history, window):
                yield from ((reference, value.place, want) for reference in value.cites)


def _resting_on(program: Program, history: ParameterHistory, window: Window) -> Iterator[Want]:
    """What uses a value of a parameter: rules judged, and time limits started, while it is in force."""
    effective = program.ruleset
    if (effective.effective_until or date.max) >= (window.since or date.min):
        for number, names in enumerate(program.parameters_of_rules):
            if history.name in names and (window.until is None or window.until > effective.effective_from):
                yield RuleIs(number, "applies", window)
    for number, clock in enumerate(program.clocks):
        if clock.within.kind == "parameter" and program.parameters[clock.within.index] == history.name:
            yield ClockIs(number, _RUNNING, window)


_RUNNING = tuple(state for state in get_args(ClockState) if state not in IDLE)
