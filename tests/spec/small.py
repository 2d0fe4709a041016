"""Small rule sets for tables of the semantics, and what the evaluators and completions make of a condition in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from riskengine.compiling.compile import compile_ruleset
from riskengine.conditions import Always, Compare, Condition, Literal
from riskengine.evaluating.completions import settle
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.reference import evaluate
from riskengine.facts import Fact, FactType
from riskengine.quantities import Quantity
from riskengine.ruleset import Definition, Effect, Rule, RuleSet, Scope, Score
from riskengine.truth import Truth
from tests.oracle import Situation
from tests.properties.agreement import named
from tests.strategies import inputs_of

__all__ = ["AS_OF", "answer", "compare", "flag", "node_truth", "rule", "ruleset", "situation"]

AS_OF = date(2024, 2, 29)
GRADES = ("low", "medium", "high", "very_high")


def flag(name: str, applies_when: Condition | None = None) -> Fact:
    """A boolean fact."""
    return Fact(name, FactType.BOOLEAN, question=f"Is it {name}?", applies_when=applies_when)


def compare(subject: str, operator: str, *values: Any) -> Compare:
    """A comparison with literals."""
    return Compare(subject, operator, tuple(map(Literal, values)))


def rule(name: str, when: Condition, minimum: str | None = "high", when_unknown: str = "report", **effect: Any) -> Rule:
    """A rule that asks for a grade, or has the effects given."""
    return Rule(
        name,
        f"Rule {name}",
        when,
        Effect(minimum_grade=minimum, **effect),
        "so it says",
        ("test/1#one",),
        when_unknown=when_unknown,
    )


def ruleset(
    facts: Sequence[Fact],
    rules: Sequence[Rule] = (),
    *,
    scope: Condition | None = None,
    definitions: Mapping[str, Condition] | None = None,
    quantities: Sequence[Quantity] = (),
    scores: Sequence[Score] = (),
) -> RuleSet:
    """A rule set of these parts."""
    return RuleSet(
        id="small",
        edition="1",
        title="A small rule set",
        jurisdictions=("england-and-wales",),
        status="released",
        published=date(2016, 1, 1),
        effective_from=date(2016, 1, 1),
        effective_until=None,
        review_by=None,
        owner="nobody",
        provenance="illustrative",
        grades=GRADES,
        reason_codes={},
        scope=Scope(scope or Always(), "This rule set does not cover the case."),
        facts={fact.name: fact for fact in facts},
        definitions={name: Definition(name, condition) for name, condition in (definitions or {}).items()},
        quantities={quantity.name: quantity for quantity in quantities},
        scores={score.name: score for score in scores},
        rules=tuple(rules),
    )


def situation(rules: RuleSet, known: Mapping[str, Any] | None = None, asked: Collection[str] = ()) -> Situation:
    """A case: what is known, what was asked in vain; the rest was not asked."""
    return Situation(rules, AS_OF, "england-and-wales", dict(known or {}), frozenset(asked))


def node_truth(case: Situation, rule_id: str = "R-1") -> Truth:
    """The truth of a rule's condition node by node; both evaluators say the same."""
    program = compile_ruleset(case.ruleset)
    inputs = inputs_of(program, case)
    node = next(each.node for each in program.rules if each.rule.id == rule_id)
    plain, fast = evaluate(program, inputs), FastEvaluator(program).evaluate(program, inputs)
    assert plain == fast
    return plain.truth(node)


def answer(case: Situation) -> dict[str, Any]:
    """What holds over all completions, by names."""
    program = compile_ruleset(case.ruleset)
    inputs = inputs_of(program, case)
    settled = settle(program, inputs, evaluate(program, inputs))
    assert settled.exact
    return named(program, settled)
