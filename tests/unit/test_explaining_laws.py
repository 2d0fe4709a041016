"""What holds of every explanation of every rule set: witnesses are real and minimal, nothing is left out or made up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskengine.compiling.building import build
from riskengine.compiling.report import Report
from riskengine.explaining.explanation import explanation_of
from riskengine.explaining.missing import list_missing
from riskengine.explaining.reasons import open_slots, stopped_by, witness
from riskengine.explaining.record import build_record
from riskengine.explaining.record_json import to_json
from riskengine.truth import Truth, all_of, any_of, at_least, negate
from tests.oracle import Situation
from tests.properties.profile import laws
from tests.rulings import judged, ruling_of
from tests.strategies import FINITE, LARGE, inputs_of, situations

GRADES = st.sampled_from([None, "low", "medium", "high", "very_high"])


def judgement_in(situation: Situation, grade: str | None = "low"):
    program = build(situation.ruleset, Report())
    return judged(program, inputs_of(program, situation), grade=grade)


def kleene(judgement, number: int, leaves: frozenset[int]) -> Truth:
    """The truth of a node where only these comparisons are known, written down once more."""
    node = judgement.program.nodes[number]
    if node.kind == "compare":
        return judgement.evaluation.truth(number) if number in leaves else Truth.UNKNOWN
    parts = [kleene(judgement, child, leaves) for child in node.children]
    return {
        "always": lambda: Truth.TRUE,
        "holds": lambda: parts[0],
        "not": lambda: negate(parts[0]),
        "all": lambda: all_of(parts),
        "any": lambda: any_of(parts),
        "none": lambda: negate(any_of(parts)),
        "at_least": lambda: at_least(node.n, parts),
    }[node.kind]()


@laws(100)
@given(situations(LARGE))
def test_a_witness_fixes_its_node_and_nothing_smaller_does(situation):
    judgement = judgement_in(situation)
    for number in range(len(judgement.program.nodes)):
        truth = judgement.evaluation.truth(number)
        leaves = witness(judgement, number)
        if truth is Truth.UNKNOWN:
            assert leaves is None
            continue
        assert leaves is not None
        assert all(judgement.evaluation.truth(leaf) is not Truth.UNKNOWN for leaf in leaves)
        assert kleene(judgement, number, leaves) is truth
        assert all(kleene(judgement, number, leaves - {leaf}) is not truth for leaf in leaves)


@laws(60)
@given(situations(LARGE))
def test_every_rule_that_does_not_apply_says_what_stops_it_and_no_other_does(situation):
    judgement = judgement_in(situation)
    for index, outcome in enumerate(judgement.settled.outcomes):
        assert (stopped_by(judgement, index) is not None) == (outcome == "does_not_apply")


@laws(60)
@given(situations(LARGE))
def test_what_keeps_a_node_open_is_not_known_and_applies(situation):
    judgement = judgement_in(situation)
    values = judgement.bound.inputs.values
    for number in range(len(judgement.program.nodes)):
        slots = open_slots(judgement, number)
        assert all(values[slot] is None for slot in slots)
        assert judgement.settled.not_applicable.isdisjoint(slots)
        assert len(set(slots)) == len(slots)
        assert not slots or judgement.evaluation.truth(number) is Truth.UNKNOWN


@laws(80)
@given(situations(FINITE), GRADES)
def test_what_is_missing_is_what_is_relevant_and_no_fact_comes_twice(situation, grade):
    judgement = judgement_in(situation, grade)
    missing = list_missing(ruling_of(judgement))
    names = [fact.fact for fact in missing]
    relevant = [judgement.program.facts[fact.slot].name for fact in judgement.settled.relevant]
    assert names[: len(relevant)] == relevant
    assert len(set(names)) == len(names)
    assert not set(names) & set(situation.known)
    kinds = ["grade" if fact.why == "scope" else fact.why for fact in missing]
    assert kinds == sorted(kinds, key=["grade", "required", "action", "presumption"].index)
    for fact in missing:
        assert fact.state == ("unknown" if fact.fact in situation.asked else "not_asked")


@laws(60)
@given(situations(LARGE), GRADES)
def test_every_form_of_every_view_says_the_same_verdict_and_every_deciding_rule(situation, grade):
    judgement = judgement_in(situation, grade)
    ruling = ruling_of(judgement)
    verdicts = set()
    for view in ("officer", "supervisor", "author", "disclosure"):
        for detail in ("short", "full"):
            explanation = explanation_of(ruling, view=view, detail=detail)
            verdicts.add(explanation.tree.summary[0])
            text = explanation.text(width=200)
            assert explanation.tree.summary[0].split()[0] in text
            assert "illustrative" in text.lower()
        if judgement.verdict != "out_of_scope":
            full = explanation_of(ruling, view=view).text(width=10_000)
            for index in {*judgement.settled.decisive, *judgement.settled.forcing}:
                assert judgement.program.rules[index].rule.id in full
    assert len(verdicts) == 1


@laws(25)
@given(situations(LARGE), GRADES)
def test_json_is_what_pydantic_writes_and_is_valid(situation, grade):
    from pydantic import TypeAdapter

    from riskengine.deciding.decision import DecisionRecord

    record = build_record(ruling_of(judgement_in(situation, grade)), version="1.0")
    adapter = TypeAdapter(DecisionRecord)
    assert to_json(record).encode() == adapter.dump_json(record)
    assert adapter.validate_json(to_json(record, 2), strict=False) == record
