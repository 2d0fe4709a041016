"""The suites that ship pass, and show every rule, time limit, verdict and finding in every way that it can come out.

What a suite shows is what its cases state and what came out so: an outcome that no case asks for is not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from riskengine.authoring.suite_files import find_suites
from riskengine.authoring.suite_reader import read_suite
from riskengine.authoring.suite_running import decide, run_suite
from riskengine.authoring.suites import CaseResult, Suite, SuiteCase
from riskengine.codes.findings import FINDINGS
from riskengine.compiling.program import CompiledClock, CompiledRule, Program
from riskengine.deciding.decision import ClockState, Verdict
from riskengine.diagnostics import Diagnostic
from riskengine.engine import Engine

RULES = Path(__file__).parents[2] / "rules"
EDITIONS = [(path.parent.parent.name, path.parent.name) for path in sorted(RULES.glob("*/*/ruleset.yaml"))]
RULESETS = sorted({ruleset for ruleset, _ in EDITIONS})
editions = pytest.mark.parametrize(("ruleset", "edition"), EDITIONS, ids=["/".join(pair) for pair in EDITIONS])
rulesets = pytest.mark.parametrize("ruleset", RULESETS)

THOROUGH = {("suspect-priority", "2020.1"), ("suspect-priority", "2023.1"), ("suspect-priority", "2026.1")}
"""Editions whose cases list every rule that applies, and not only those that matter to the case."""

NO_GRADE = {"out_of_scope", "no_edition"}
"""Verdicts without rules to name."""


@cache
def engine() -> Engine:
    return Engine.open(RULES)


def program(ruleset: str, edition: str) -> Program:
    return engine().program(ruleset, edition)


def programs(ruleset: str) -> list[Program]:
    return [program(ruleset, edition) for each, edition in EDITIONS if each == ruleset]


@cache
def suites(ruleset: str, edition: str) -> tuple[Suite, ...]:
    problems: list[Diagnostic] = []
    found = [read_suite(file, problems) for file in find_suites([RULES / ruleset / edition], problems)]
    assert problems == []
    return tuple(suite for suite in found if suite is not None)


@cache
def results(ruleset: str, edition: str) -> tuple[tuple[SuiteCase, CaseResult], ...]:
    run = ((suite, run_suite(suite, engine())) for suite in suites(ruleset, edition))
    return tuple(pair for suite, came_out in run for pair in zip(suite.cases, came_out, strict=True))


@cache
def shown(ruleset: str, edition: str, kind: str, part: str = "") -> frozenset[tuple[str, object]]:
    """Subjects and values of one kind that a case states and that came out so."""
    return frozenset(
        (each.subject, each.value)
        for case, result in results(ruleset, edition)
        if result.passed
        for each in case.expectations
        if (each.kind, each.part) == (kind, part)
    )


def over_editions(ruleset: str, kind: str) -> set[tuple[str, object]]:
    return {pair for each, edition in EDITIONS if each == ruleset for pair in shown(each, edition, kind)}


# What can be: the reasons stand beside what is taken away.


def outcomes_that_can_be(rule: CompiledRule) -> set[str]:
    if not rule.support:
        return {"applies"}  # its condition asks about nothing, so it applies to every case
    match rule.rule.when_unknown:
        case "presume":
            return {"applies", "does_not_apply", "presumed"}  # what is not settled is presumed
        case "accept":
            return {"applies", "does_not_apply", "unsettled", "accepted"}  # unsettled where nobody asked
    return {"applies", "does_not_apply", "unsettled"}


def states_that_can_be(clock: CompiledClock, of: Program) -> set[str]:
    states = set(get_args(ClockState))
    if clock.stops < 0:
        states -= {"met", "met_late"}  # nothing on record stops it
    if not of.node_support[clock.node] and of.gates[clock.starts] < 0:
        states -= {"not_applicable"}  # it applies to every case, and what starts it does too
    return states


def any_rule(says: Callable[[CompiledRule], object]) -> Callable[[list[Program]], bool]:
    return lambda every: any(says(rule) for each in every for rule in each.rules)


def any_clock(every: list[Program]) -> bool:
    return any(each.clocks for each in every)


may_be_departed_from = any_rule(lambda rule: rule.rule.discretion != "none")

NEEDS: dict[str, Callable[[list[Program]], bool]] = {
    "action": any_rule(lambda rule: rule.effect.actions),
    "flag": any_rule(lambda rule: rule.effect.flag),
    "supervision_needed": any_rule(lambda rule: rule.effect.review),
    "required_fact_missing": any_rule(lambda rule: rule.requires),
    "accepted_unknown": any_rule(lambda rule: rule.rule.when_unknown == "accept"),
    "overdue": any_clock,
    "due_today": any_clock,
    "time_limit_undetermined": any_clock,
    "contradictory_facts": lambda every: any_clock(every) or any(gate >= 0 for each in every for gate in each.gates),
    "regrade_needed": lambda every: len(every) > 1,
    "edition_past_review": lambda every: any(each.ruleset.review_by for each in every),
    "departure": may_be_departed_from,
}
"""Findings that only some rule sets can give, and what one must have to give them."""


# the tests


@editions
def test_an_edition_has_suites_and_they_pass(ruleset: str, edition: str) -> None:
    assert suites(ruleset, edition)
    came_out = (result for _, result in results(ruleset, edition))
    assert [(result.case, result.differences, result.problems) for result in came_out if not result.passed] == []


@editions
def test_every_rule_is_shown_with_every_outcome(ruleset: str, edition: str) -> None:
    needed = {(rule.rule.id, each) for rule in program(ruleset, edition).rules for each in outcomes_that_can_be(rule)}
    assert sorted(needed - shown(ruleset, edition, "outcome")) == []


@editions
def test_every_time_limit_is_shown_in_every_state(ruleset: str, edition: str) -> None:
    of = program(ruleset, edition)
    needed = {(clock.clock.id, each) for clock in of.clocks for each in states_that_can_be(clock, of)}
    assert sorted(needed - shown(ruleset, edition, "clock", "state")) == []


@rulesets
def test_every_verdict_is_shown(ruleset: str) -> None:
    needed = set(get_args(Verdict))
    if not may_be_departed_from(programs(ruleset)):
        needed -= {"departure"}
    assert needed - {verdict for _, verdict in over_editions(ruleset, "verdict")} == set()


@rulesets
def test_every_finding_is_shown(ruleset: str) -> None:
    every = programs(ruleset)
    needed = {code for code in FINDINGS if code not in NEEDS or NEEDS[code](every)}
    stated = {subject for subject, there in over_editions(ruleset, "finding") if there}
    lists = {codes for _, codes in over_editions(ruleset, "all_findings")}
    stated |= {str(code) for codes in lists if isinstance(codes, tuple) for code in codes}
    assert sorted(needed - stated) == []


@editions
def test_every_jurisdiction_is_shown(ruleset: str, edition: str) -> None:
    used = {case.case.jurisdiction for case, _ in results(ruleset, edition)}
    assert used == set(program(ruleset, edition).ruleset.jurisdictions)


@editions
def test_no_case_states_a_grade_alone(ruleset: str, edition: str) -> None:
    for case, _ in results(ruleset, edition):
        kinds = {each.kind for each in case.expectations}
        assert _verdict(case) in NO_GRADE or kinds - {"verdict", "least", "most", "then"}, case.name


def _verdict(case: SuiteCase) -> object:
    return next((each.value for each in case.expectations if each.kind == "verdict"), None)


@pytest.mark.parametrize(("ruleset", "edition"), sorted(THOROUGH), ids=["/".join(pair) for pair in sorted(THOROUGH)])
def test_every_case_says_which_rules_apply_and_which_do_not(ruleset: str, edition: str) -> None:
    for case, _ in results(ruleset, edition):
        stated = {each.value for each in case.expectations if each.kind == "outcome"}
        assert _verdict(case) in NO_GRADE or {"applies", "does_not_apply"} <= stated, case.name


@pytest.mark.parametrize(("ruleset", "edition"), sorted(THOROUGH), ids=["/".join(pair) for pair in sorted(THOROUGH)])
def test_a_case_that_lists_rules_of_an_outcome_lists_them_all(ruleset: str, edition: str) -> None:
    for case, _ in results(ruleset, edition):
        stated: dict[object, set[str]] = {}
        for each in case.expectations:
            if each.kind == "outcome" and each.value != "does_not_apply":
                stated.setdefault(each.value, set()).add(each.subject)
        came_out = {rule.id: rule.outcome for rule in decide(case, engine()).record.rules}
        for outcome, rules in stated.items():
            assert {rule for rule, each in came_out.items() if each == outcome} == rules, (case.name, outcome)
