"""A rule set with something taken away or tied into a knot is refused with diagnostics, never with a crash or a hang."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.codes import CODES
from riskengine.compiling.types import check_types
from riskengine.conditions import Holds
from riskengine.diagnostics import Diagnostic
from riskengine.ruleset import RuleSet
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, Family, situations

FAMILIES = pytest.mark.parametrize("family", [FINITE, LARGE], ids=["finite", "large"])
NAMED = ("facts", "definitions", "quantities", "scores", "parameters")


def problems_of(ruleset: RuleSet) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    check_types(ruleset, problems)
    assert {problem.code for problem in problems} <= CODES.keys()
    assert {problem.severity for problem in problems} <= {"error"}
    return problems


@FAMILIES
@laws(40)
@given(data=st.data())
def test_a_rule_set_without_one_of_its_names(family: Family, data: st.DataObject) -> None:
    ruleset = data.draw(situations(family)).ruleset
    for kind in NAMED:
        for name in getattr(ruleset, kind):
            rest = {each: entry for each, entry in getattr(ruleset, kind).items() if each != name}
            for problem in problems_of(replace(ruleset, **{kind: rest})):
                assert f"`{name}`" in problem.message or problem.code == "RE346"


@FAMILIES
@laws(40)
@given(data=st.data())
def test_a_rule_set_whose_definitions_have_changed_places(family: Family, data: st.DataObject) -> None:
    ruleset = data.draw(situations(family)).ruleset
    names = list(ruleset.definitions)
    moved = data.draw(st.permutations(names))
    definitions = {name: replace(ruleset.definitions[other], name=name) for name, other in zip(names, moved, strict=True)}
    assert {problem.code for problem in problems_of(replace(ruleset, definitions=definitions))} <= {
        "RE330", "RE331", "RE332", "RE333", "RE346", "RE349",
    }  # fmt: skip


@FAMILIES
@laws(40)
@given(data=st.data())
def test_a_rule_set_with_gates_on_anything(family: Family, data: st.DataObject) -> None:
    ruleset = data.draw(situations(family)).ruleset
    if not ruleset.definitions:
        return
    gate = Holds(data.draw(st.sampled_from(sorted(ruleset.definitions))))
    gated = data.draw(st.sets(st.sampled_from(sorted(ruleset.facts))))
    facts = {name: replace(fact, applies_when=gate) if name in gated else fact for name, fact in ruleset.facts.items()}
    assert {problem.code for problem in problems_of(replace(ruleset, facts=facts))} <= {"RE331", "RE333", "RE342", "RE346"}
