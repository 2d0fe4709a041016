"""Evaluators as the suite asks them: what each can say, and what it says of a case, in the words of the tables."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from riskengine import Engine
from riskengine.calendar import BeyondHolidayTable
from riskengine.compiling.program import Program
from riskengine.deciding.judge import grade_result, plain_evaluator
from riskengine.deciding.prepared import PLAIN_USES
from riskengine.decision import Decision
from riskengine.diagnostics import CaseError, RuleSetError
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.inputs import Evaluation, Inputs, Span
from riskengine.evaluating.settled import Settled
from riskengine.facts import FactState
from riskengine.rete.available import why_not
from riskengine.rete.checker import Checker
from riskengine.rete.conclusions import conclude
from riskengine.rete.drawing import draw
from riskengine.rete.knowledge import knowledge_of
from riskengine.rete.network import Network
from riskengine.rete.spans import Span as TheirSpan
from riskengine.truth import Truth
from tests.conformance.files import write_table
from tests.conformance.tables import EXPECTED, Case, Table
from tests.oracle import Exact, Situation, brute_force, domains, size_of, world_of
from tests.oracle_clocks import time_limits
from tests.oracle_kleene import kleene, names_facts_only
from tests.oracle_worlds import NOT_APPLICABLE, value_of

__all__ = ["Answer", "BruteForce", "Ours", "evaluators"]

Answer = Mapping[str, Any]
_MOST_COMPLETIONS = 600
_TRUTHS = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: "unknown"}


class Evaluator(Protocol):
    """Anything that can be asked about cases.

    `says` are the keys of `expect` about which it has something to say. `answer` gives them for one case, in the form in
    which tables are written, or None for a case that it does not take.
    """

    name: str
    says: frozenset[str]

    def answer(self, table: Table, case: Case) -> Answer | None: ...


@cache
def _folder(table: Table) -> tuple[tempfile.TemporaryDirectory[str], Path]:
    place = tempfile.TemporaryDirectory()
    return place, write_table(table, Path(place.name))


@cache
def _engine(table: Table, fast: bool) -> Engine:
    """An engine over the table's rule set, its editions already compiled where it is the fast one."""
    engine = Engine.open(_folder(table)[1], fast=fast)
    try:
        for edition in engine.editions("table"):
            for _ in range(PLAIN_USES):
                engine._edition("table", edition).evaluator()
    except RuleSetError as error:
        problems = [f"{each.code} {each.message} {each.place.line}" for each in error.diagnostics]
        raise AssertionError(table.name, problems) from error
    return engine


class Ours:
    """The engine of this repository, in one of its two ways."""

    says = frozenset(EXPECTED)
    partial = False

    def __init__(self, *, fast: bool) -> None:
        self.name = "fast" if fast else "reference"
        self._fast = fast

    def answer(self, table: Table, case: Case) -> Answer:
        """Everything that a decision says."""
        try:
            decision = self.decide(table, case)
        except CaseError as error:
            return {"refused": sorted({problem.code for problem in error.diagnostics})}
        return {**_judged(decision, fast=self._fast), **_decided(decision)}

    def decide(self, table: Table, case: Case) -> Decision:
        """The whole decision. Raises CaseError for a case that is refused."""
        return _engine(table, self._fast).assess(dict(case.record), as_of=case.as_of, ruleset="table", edition=case.edition)


def _decided(decision: Decision) -> dict[str, Any]:
    grade, then = decision.grade, decision.ruling.then
    found: dict[str, Any] = {
        "verdict": grade.verdict,
        "findings": sorted(finding.code for finding in decision.findings),
        "severities": {finding.code: finding.severity for finding in decision.findings},
        "clocks": {
            clock.id: {"state": clock.state, "due": clock.due, "late_by": clock.late_by, "only_at": clock.only_at}
            for clock in decision.clocks
        },
        "range": {"least": grade.least, "most": grade.most, "exact": grade.range == "exact"},
        "exit_code": decision.exit_code,
        "then": None,
    }
    if then is not None:
        judgement = then.judgement
        judged = None if judgement is None else grade_result(judgement)
        found["then"] = {
            "edition": judgement.program.ruleset.edition if judgement else None,
            "verdict": judged.verdict if judged else None,
            "least": judged.least if judged else None,
            "most": judged.most if judged else None,
            "sound": judged is not None and judged.verdict in ("consistent", "departure"),
        }
    return found


def _judged(decision: Decision, *, fast: bool) -> dict[str, Any]:
    judgement = decision.ruling.judgement
    if judgement is None:
        return {}
    program, inputs = judgement.program, judgement.bound.inputs
    evaluate = FastEvaluator(program).evaluate if fast else plain_evaluator.evaluate
    return {**_evaluated(program, evaluate(program, inputs)), **_settled(program, judgement.settled)}


def _evaluated(program: Program, evaluation: Evaluation) -> dict[str, Any]:
    nodes = {**program.definitions, **{rule.rule.id: rule.node for rule in program.rules}}
    quantities = zip(program.quantities, evaluation.quantities, strict=True)
    return {
        "truths": {name: _TRUTHS[evaluation.truth(node)] for name, node in nodes.items()},
        "quantities": {quantity.name: _number(span) for quantity, span in quantities},
    }


def _number(span: Span) -> Any:
    if span.applies is Truth.FALSE:
        return "not_applicable"
    return span.low if span.applies is Truth.TRUE and span.low == span.high is not None else "open"


def _settled(program: Program, settled: Settled) -> dict[str, Any]:
    grades = program.grades
    rules = [rule.rule.id for rule in program.rules]
    return {
        "decisive": sorted(rules[number] for number in settled.decisive),
        "forcing": sorted(rules[number] for number in settled.forcing),
        "outcomes": dict(zip(rules, settled.outcomes, strict=True)),
        "scores": {score.name: list(ends) for score, ends in zip(program.scores, settled.scores, strict=True)},
        "relevant": {program.facts[each.slot].name: grades[each.could_reach] for each in settled.relevant},
    }


class BruteForce:
    """The oracle of the tests: every completion tried. It takes cases of which there are few enough."""

    name = "brute force"
    partial = True
    says = frozenset({"truths", "quantities", "outcomes", "range", "scores", "decisive", "forcing", "relevant", "clocks"})

    def answer(self, table: Table, case: Case) -> Answer | None:
        """What trying every completion gives; the case is read by our engine."""
        try:
            decision = Ours(fast=False).decide(table, case)
        except CaseError:
            return None
        judgement = decision.ruling.judgement
        if judgement is None:
            return None
        situation = _situation(judgement.program, judgement.bound.inputs, case.as_of)
        if not _can_be_tried(situation):
            return None
        try:
            return {**_told(situation), **_tried(situation, brute_force(situation), decision.grade.officer)}
        except BeyondHolidayTable:
            return None


def _situation(program: Program, inputs: Inputs, as_of: date) -> Situation:
    facts = range(len(program.facts) - 2)
    known = {program.facts[slot].name: inputs.values[slot] for slot in facts if inputs.states[slot] is FactState.KNOWN}
    asked = {program.facts[slot].name for slot in facts if inputs.states[slot] is FactState.UNKNOWN}
    return Situation(program.ruleset, as_of, inputs.jurisdiction, known, frozenset(asked))


def _can_be_tried(situation: Situation) -> bool:
    whole = all(domain.whole for domain in domains(situation).values())
    started = all(history.values[0].start <= situation.as_of for history in situation.ruleset.parameters.values())
    return whole and started and size_of(situation) <= _MOST_COMPLETIONS


def _told(situation: Situation) -> dict[str, Any]:
    """Truths of conditions that name facts alone, and numbers where nothing is missing."""
    ruleset = situation.ruleset
    conditions = {name: each.condition for name, each in ruleset.definitions.items()}
    conditions |= {rule.id: rule.when for rule in ruleset.rules}
    plain = {name: condition for name, condition in conditions.items() if names_facts_only(situation, condition)}
    truths = {name: kleene(situation, condition) for name, condition in plain.items()}
    found: dict[str, Any] = {"truths": {name: "unknown" if truth is None else truth for name, truth in truths.items()}}
    if not situation.missing:
        values = {name: value_of(world_of(situation, {}), name) for name in ruleset.quantities}
        found["quantities"] = {name: "not_applicable" if value is NOT_APPLICABLE else value for name, value in values.items()}
    return found


def _tried(situation: Situation, truth: Exact, officer: str | None) -> dict[str, Any]:
    grades = situation.ruleset.grades
    least, most = (None if grade < 0 else grades[grade] for grade in (truth.least, truth.most))
    found: dict[str, Any] = {"outcomes": dict(truth.outcomes), "range": {"least": least, "most": most, "exact": True}}
    if truth.scope is not False:
        found["decisive"] = sorted(truth.decisive)
        found |= {} if truth.forcing is None else {"forcing": sorted(truth.forcing)}
        found |= {"scores": {name: list(ends) for name, ends in truth.scores.items()}, "relevant": _relevant(situation, truth)}
    found["clocks"] = {
        name: {"state": limit.state, "due": _text(limit.due), "late_by": limit.late_by, "only_at": limit.only_at}
        for name, limit in time_limits(situation, truth, officer).items()
    }
    return found


def _relevant(situation: Situation, truth: Exact) -> dict[str, str]:
    """In no order of its own where gates have a part in it: the tables' order is then not checked."""
    key = lambda name: (-truth.relevant[name][1], truth.worst[name], name)  # noqa: E731
    return {name: situation.ruleset.grades[truth.relevant[name][1]] for name in sorted(truth.relevant, key=key)}


def _text(moment: date | datetime | None) -> str | None:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat() + "Z"
    return None if moment is None else moment.isoformat()


@cache
def _checker() -> Checker:
    return Checker()


@cache
def _network(table: Table, edition: str) -> Network:
    return Network(draw(_engine(table, fast=False).program("table", edition).ruleset))


def _their_number(span: TheirSpan) -> Any:
    if span.applies is False:
        return "not_applicable"
    return span.low if span.applies and span.low == span.high is not None else "open"


class DurableRules:
    """The second evaluator: truths and numbers of its own, and its agreement with the whole ruling."""

    name = "durable-rules"
    says = frozenset({"truths", "quantities", "refused"})
    partial = True

    def answer(self, table: Table, case: Case) -> Answer | None:
        """What it concludes. Raises DisagreementError where it does not agree with our ruling of the case."""
        try:
            ruling = Ours(fast=False).decide(table, case).ruling
        except CaseError as error:
            return {"refused": sorted({problem.code for problem in error.diagnostics})}
        if ruling.judgement is None:
            return None
        _checker().check(ruling)
        ruleset = ruling.judgement.program.ruleset
        day = case.as_of
        said = conclude(_network(table, ruleset.edition), knowledge_of(ruleset, ruling.case, known_on=day, guidance_day=day))
        truths = {**said.definitions, **said.rules}
        return {
            "truths": {name: "unknown" if truth is None else truth for name, truth in truths.items()},
            "quantities": {name: _their_number(span) for name, span in said.quantities.items()},
        }


def evaluators() -> tuple[Evaluator, ...]:
    """Every evaluator that is installed."""
    found: tuple[Evaluator, ...] = (Ours(fast=False), Ours(fast=True), BruteForce())
    return found if why_not() else (*found, DurableRules())
