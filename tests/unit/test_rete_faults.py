"""Seeded faults, in either evaluator: each of them is noticed on the cases of `tests/rich.py`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.conditions import All, AtLeast, Compare, Condition, Holds, Literal, NoneOf, Not
from riskengine.conditions import Any as AnyOf
from riskengine.diagnostics import DisagreementError
from riskengine.evaluating.inputs import Span as OurSpan
from riskengine.operators import OPERATORS
from riskengine.records import changed
from riskengine.rete.agreement import disagreements
from riskengine.rete.available import why_not
from riskengine.rete.circuit import FALSE_CODE, Atom
from riskengine.rete.spans import Span
from riskengine.ruleset import Band, Rule, RuleSet
from riskengine.truth import Truth
from tests.rich import CASES, rich_program, situation_of
from tests.second import compared

pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"durable-rules: {why_not()}")


@pytest.fixture
def program(tmp_path) -> Program:
    return rich_program(tmp_path)


def noticed(program: Program, second: RuleSet | None = None) -> list[str]:
    """The cases on which the two do not agree, or the second contradicts itself."""
    found = []
    for name, (_, _, officer) in CASES.items():
        try:
            problems = disagreements(compared(situation_of(name, program), program, officer, second=second))
        except DisagreementError:
            problems = ["it failed"]
        found += [name] if problems else []
    return found


def test_without_a_fault_they_agree_on_every_case(program):
    assert noticed(program) == []


# Rule sets that are not the same: a fault of loading or compiling in one of the two.


def replaced(condition: Condition, change: Callable[[Condition], Condition | None]) -> Condition:
    """A condition in which whatever `change` has something for is put in its place."""
    found = change(condition)
    if found is not None:
        return found
    match condition:
        case All() | AnyOf() | NoneOf() | AtLeast():
            return changed(condition, parts=tuple(replaced(part, change) for part in condition.parts))
        case Not(part):
            return Not(replaced(part, change))
    return condition


def in_rule(rule_id: str, change: Callable[[Condition], Condition | None]) -> Callable[[RuleSet], RuleSet]:
    return rule_changed(rule_id, lambda rule: changed(rule, when=replaced(rule.when, change)))


def rule_changed(rule_id: str, change: Callable[[Rule], Rule]) -> Callable[[RuleSet], RuleSet]:
    return lambda ruleset: changed(ruleset, rules=tuple(change(rule) if rule.id == rule_id else rule for rule in ruleset.rules))


def operator(new: str) -> Callable[[Condition], Condition | None]:
    return lambda condition: changed(condition, operator=new) if isinstance(condition, Compare) else None


def literal(value: Any) -> Callable[[Condition], Condition | None]:
    return lambda condition: changed(condition, operands=(Literal(value),)) if isinstance(condition, Compare) else None


def defined(name: str, condition: Condition) -> Callable[[RuleSet], RuleSet]:
    return lambda ruleset: changed(
        ruleset, definitions=ruleset.definitions | {name: changed(ruleset.definitions[name], condition=condition)}
    )


def ungated(ruleset: RuleSet) -> RuleSet:
    return changed(ruleset, facts=ruleset.facts | {"children": changed(ruleset.facts["children"], applies_when=None)})


def banded(*bands: Band) -> Callable[[RuleSet], RuleSet]:
    return lambda ruleset: changed(ruleset, scores={"total": changed(ruleset.scores["total"], bands=bands)})


def quantity(name: str, **changes: Any) -> Callable[[RuleSet], RuleSet]:
    return lambda ruleset: changed(ruleset, quantities=ruleset.quantities | {name: changed(ruleset.quantities[name], **changes)})


def effect(rule_id: str, **changes: Any) -> Callable[[RuleSet], RuleSet]:
    return rule_changed(rule_id, lambda rule: changed(rule, effect=changed(rule.effect, **changes)))


def points_by_bands(ruleset: RuleSet) -> RuleSet:
    by = ruleset.rules[-1].effect.points_by
    first, last = by.bands
    return effect("A-18", points_by=changed(by, bands=(changed(first, high=10), changed(last, low=11))))(ruleset)


def yes(fact: str) -> Compare:
    return Compare(fact, "is", (Literal(True),))


def dated(ruleset: RuleSet) -> RuleSet:
    history = ruleset.parameters["limit"]
    last = changed(history.values[1], start=date(2024, 3, 1))
    return changed(ruleset, parameters={"limit": changed(history, values=(history.values[0], last))})


MUTANTS: dict[str, Callable[[RuleSet], RuleSet]] = {
    "a boundary is left out": in_rule("A-03", operator("more_than")),
    "an operator is turned round": in_rule("A-07", operator("at_least")),
    "a number is one off": in_rule("A-07", literal(19)),
    "a negation is lost": in_rule("A-04", lambda each: each.part if isinstance(each, Not) else None),
    "none is read as any": in_rule("A-14", lambda each: AnyOf(each.parts) if isinstance(each, NoneOf) else None),
    "all is read as any": in_rule("A-02", lambda each: AnyOf(each.parts) if isinstance(each, All) else None),
    "two of them becomes one of them": defined("active", AtLeast(1, (yes("grooming"), yes("inciting"), yes("producing")))),
    "a part of a definition is dropped": defined("access", yes("works_with_children")),
    "another definition is used": in_rule("A-01", lambda each: Holds("active") if isinstance(each, Holds) else None),
    "a gate is dropped": ungated,
    "a band is one off": banded(Band(None, 3, "low"), Band(4, 5, "medium"), Band(6, None, "high")),
    "a band has another grade": banded(Band(None, 2, "low"), Band(3, 5, "high"), Band(6, None, "high")),
    "years are read as months": quantity("age", kind="months_between"),
    "working days are read as days": quantity("waited", kind="days_between"),
    "dates are turned round": lambda ruleset: quantity("age", inputs=ruleset.quantities["age"].inputs[::-1])(ruleset),
    "a count leaves one out": lambda ruleset: quantity("indicators", inputs=ruleset.quantities["indicators"].inputs[1:])(ruleset),
    "points are one off": effect("A-05", points={"total": 3}),
    "ranges of points are one off": points_by_bands,
    "a minimum grade is lower": effect("A-11", minimum_grade="medium"),
    "a minimum grade is left out": effect("A-09", minimum_grade=None),
    "the scope is wider": lambda ruleset: changed(
        ruleset, scope=changed(ruleset.scope, when=Compare("offence", "not_in", (Literal("livestream"),)))
    ),
    "an option is left out": in_rule("A-09", lambda each: changed(each, operands=each.operands[1:])),
    "a parameter starts on another day": dated,
    "a presumption is left out": rule_changed("A-12", lambda rule: changed(rule, when_unknown="report")),
    "an accepted unknown is presumed": rule_changed("A-13", lambda rule: changed(rule, when_unknown="presume")),
    "a required fact is left out": effect("A-17", require=(), flag="look"),
}
"""What one of the two reads in the rule set, and the other does not."""


@pytest.mark.parametrize("fault", MUTANTS)
def test_a_fault_in_what_the_first_evaluator_reads_is_noticed(program, fault):
    assert noticed(compile_ruleset(MUTANTS[fault](program.ruleset)), second=program.ruleset) != []


@pytest.mark.parametrize("fault", MUTANTS)
def test_a_fault_in_what_the_second_evaluator_reads_is_noticed(program, fault):
    assert noticed(program, second=MUTANTS[fault](program.ruleset)) != []


# Code that is wrong: a function of one of the two put in another's place.

Fault = tuple[str, Callable[[Any], Any]]
"""The function that is wrong, and what it does instead, made from what it does."""


def settled(**changes: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A fault of `settle`: some of its answer is not what it was."""

    def wrong(right):
        def settle(*given, **more):
            answer = right(*given, **more)
            return changed(answer, **{name: change(answer) for name, change in changes.items()})

        return settle

    return wrong


def outcomes(old: str, new: str) -> Callable[[Any], Any]:
    return settled(outcomes=lambda answer: tuple(new if each == old else each for each in answer.outcomes))


IN_THE_FIRST: dict[str, Fault] = {
    "what is not known is taken as no": (
        "riskengine.evaluating.reference._compare",
        lambda right: lambda *given: Truth.FALSE if right(*given) is Truth.UNKNOWN else right(*given),
    ),
    "a negation is lost": ("riskengine.evaluating.reference.negate", lambda _: lambda part: part),
    "gates are not asked": ("riskengine.evaluating.reference._applies", lambda _: lambda *_: Truth.TRUE),
    "at least is more than": (
        "riskengine.evaluating.reference.compare_spans",
        lambda right: lambda operator, *given: right("more_than" if operator == "at_least" else operator, *given),
    ),
    "at least n is more than n": ("riskengine.evaluating.reference.at_least", lambda right: lambda n, parts: right(n + 1, parts)),
    "a count takes what is not known": (
        "riskengine.evaluating.reference.count_span",
        lambda right: lambda truths: OurSpan(right(list(truths)).high, right(list(truths)).high),
    ),
    "years are days": (
        "riskengine.evaluating.reference.measure_of",
        lambda right: lambda kind, place: right("days_between" if kind == "years_between" else kind, place),
    ),
    "the day is that of Greenwich": ("riskengine.calendar.london_date", lambda _: lambda moment: date(*moment.timetuple()[:3])),
    "points by ranges are left out": ("riskengine.evaluating.reference.points_span", lambda _: lambda *_: OurSpan(0, 0)),
    "the least is one too low": ("tests.rulings.settle", settled(least=lambda answer: max(-1, answer.least - 1))),
    "the most is the least": ("tests.rulings.settle", settled(most=lambda answer: answer.least)),
    "what is presumed does not apply": ("tests.rulings.settle", outcomes("presumed", "does_not_apply")),
    "what is open does not apply": ("tests.rulings.settle", outcomes("unsettled", "does_not_apply")),
    "what is open was accepted": ("tests.rulings.settle", outcomes("unsettled", "accepted")),
    "a scope that is open holds": ("tests.rulings.settle", settled(scope=lambda _: Truth.TRUE)),
    "scores have one more": (
        "tests.rulings.settle",
        settled(scores=lambda answer: tuple((low if low is None else low + 1, high) for low, high in answer.scores)),
    ),
    "nothing is not applicable": ("tests.rulings.settle", settled(not_applicable=lambda _: frozenset())),
}

IN_THE_SECOND: dict[str, Fault] = {
    "what is not known is taken as no": (
        "riskengine.rete.conclusions._code",
        lambda right: (
            lambda circuit, knowledge, slot: right(circuit, knowledge, slot) or (FALSE_CODE if slot.kind == "boolean" else None)
        ),
    ),
    "a negation is lost": ("riskengine.rete.drawing.negated", lambda _: lambda part: part),
    "the opposite of an operator is lost": (
        "riskengine.rete.comparing.negated",
        lambda right: lambda part: part if isinstance(part, Atom) else right(part),
    ),
    "gates are not asked": ("riskengine.rete.comparing._applies", lambda _: lambda *_: iter(())),
    "between leaves out its end": (
        "riskengine.rete.comparing._until",
        lambda right: lambda slot, rank: right(slot, rank - 1),
    ),
    "a place is one off": ("riskengine.rete.conclusions.place_of", lambda right: lambda *given: right(*given) + 1),
    "a count takes what is not known": (
        "riskengine.rete.conclusions.counted",
        lambda right: lambda truths: Span(right(truths).high, right(truths).high),
    ),
    "years are days": (
        "riskengine.rete.numbers.between",
        lambda right: lambda kind, *given: right("days_between" if kind == "years_between" else kind, *given),
    ),
    "bank holidays are worked": (
        "riskengine.rete.days._holidays",
        lambda _: lambda _: (),
    ),
    "the day is that of Greenwich": (
        "riskengine.rete.conclusions.day_of",
        lambda _: lambda moment: date(*moment.timetuple()[:3]),
    ),
    "points by ranges are left out": ("riskengine.rete.numbers._by_ranges", lambda _: lambda *_: Span(0, 0)),
    "the band below counts": (
        "riskengine.rete.bounds.grade_at",
        lambda right: lambda score, points, grades: right(score, points - 1, grades),
    ),
    "the rails are swapped": ("riskengine.rete.sheets.rails", lambda right: lambda *given: right(*given)[::-1]),
    "the last sheet is lost": (
        "riskengine.rete.network.wings_of",
        lambda right: (
            lambda circuit: tuple(changed(wing, sheets=wing.sheets[:-1] or wing.sheets) for wing in right(circuit)[:-1])
        ),
    ),
    "what is false is not noted": (
        "riskengine.rete.network._Case._note",
        lambda right: lambda case, number, code: None if code == FALSE_CODE else right(case, number, code),
    ),
    "one number of a sum is lost": ("riskengine.rete.spans.added", lambda right: lambda parts: right(parts[1:])),
}


def injected(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    path, make = fault
    parts = path.split(".")
    owner: Any = None
    for length in range(len(parts) - 1, 0, -1):
        try:
            owner = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:-1]:
            owner = getattr(owner, name)
        break
    monkeypatch.setattr(owner, parts[-1], make(getattr(owner, parts[-1])))


@pytest.mark.parametrize("fault", IN_THE_FIRST)
def test_a_fault_in_the_first_evaluator_is_noticed(program, monkeypatch, fault):
    injected(monkeypatch, IN_THE_FIRST[fault])
    assert noticed(program) != []


@pytest.mark.parametrize("fault", IN_THE_SECOND)
def test_a_fault_in_the_second_evaluator_is_noticed(program, monkeypatch, fault):
    injected(monkeypatch, IN_THE_SECOND[fault])
    assert noticed(program) != []


def test_an_operator_of_the_first_that_compares_wrongly_is_noticed(program, monkeypatch):
    row = OPERATORS["at_most"]
    monkeypatch.setitem(OPERATORS, "at_most", changed(row, holds=OPERATORS["less_than"].holds))
    assert noticed(program) != []
