"""Holds every evaluator against every other on one trial, and against brute force where all completions can be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from riskengine import Engine
from riskengine.calendar import BeyondHolidayTable
from riskengine.compiling.program import Program
from riskengine.deciding.prepared import PLAIN_USES
from riskengine.decision import Decision
from riskengine.diagnostics import DisagreementError, RiskEngineError
from riskengine.evaluating.completions import settle, settled_truths
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.inputs import Evaluation, Inputs
from riskengine.evaluating.reference import evaluate, evaluate_late
from riskengine.evaluating.settled import Settled
from riskengine.rete.available import why_not
from riskengine.rete.checker import Checker
from riskengine.ruleset import DatedValue, ParameterHistory
from tests.fuzz.trials import Row, Trial
from tests.oracle import Exact, Situation, brute_force, size_of, world_of
from tests.oracle_clocks import clock_truths, time_limits
from tests.oracle_editions import changes_since, known_on
from tests.oracle_kleene import kleene, names_facts_only
from tests.oracle_verdicts import verdict_of
from tests.oracle_worlds import NOT_APPLICABLE, holds, value_of
from tests.properties.agreement import TRUTHS, disagreements
from tests.properties.test_engine import written
from tests.strategies import inputs_of, program_of

__all__ = ["compare"]

_MOST_COMPLETIONS = 600
_GUESSES = (-2, 0, 1, 3, 50)
"""What a parameter without a value might have been."""


def compare(trial: Trial, counted: Counter[str]) -> Iterator[tuple[Row, str]]:
    """Every difference, with the case in which it shows; what was compared is counted by its kind."""
    program = program_of(trial.ruleset)
    compiled = FastEvaluator(program)
    for row in trial.rows:
        inputs = inputs_of(program, row.situation)
        evaluation = evaluate(program, inputs)
        settled = settle(program, inputs, evaluation)
        counted["cases"] += 1
        for line in (
            *_compiled(program, compiled, inputs, evaluation, settled),
            *_node_by_node(program, row.situation, evaluation),
            *_tried(trial, program, row.situation, settled, counted),
            *_guessed(trial, program, row.situation, settled, counted),
        ):
            yield row, line
    yield from _whole(trial, counted)


def _compiled(
    program: Program, compiled: FastEvaluator, inputs: Inputs, evaluation: Evaluation, settled: Settled
) -> Iterator[str]:
    """The compiled evaluator is the plain one: nodes, what is settled, and the conditions of time limits."""
    if compiled.evaluate(program, inputs) != evaluation:
        yield "compiled: nodes differ"
    found, at_once = compiled.settle(program, inputs)
    if at_once != settled:
        yield f"compiled: settled {at_once}, plain {settled}"
    if found != evaluation:
        yield "compiled: the evaluation of what is settled differs"
    nodes = [clock.node for clock in program.clocks]
    for number, grade in enumerate(program.grades):
        graded = inputs.graded(grade)
        plain = settled_truths(program, graded, evaluate_late(program, graded, evaluation), nodes)
        said = list(compiled.clock_truths(program, inputs, found, number))
        if said != plain:
            yield f"compiled: conditions of time limits at {grade} are {said}, plain {plain}"


def _node_by_node(program: Program, situation: Situation, evaluation: Evaluation) -> Iterator[str]:
    """Conditions on facts have their truth by Kleene's logic; in a complete case all have the one of two values."""
    if _has_gaps(situation):
        return
    world = None if situation.missing else world_of(situation, {})
    nodes = [(rule.id, compiled.node, rule.when) for rule, compiled in zip(situation.ruleset.rules, program.rules, strict=True)]
    nodes += [(name, program.definitions[name], each.condition) for name, each in situation.ruleset.definitions.items()]
    for name, node, condition in nodes:
        if world is not None:
            with suppress(BeyondHolidayTable):
                if evaluation.truth(node) is not TRUTHS[holds(world, condition)]:
                    yield f"{name} is {evaluation.truth(node)} in a complete case"
        elif names_facts_only(situation, condition) and evaluation.truth(node) is not TRUTHS[kleene(situation, condition)]:
            yield f"{name} is {evaluation.truth(node)}, by Kleene {kleene(situation, condition)}"
    if world is not None:
        yield from _numbers(program, situation, evaluation)


def _numbers(program: Program, situation: Situation, evaluation: Evaluation) -> Iterator[str]:
    world = world_of(situation, {})
    for quantity, span in zip(program.quantities, evaluation.quantities, strict=True):
        with suppress(BeyondHolidayTable):
            value = value_of(world, quantity.name)
            expected = (TRUTHS[False],) if value is NOT_APPLICABLE else (TRUTHS[True], value, value)
            if expected != (span.applies, span.low, span.high)[: len(expected)]:
                yield f"{quantity.name} is {span}, not {value}"


def _has_gaps(situation: Situation) -> bool:
    return any(history.values[0].start > situation.as_of for history in situation.ruleset.parameters.values())


def _truth(situation: Situation) -> Exact | None:
    """What trying every completion gives; None where there are too many, or a number cannot be worked out."""
    if size_of(situation) > _MOST_COMPLETIONS:
        return None
    with suppress(BeyondHolidayTable):
        return brute_force(situation)
    return None


def _tried(trial: Trial, program: Program, situation: Situation, settled: Settled, counted: Counter[str]) -> Iterator[str]:
    if trial.family.completions is None or _has_gaps(situation):
        return
    truth = _truth(situation)
    if truth is None:
        return
    counted["by brute force"] += 1
    yield from disagreements(program, settled, truth)
    inputs = inputs_of(program, situation)
    for grade in program.grades:
        graded = inputs.graded(grade)
        late = evaluate_late(program, graded, evaluate(program, inputs))
        said = settled_truths(program, graded, late, [clock.node for clock in program.clocks])
        for clock, one in zip(program.clocks, said, strict=True):
            true = clock_truths(situation, grade)[clock.clock.id]
            if one is not TRUTHS[true]:
                yield f"the condition of {clock.clock.id} at {grade} is {one}, over all completions {true}"


def _guessed(trial: Trial, program: Program, situation: Situation, settled: Settled, counted: Counter[str]) -> Iterator[str]:
    """Whatever value a parameter without one had, the answer holds it."""
    if trial.family.completions is None or not _has_gaps(situation):
        return
    for guess in _GUESSES:
        parameters = {name: _valued(history, situation.as_of, guess) for name, history in situation.ruleset.parameters.items()}
        truth = _truth(replace(situation, ruleset=replace(situation.ruleset, parameters=parameters)))
        if truth is None:
            return
        counted["by a guessed parameter"] += 1
        for line in disagreements(program, replace(settled, exact=False), truth):
            yield f"with {guess} for every parameter without a value: {line}"


def _valued(history: ParameterHistory, as_of: date, guess: int) -> ParameterHistory:
    first = history.values[0]
    return history if first.start <= as_of else replace(history, values=(DatedValue(date(2016, 1, 1), guess), *history.values))


# whole decisions


def _whole(trial: Trial, counted: Counter[str]) -> Iterator[tuple[Row, str]]:
    """Decisions are the same bytes by either way, and say what brute force says."""
    with written(trial.ruleset) as rules:
        plain, fast = Engine.open(rules, fast=False), Engine.open(rules)
        for _ in range(PLAIN_USES):
            fast._edition(trial.ruleset.id, trial.ruleset.edition).evaluator()
        checker = None if why_not() else Checker()
        for row in trial.rows:
            counted["whole decisions"] += 1
            one, other = _assessed(plain, row), _assessed(fast, row)
            texts = [each.model_dump_json() if isinstance(each, Decision) else each for each in (one, other)]
            if texts[0] != texts[1]:
                yield row, f"decisions differ: {_first_difference(*texts)}"
            if isinstance(one, Decision):
                for line in _second(checker, one, counted):
                    yield row, line
                for line in _against_brute_force(trial, row, one, counted):
                    yield row, line
            elif row.bare:
                yield row, f"refused: {one}"


def _second(checker: Checker | None, decision: Decision, counted: Counter[str]) -> Iterator[str]:
    """durable-rules agrees, where it is installed."""
    if checker is None:
        return
    counted["by durable-rules"] += 1
    try:
        checker.check(decision.ruling)
    except DisagreementError as error:
        yield f"durable-rules: {error.message}"


def _assessed(engine: Engine, row: Row) -> Decision | str:
    try:
        return engine.assess(dict(row.record), as_of=row.situation.as_of, edition=row.situation.ruleset.edition)
    except RiskEngineError as error:
        return "; ".join(f"{each.code} {each.message}" for each in error.diagnostics) or error.message


def _first_difference(one: str, other: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"...{one[max(0, at - 80) : at + 80]}... and ...{other[max(0, at - 80) : at + 80]}..."


def _against_brute_force(trial: Trial, row: Row, decision: Decision, counted: Counter[str]) -> Iterator[str]:
    situation = row.situation
    if trial.family.completions is None or _has_gaps(situation) or decision.grade.range != "exact":
        return
    yield from _changes(situation, row, decision, counted)
    if not row.bare:
        return
    truth = _truth(situation)
    if truth is None:
        return
    yield from _limits(situation, truth, row.officer, decision, counted)
    departing = "departure" in (row.record.get("assessment") or {})
    if not departing and not any(clock.contradictory for clock in decision.clocks):
        counted["verdicts"] += 1
        expected = verdict_of(situation, truth, row.officer)
        if decision.grade.verdict != expected:
            yield f"verdict {decision.grade.verdict}, by the table {expected}"


def _changes(situation: Situation, row: Row, decision: Decision, counted: Counter[str]) -> Iterator[str]:
    """What has changed since the assessment was made."""
    assessment = row.record.get("assessment")
    if assessment is None or "departure" in assessment or any(clock.contradictory for clock in decision.clocks):
        return
    made = date.fromisoformat(assessment["assessed_on"])
    moments = [*situation.known.values()]
    if situation.ruleset.clocks and any(isinstance(value, date) for value in moments) and made != situation.as_of:
        return  # a time limit might contradict itself on one of the two days only
    with suppress(BeyondHolidayTable):
        known = [known_on(situation, row.record["facts"], day) for day in (made, situation.as_of)]
        if any(each is None or size_of(each) > _MOST_COMPLETIONS for each in known):
            return
        expected = changes_since(situation, row.record["facts"], row.officer or "", made)
        if expected is None:
            return
        counted["comparisons of two days"] += 1
        said = {finding.code for finding in decision.findings} & {"regrade_needed", "new_information"}
        outside = any(finding.code == "out_of_scope" for finding in decision.findings)
        if said != expected and not outside:
            yield f"since {made}: said {sorted(said)}, by trying all completions {sorted(expected)}"


def _limits(situation: Situation, truth: Exact, officer: str | None, decision: Decision, counted: Counter[str]) -> Iterator[str]:
    said: Mapping[str, Any] = {clock.id: clock for clock in decision.clocks}
    with suppress(BeyondHolidayTable):
        for name, limit in time_limits(situation, truth, officer).items():
            counted["time limits"] += 1
            found = said[name]
            due = None if limit.due is None else _text(limit.due)
            if (found.state, found.due, found.late_by, found.only_at) != (limit.state, due, limit.late_by, limit.only_at):
                yield f"time limit {found}, by its definition {limit}"


def _text(moment: date) -> str:
    return moment.isoformat().replace("+00:00", "Z")
