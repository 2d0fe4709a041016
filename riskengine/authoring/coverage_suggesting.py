"""The cases that are missing, as a suite that a person is to read: facts, and what the reference evaluator makes of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from riskengine.authoring.coverage_answers import Suggestion
from riskengine.authoring.coverage_bench import Draft, day_of
from riskengine.authoring.coverage_wants import Ask
from riskengine.authoring.invariants_written import yaml_scalar
from riskengine.authoring.suite_cases import case_of
from riskengine.case import Assessment
from riskengine.compiling.program import Program
from riskengine.decision import Decision
from riskengine.engine import Engine
from riskengine.facts import FactState, Value

__all__ = ["NOTE", "suggested_suite"]

NOTE = "suggested, to be read by a person"


def suggested_suite(program: Program, suggestions: Sequence[Suggestion], engine: Engine) -> str:
    """A suite in YAML with a case for each suggestion, smallest first; empty where there is none.

    `engine` is one that works by the reference evaluator, over the folder of rule sets that the program comes from.
    """
    if not suggestions:
        return ""
    ruleset = program.ruleset
    days = Counter(day_of(draft.inputs) for draft, _ in suggestions)
    places = Counter(draft.inputs.jurisdiction for draft, _ in suggestions)
    day, place = days.most_common(1)[0][0], places.most_common(1)[0][0]
    lines = [
        f"suite: {json.dumps(f'Suggested: what no other case of {ruleset.id} {ruleset.edition} shows')}",
        f"note: {NOTE}",
        f"ruleset: {ruleset.id}",
        f"edition: {json.dumps(ruleset.edition)}",
        f"as_of: {day}",
        f"jurisdiction: {place}",
        "cases:",
    ]
    for name, (draft, asks) in _named(suggestions):
        lines += _case(program, name, draft, asks, engine, day, place)
    return "\n".join(lines).rstrip() + "\n"


def _named(suggestions: Iterable[Suggestion]) -> Iterator[tuple[str, Suggestion]]:
    """Each with a name of its own: the first thing that it shows."""
    seen: Counter[str] = Counter()
    for draft, asks in suggestions:
        name = asks[0].what.replace("`", "")
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})", (draft, asks)


def _case(program: Program, name: str, draft: Draft, asks: Sequence[Ask], engine: Engine, day: date, place: str) -> Iterator[str]:
    inputs = draft.inputs
    facts = _facts(program, draft)
    decision = _decided(program, name, draft, facts, engine)
    yield f"  - case: {json.dumps(name, ensure_ascii=False)}"
    yield from _folded("note", [NOTE, *(f"shows that {ask.what}".replace("`", "") for ask in asks)])
    if day_of(inputs) != day:
        yield f"    as_of: {day_of(inputs)}"
    if inputs.jurisdiction != place:
        yield f"    jurisdiction: {inputs.jurisdiction}"
    if facts:
        yield from ("    facts:", *(f"      {fact}: {yaml_scalar(value)}" for fact, value in facts.items()))
    if draft.assessment is not None:
        yield from _assessment(draft.assessment)
    yield "    expect:"
    yield from (f"      {key}: {value}" for key, value in _expected(program, decision, asks))
    yield ""


def _folded(key: str, parts: Iterable[str]) -> Iterator[str]:
    """A note over several lines."""
    yield f"    {key}: >-"
    *others, last = parts
    yield from (f"      {part};" for part in others)
    yield f"      {last}"


def _facts(program: Program, draft: Draft) -> dict[str, Value | None]:
    inputs = draft.inputs
    recorded = [slot for slot in range(program.as_of_slot) if inputs.states[slot] is not FactState.NOT_ASKED]
    return {program.facts[slot].name: inputs.values[slot] for slot in recorded}


def _assessment(assessment: Assessment) -> Iterator[str]:
    yield "    assessment:"
    for key in ("grade", "assessed_on", "edition", "assessed_by"):
        yield f"      {key}: {yaml_scalar(getattr(assessment, key))}"
    departure = assessment.departure
    if departure is not None:
        yield "      departure:"
        yield f"        rules: [{', '.join(departure.rules)}]"
        for key in ("reason_code", "reason", "by", "authorised_by", "authorised_on"):
            yield f"        {key}: {yaml_scalar(getattr(departure, key))}"


def _decided(program: Program, name: str, draft: Draft, facts: Mapping[str, Value | None], engine: Engine) -> Decision:
    """What the engine makes of the case, read as it will be read from the suite."""
    ruleset = program.ruleset
    assessment = draft.assessment
    case = case_of(
        name,
        jurisdiction=draft.inputs.jurisdiction,
        ruleset=ruleset.id,
        facts={fact: _plain(value) for fact, value in facts.items()},
        assessment=None if assessment is None else _plain_assessment(assessment),
    )
    return engine.assess(case, as_of=day_of(draft.inputs), ruleset=ruleset.id, edition=ruleset.edition)


def _plain(value: Value | None) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _plain_assessment(assessment: Assessment) -> dict[str, object]:
    found: dict[str, object] = {
        key: _plain(getattr(assessment, key)) for key in ("grade", "assessed_on", "edition", "assessed_by")
    }
    departure = assessment.departure
    if departure is not None:
        keys = ("reason_code", "reason", "by", "authorised_by", "authorised_on")
        found["departure"] = {"rules": list(departure.rules), **{key: _plain(getattr(departure, key)) for key in keys}}
    return found


def _expected(program: Program, decision: Decision, asks: Sequence[Ask]) -> Iterator[tuple[str, str]]:
    """What came out: the verdict, the range, the rules that apply, and whatever else the case is for."""
    grade, judgement = decision.grade, decision.ruling.judgement
    assert judgement is not None
    yield "verdict", str(grade.verdict)
    yield from (("least", grade.least or "null"), ("most", grade.most or "null"))
    owners = {ask.owner for ask in asks}
    outcomes: dict[str, list[str]] = {"applies": []}
    for rule, outcome in zip(program.rules, judgement.settled.outcomes, strict=True):
        if outcome == "applies" or rule.rule.id in owners:
            outcomes.setdefault(outcome, []).append(rule.rule.id)
    if grade.verdict != "out_of_scope":
        yield from ((outcome, f"[{', '.join(ids)}]") for outcome, ids in outcomes.items() if ids)
    states = [f"{clock.id}: {clock.state}" for clock in decision.clocks if clock.id in owners]
    if states:
        yield "clocks", f"{{{', '.join(states)}}}"
    scores = [
        f"{score.name}: [{', '.join(yaml_scalar(end) for end in ends)}]"
        for score, ends in zip(program.scores, judgement.settled.scores, strict=True)
        if score.name in owners and grade.verdict != "out_of_scope"
    ]
    if scores:
        yield "scores", f"{{{', '.join(scores)}}}"
