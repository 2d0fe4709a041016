"""Claims tried by sampling: a broken rule set is refuted with a small case that can be assessed, and what ships passes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from riskengine.authoring.invariants import sample_invariants
from riskengine.authoring.sampling import Sampler
from riskengine.authoring.sampling_trials import Bench
from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.deciding.knowledge import bind
from riskengine.engine import Engine
from riskengine.facts import Fact, FactType
from riskengine.loading.case_reader import read_each_case
from riskengine.quantities import Quantity, QuantityInput
from riskengine.ruleset import Band, Invariant, RuleSet, Score
from riskengine.truth import Truth
from tests.spec.small import compare, flag, rule, ruleset

ENGINE = Engine.open()
EDITIONS = [(each, edition) for each in ENGINE.store.ids for edition in ENGINE.editions(each)]
PRIORITY = [edition for name, edition in EDITIONS if name == "suspect-priority"]


def claim(given, minimum=None, then=None, name="INV-1") -> Invariant:
    return Invariant(name, "It holds", given, minimum, then)


def results(rules: RuleSet, samples=40, **options):
    return {each.id: each for each in sample_invariants(compile_ruleset(rules), samples=samples, **options)}


def without(rules: RuleSet, *ids: str) -> RuleSet:
    assert set(ids) <= {each.id for each in rules.rules}
    return replace(rules, rules=tuple(each for each in rules.rules if each.id not in ids))


@cache
def program(edition: str) -> Program:
    return ENGINE.program("suspect-priority", edition)


# what ships


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_no_claim_of_a_shipped_edition_is_refuted(name, edition):
    found = sample_invariants(ENGINE.program(name, edition), samples=15)
    assert [(each.id, each.refutation) for each in found if each.refuted] == []
    assert [each.id for each in found if not each.tried] == []


@pytest.mark.parametrize("edition", [edition for edition in PRIORITY if edition >= "2023"])
def test_later_editions_claim_enough(edition):
    claims = program(edition).invariants
    assert len(claims) >= 15
    assert len({(str(each.invariant.given), each.minimum, each.then) for each in claims}) == len(claims)


@pytest.mark.parametrize("edition", PRIORITY)
def test_nearly_every_case_drawn_is_one_that_the_claim_is_about(edition):
    bench = Bench(program(edition))
    for each in program(edition).invariants:
        drawn = Sampler(bench, "1").cases(40, [each.given])
        about = sum(bench.trial(inputs).truth(each.given) is Truth.TRUE for inputs in drawn)
        assert about >= 30, each.invariant.id


# what is broken


@cache
def forcing(edition: str, claim_id: str) -> tuple[str, ...]:
    """The rules whose removal leaves the claim without support: those of its facts that ask for as much, or give points."""
    edition_program = program(edition)
    found = next(each for each in edition_program.invariants if each.invariant.id == claim_id)
    return tuple(
        each.rule.id
        for each in edition_program.rules
        if set(each.support) & set(found.support) and (each.minimum >= found.minimum or each.effect.points)
    )


@pytest.mark.parametrize("edition", PRIORITY)
def test_every_claim_is_refuted_by_a_small_case_where_its_rules_are_gone(edition):
    rules = program(edition).ruleset
    for each in program(edition).invariants:
        name = each.invariant.id
        undirected = {key: replace(fact, direction="either") for key, fact in rules.facts.items()}
        broken = replace(without(rules, *forcing(edition, name)), invariants=(each.invariant,), facts=undirected)
        result = results(broken, samples=10)[name]
        assert result.refuted, name
        assert result.place == each.invariant.place
        # What the claim is given, and what it takes for the rule set to cover the case.
        assert len(result.refutation.facts) <= len(each.support) + 1, name


def test_the_case_shown_is_ready_to_be_assessed():
    rules = without(program("2023.1").ruleset, "ACC-2")
    broken = replace(rules, invariants=tuple(each for each in rules.invariants if each.id == "INV-1"))
    shown = results(broken, samples=5)["INV-1"].refutation
    assert shown.facts == {"lives_with_child": True, "offence_type": "images"}
    assert shown.why == "Guidance as encoded requires at least medium here. The claim says at least high."
    (case,) = read_each_case(shown.case.encode(), "found.yaml")
    bound = bind(case, program("2023.1"), known_on=shown.as_of, as_of=shown.as_of, guidance_day=shown.as_of)
    known = {
        fact.name: value for fact, value in zip(program("2023.1").facts, bound.inputs.values, strict=True) if value is not None
    }
    assert known == {**shown.facts, "as_of": shown.as_of}
    assert ENGINE.assess(case, as_of=shown.as_of).grade.least == "high"  # the shipped edition still has the rule


def test_a_claim_is_tried_on_named_cases_too():
    facts = [flag("a"), flag("b")]
    rules = replace(
        ruleset(facts, [rule("R-1", compare("a", "is", True))]), invariants=(claim(compare("a", "is", True), "high"),)
    )
    broken = replace(rules, rules=())
    made = compile_ruleset(broken)
    (case,) = read_each_case(
        b'{"schema": "riskengine/case/1", "case_id": "A", "jurisdiction": "england-and-wales", "facts": {"a": true}}', "a"
    )
    day = date(2020, 1, 1)
    inputs = bind(case, made, known_on=day, as_of=day, guidance_day=day).inputs
    (result,) = sample_invariants(made, samples=0, cases=[("the first case", inputs)])
    assert result.refuted
    assert result.refutation.found_in == "the first case"


# forms of claims


def test_a_condition_may_be_claimed():
    age = Fact("age", FactType.INTEGER, minimum=0, maximum=120)
    adult, minor = compare("age", "at_least", 18), compare("age", "less_than", 18)
    true_claim = replace(ruleset([age, flag("a")]), invariants=(claim(adult, then=compare("age", "more_than", 17)),))
    assert not results(true_claim)["INV-1"].refuted
    false_claim = replace(true_claim, invariants=(claim(minor, then=compare("age", "less_than", 17)),))
    result = results(false_claim)["INV-1"]
    assert result.refutation.facts == {"age": 17}
    assert result.refutation.why == "What the claim says of such a case does not hold here."


def test_a_claim_about_the_grade_is_tried_with_every_grade_that_an_officer_may_give():
    low = compare("grade", "is", "low")
    rules = ruleset([flag("a")], [rule("R-1", compare("a", "is", True))])
    assert not results(replace(rules, invariants=(claim(low, then=compare("a", "is_not", True)),)))["INV-1"].refuted
    wrong = results(replace(rules, invariants=(claim(compare("grade", "is", "very_high"), then=compare("a", "is", True)),)))
    assert "grade: very_high" in wrong["INV-1"].refutation.case


def test_a_claim_says_nothing_of_cases_outside_the_scope():
    rules = ruleset([flag("a"), flag("inside")], [rule("R-1", compare("a", "is", True))], scope=compare("inside", "is", True))
    result = results(replace(rules, invariants=(claim(compare("inside", "is", False), "very_high"),)))["INV-1"]
    assert (result.tried, result.refuted) == (0, False)


def test_a_gated_fact_is_given_with_its_gate_open():
    gate = compare("a", "is", True)
    facts = [flag("a"), flag("b", applies_when=gate)]
    rules = ruleset(facts, [rule("R-1", compare("b", "is", True))])
    result = results(replace(rules, invariants=(claim(compare("b", "is", True), "very_high"),)))["INV-1"]
    assert result.refutation.facts == {"a": True, "b": True}


def test_numbers_worked_out_from_two_unknown_days_are_reached():
    days = [Fact(name, FactType.DATE, earliest=date(1900, 1, 1), latest=date(2100, 12, 31)) for name in ("born", "seen")]
    age = Quantity("age", "years_between", (QuantityInput("born"), QuantityInput("seen")))
    narrow = compare("age", "between", 40, 41)
    rules = ruleset(days, [rule("R-1", narrow, "low")], quantities=[age])
    result = results(replace(rules, invariants=(claim(narrow, "high"),)))["INV-1"]
    assert result.refuted
    assert result.refutation.facts.keys() == {"born", "seen"}


# directions


@pytest.mark.parametrize(("direction", "value"), [("raises", False), ("lowers", True)])
def test_a_rule_against_the_direction_of_a_fact_is_refuted(direction, value):
    facts = [replace(flag("a"), direction=direction), flag("b"), flag("c")]
    rules = ruleset(facts, [rule("R-1", compare("a", "is", value)), rule("R-2", compare("b", "is", True), "medium")])
    result = results(rules)["a"]
    assert result.kind == "direction"
    assert result.refutation.facts == {"a": not value}
    said = "no" if direction == "raises" else "yes"
    assert result.refutation.why.endswith(f"If “A” were “{said}” instead, it would require at least high.")
    assert results(ruleset(facts, [rule("R-1", compare("a", "is", not value))]))["a"].refutation is None


def test_a_direction_that_breaks_in_a_middle_stretch_is_refuted():
    number = Fact("count", FactType.INTEGER, minimum=0, maximum=1000, direction="raises")
    rules = ruleset([number], [rule("R-1", compare("count", "between", 40, 50))])
    assert results(rules)["count"].refuted


def test_points_that_fall_are_seen_by_the_direction():
    facts = [replace(flag("a"), direction="raises"), flag("b")]
    score = Score("s", (Band(None, 2, "low"), Band(3, None, "high")))
    four = rule("R-1", compare("b", "is", True), None, points={"s": 4})
    less = rule("R-2", compare("a", "is", True), None, points={"s": -2})
    result = results(ruleset(facts, [four, less], scores=[score]))["a"]
    assert result.refutation.facts == {"a": True, "b": True}


def test_a_direction_is_not_claimed_of_a_fact_that_no_grade_rests_on():
    rules = ruleset([replace(flag("a"), direction="raises"), flag("b")], [rule("R-1", compare("b", "is", True))])
    assert "a" not in results(rules)


# repeatable


def test_the_same_seed_tries_the_same_cases():
    first, again, other = (sample_invariants(program("2020.1"), samples=30, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert Counter(each.tried for each in first) != Counter(each.tried for each in other)
