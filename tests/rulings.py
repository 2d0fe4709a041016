"""Small rule sets and rulings for the tests of explanations: written as YAML, read, compiled and settled for real."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from riskengine.case import Assessment, Case, Departure, FactEntry
from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.deciding.decision import ClockResult, Finding, GradeResult, Verdict
from riskengine.deciding.ruling import Bound, Judgement, Ruling, ThenRuling
from riskengine.diagnostics import Diagnostic, RuleSetError
from riskengine.evaluating.completions import settle
from riskengine.evaluating.inputs import Inputs
from riskengine.evaluating.reference import evaluate
from riskengine.facts import FactState
from riskengine.guidance import Guidance, Provision, Source
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.truth import Truth

__all__ = ["AS_OF", "GUIDANCE", "judged", "judgement_of", "program_of", "ruling_of", "slot_of"]

AS_OF = date(2022, 3, 16)

_FRONT = """\
format: 1
id: small
edition: "1"
title: A small rule set
jurisdictions: [england-and-wales]
status: released
published: 2020-01-01
effective: {from: 2020-01-01}
owner: The tests
provenance: illustrative
grades: [low, medium, high, very_high]
reason_codes: {local_knowledge: what is known locally}
"""
_SCOPE = "scope: {when: {always: true}, otherwise: This rule set covers nothing else.}\n"

_TEXT = "Officers ask about every child at the address."
GUIDANCE = Guidance(
    (
        Source(
            "hmic", "2023", "An inspection report", "The inspectorate", date(2023, 4, 5), date(2023, 4, 5), None,
            "https://example.org/report", ("england-and-wales",), "press", (),
        ),
    ),
    {
        "hmic/2023#access": Provision(
            "hmic/2023#access", "access", "Access to children", _TEXT, "encoded", "", "press", "https://example.org/report", "d"
        )
    },
)  # fmt: skip


def program_of(folder: Path, *, facts: str, rules: str, more: str = "", scope: str = _SCOPE, clocks: str = "") -> Program:
    """A compiled edition of these facts, rules and further sections."""
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    (folder / "ruleset.yaml").write_text(_FRONT + scope + more, encoding="utf-8")
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    (folder / "rules" / "all.yaml").write_text(rules, encoding="utf-8")
    if clocks:
        (folder / "clocks.yaml").write_text(clocks, encoding="utf-8")
    problems: list[Diagnostic] = []
    ruleset = read_ruleset(folder, problems)
    assert not problems, problems
    assert ruleset is not None
    try:
        return compile_ruleset(ruleset)
    except RuleSetError as error:
        raise AssertionError(error.diagnostics) from error


def slot_of(program: Program, name: str) -> int:
    """The slot of a fact."""
    return program.slots[name]


def _inputs(program: Program, known: Mapping[str, Any], asked: Collection[str], as_of: date) -> Inputs:
    values = [known.get(fact.name) for fact in program.facts]
    values[program.as_of_slot] = as_of
    states = [
        FactState.KNOWN if value is not None else FactState.UNKNOWN if fact.name in asked else FactState.NOT_ASKED
        for fact, value in zip(program.facts, values, strict=True)
    ]
    histories = program.ruleset.parameters
    parameters = [
        next((each.value for each in reversed(histories[name].values) if each.start <= as_of), None)
        for name in program.parameters
    ]
    return Inputs(tuple(values), tuple(states), tuple(parameters), "england-and-wales")


def judgement_of(
    program: Program,
    known: Mapping[str, Any],
    *,
    asked: Collection[str] = (),
    grade: str | None = "low",
    as_of: date = AS_OF,
    entries: Mapping[str, FactEntry] | None = None,
    departure: bool = False,
) -> Judgement:
    """What one case comes to, settled for real, with the verdict of language 3.8."""
    recorded = {name: FactEntry(value) for name, value in known.items()} | {name: FactEntry(None) for name in asked}
    recorded |= entries or {}
    inputs = _inputs(program, known, asked, as_of)
    judgement = judged(program, inputs, grade=grade, departure=departure)
    bound = replace(judgement.bound, entries=tuple(recorded.get(fact.name) for fact in program.facts))
    return replace(judgement, bound=bound)


def judged(program: Program, inputs: Inputs, *, grade: str | None = "low", departure: bool = False) -> Judgement:
    """What is known comes to this, with the verdict of language 3.8."""
    evaluation = evaluate(program, inputs)
    settled = settle(program, inputs, evaluation)
    officer = -1 if grade is None else program.grades.index(grade)
    required = tuple(
        sorted(
            (slot, index)
            for index, rule in enumerate(program.rules)
            if settled.outcomes[index] != "does_not_apply"
            for slot in rule.requires
            if inputs.values[slot] is None and slot not in settled.not_applicable
        )
    )
    contradictory = tuple(sorted(slot for slot in settled.not_applicable if inputs.values[slot] is not None))
    entries = tuple(None if state is FactState.NOT_ASKED else FactEntry(None) for state in inputs.states)
    verdict: Verdict
    if settled.scope is not Truth.TRUE:
        verdict = "out_of_scope" if settled.scope is Truth.FALSE else "not_supported"
    elif officer < 0:
        verdict = "not_graded"
    elif officer < settled.least:
        verdict = "departure" if departure else "below_minimum"
    else:
        verdict = "not_supported" if officer < settled.most or required or contradictory else "consistent"
    bound = Bound(inputs, entries)
    return Judgement(program, bound, evaluation, settled, officer, verdict, required, contradictory, (), departure)


def ruling_of(
    judgement: Judgement | None,
    *,
    case_id: str = "T-1",
    as_of: date = AS_OF,
    clocks: tuple[ClockResult, ...] = (),
    findings: tuple[Finding, ...] = (),
    then: ThenRuling | None = None,
    departure: Departure | None = None,
    guidance: Guidance = GUIDANCE,
    hypothetical: bool = False,
    notes: tuple[str, ...] = (),
) -> Ruling:
    """A ruling around a judgement."""
    officer = "low" if judgement is None else judgement.program.grades[judgement.officer] if judgement.officer >= 0 else None
    assessment = Assessment(officer, date(2020, 9, 15), "1", "DC 4471", departure)
    case = Case(case_id, "england-and-wales", {}, assessment, "small", "c" * 64)
    grade = GradeResult(officer, None, None, False, "exact", "no_edition")
    if judgement is not None:
        settled, grades = judgement.settled, judgement.program.grades
        grade = replace(
            grade,
            least=grades[settled.least] if settled.least >= 0 else None,
            most=grades[settled.most] if settled.most >= 0 else None,
            settled=settled.least == settled.most >= 0,
            range="exact" if settled.exact else "bounds",
            verdict=judgement.verdict,
        )
    return Ruling(case, as_of, judgement, grade, clocks, findings, then, guidance, hypothetical, notes)
