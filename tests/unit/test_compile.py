"""A program: names in slots, nodes and steps in order, what each depends on, and operators against types."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program, Ref
from riskengine.compiling.types import check_types
from riskengine.diagnostics import Diagnostic
from riskengine.operators import OPERATORS
from tests.checking_folder import read, write

RULE = "- {id: R-9, title: A rule, effect: {flag: Look}, cites: [s/1#p], when: "


@pytest.fixture
def program(tmp_path: Path) -> Program:
    write(tmp_path, {})
    return compile_ruleset(read(tmp_path))


def compiled(folder: Path, when: str, **front: str) -> Program:
    """The good edition with one more rule, R-9."""
    changes = {"rules/more.yaml": f"{RULE}{when}}}\n", **{f"{name}.yaml": text for name, text in front.items()}}
    write(folder, changes)
    return compile_ruleset(read(folder))


def added(program: Program) -> int:
    """The node of R-9."""
    return next(rule.node for rule in program.rules if rule.rule.id == "R-9")


def names(program: Program, slots: tuple[int, ...]) -> list[str]:
    return [program.facts[slot].name for slot in slots]


# Slots and steps


def test_facts_stand_by_name_then_as_of_then_grade(program):
    known = [fact.name for fact in program.facts]
    assert known[:-2] == sorted(program.ruleset.facts)
    assert known[-2:] == ["as_of", "grade"]
    assert (program.slots["as_of"], program.slots["grade"]) == (program.as_of_slot, program.grade_slot)
    assert program.facts[program.grade_slot].options == ("low", "high")
    assert [program.facts[slot].name for slot in program.slots.values()] == list(program.slots)


def test_rules_stand_by_id_whatever_the_order_in_which_they_were_written(tmp_path):
    one = "- {id: R-%s, title: A, effect: {flag: Look}, cites: [s/1#p], when: {home: true}}\n"
    write(tmp_path, {"rules/main.yaml": one % 2 + one % 3, "rules/more.yaml": one % 1, "ruleset.yaml": "scores: {weight: {}}\n"})
    assert [rule.rule.id for rule in compile_ruleset(read(tmp_path)).rules] == ["R-1", "R-2", "R-3"]


def test_every_node_quantity_and_score_is_worked_out_once(program):
    done = [(step.kind, step.index) for step in (*program.steps, *program.late_steps)]
    assert len(done) == len(set(done))
    assert {index for kind, index in done if kind == "node"} == set(range(len(program.nodes)))
    assert {index for kind, index in done if kind == "quantity"} == set(range(len(program.quantities)))
    assert {index for kind, index in done if kind == "score"} == set(range(len(program.scores)))


def test_only_what_a_clock_asks_comes_late(program):
    assert [program.nodes[step.index].name for step in program.late_steps] == ["grade"]
    assert program.clocks[0].node == program.late_steps[0].index


def test_a_score_comes_after_its_rules_and_before_what_compares_it(tmp_path):
    program = compiled(tmp_path, "{weight: {more_than: 1}}")
    order = {(step.kind, step.index): number for number, step in enumerate(program.steps)}
    givers = [program.rules[index].node for index in program.scores[0].rules]
    assert max(order["node", node] for node in givers) < order["score", 0] < order["node", added(program)]


def test_a_gate_comes_before_what_it_gates(program):
    order = {(step.kind, step.index): number for number, step in enumerate(program.steps)}
    slot = program.slots["children"]
    users = [n for n, node in enumerate(program.nodes) if node.subject == Ref("fact", slot)]
    assert users
    assert all(order["node", program.gates[slot]] < order["node", user] for user in users)
    assert [gate for other, gate in enumerate(program.gates) if other != slot] == [-1] * (len(program.facts) - 1)


def test_a_chain_of_a_thousand_definitions_compiles(tmp_path):
    chain = "".join(f"  step_{n}: {{holds: step_{n + 1}}}\n" for n in range(1000))
    program = compiled(
        tmp_path, "{holds: step_0}", ruleset=f"define:\n{chain}  step_1000: {{home: true}}\n  access: {{work: true}}\n"
    )
    assert names(program, program.node_support[added(program)]) == ["home"]


def test_the_same_rule_set_gives_the_same_program(tmp_path):
    write(tmp_path, {})
    assert compile_ruleset(read(tmp_path)) == compile_ruleset(read(tmp_path))


# Supports


@pytest.mark.parametrize(
    ("when", "support"),
    [
        ("{home: true}", ["home"]),
        ("{children: {more_than: 1}}", ["children", "home"]),
        ("{holds: access}", ["home", "work"]),
        ("{kinds: 2}", ["home", "work"]),
        ("{weight: {more_than: 1}}", ["home"]),
        ("{not: {none: [{seen: {before: {fact: told}}}]}}", ["seen", "told"]),
        ("{seen: {before: {fact: as_of}}}", ["seen", "as_of"]),
        ("{hours: {more_than: {param: limit}}}", ["hours"]),
        ("{always: true}", []),
    ],
)
def test_a_support_is_every_fact_on_which_a_condition_can_depend(tmp_path, when, support):
    program = compiled(tmp_path, when)
    assert names(program, program.node_support[added(program)]) == support


def test_a_score_depends_on_its_rules_and_on_what_points_are_given_by(tmp_path):
    by = "effect: {points_by: {fact: children, score: weight, bands: [{points: 1}]}}, because: So"
    text = f"- {{id: R-8, title: A, cites: [s/1#p], when: {{work: true}}, {by}}}\n"
    write(tmp_path, {"rules/more.yaml": text, "ruleset.yaml": "scores: {weight: {bands: [{grade: high}]}}\n"})
    program = compile_ruleset(read(tmp_path))
    assert names(program, program.scores[0].support) == ["children", "home", "work"]
    assert names(program, program.rules[-1].support) == ["work"]
    assert program.rules[-1].points_by.subject == Ref("fact", program.slots["children"])


def test_a_clock_depends_on_its_condition_its_start_and_its_stop(program):
    (clock,) = program.clocks
    assert names(program, clock.support) == ["seen", "told", "grade"]
    assert (names(program, (clock.starts, clock.stops)), clock.within) == (["told", "seen"], Ref("parameter", 0))


def test_a_claim_is_compiled(tmp_path):
    claim = "- {id: I-1, claim: A, given: {home: true}, then: {minimum_grade: high, grade: {at_least: high}}}\n"
    write(tmp_path, {"invariants.yaml": claim})
    (invariant,) = compile_ruleset(read(tmp_path)).invariants
    assert (invariant.minimum, invariant.invariant.id) == (1, "I-1")
    assert invariant.then > invariant.given >= 0


def test_bands_stand_lowest_first(tmp_path):
    write(tmp_path, {"ruleset.yaml": "scores: {weight: {bands: [{from: 5, grade: high}, {to: 4, grade: low}]}}\n"})
    assert compile_ruleset(read(tmp_path)).scores[0].bands == ((None, 4, 0), (5, None, 1))


# How values compare


@pytest.mark.parametrize(
    ("when", "axis", "values"),
    [
        ("{home: false}", "boolean", [False]),
        ("{children: {between: [1, 3]}}", "number", [1, 3]),
        ("{hours: {more_than: 1.50}}", "number", [Decimal("1.50")]),
        ("{category: {at_least: b}}", "ordered", ["b"]),
        ("{source: {in: [school, police]}}", "choice", ["school", "police"]),
        ("{kinds_seen: images}", "choices", [frozenset({"images"})]),
        ("{kinds_seen: {contains_any: [images, texts]}}", "choices", ["images", "texts"]),
        ("{note: no}", "text", ["no"]),
        ("{seen: {before: 2020-01-02}}", "date", [date(2020, 1, 2)]),
        ("{told: {before: 2020-01-02}}", "date", [date(2020, 1, 2)]),
        ("{told: {before: 2020-07-01T12:00}}", "datetime", [datetime(2020, 7, 1, 11, tzinfo=UTC)]),
        ("{kinds: {at_least: 1}}", "number", [1]),
        ("{weight: {at_least: 2}}", "number", [2]),
    ],
)
def test_literals_are_of_the_axis_of_the_fact(tmp_path, when, axis, values):
    program = compiled(tmp_path, when)
    node = program.nodes[added(program)]
    assert (node.axis, [ref.value for ref in node.operands]) == (axis, values)
    assert all(ref.kind == "constant" for ref in node.operands)


@pytest.mark.parametrize(
    ("when", "axis"),
    [
        ("{seen: {before: {fact: told}}}", "date"),
        ("{told: {before: {fact: seen}}}", "date"),
        ("{told: {before: {fact: as_of}}}", "date"),
        ("{as_of: {after: {fact: told}}}", "date"),
        ("{hours: {more_than: {fact: kinds}}}", "number"),
    ],
)
def test_a_date_beside_a_datetime_compares_by_the_day(tmp_path, when, axis):
    program = compiled(tmp_path, when)
    node = program.nodes[added(program)]
    assert (node.axis, node.operands[0].kind in ("fact", "quantity")) == (axis, True)


def test_two_datetimes_compare_by_the_instant(tmp_path):
    facts = "left: {type: datetime, question: When?}\n"
    program = compiled(tmp_path, "{told: {before: {fact: left}}}", facts=facts)
    assert program.nodes[added(program)].axis == "datetime"


def test_count_true_counts_nodes(tmp_path):
    program = compiled(
        tmp_path, "{both: 2}", ruleset="quantities: {kinds: {count_true: [home, work]}, both: {count_true: [access, home]}}\n"
    )
    both = next(quantity for quantity in program.quantities if quantity.name == "both")
    definition, fact = (program.nodes[ref.index] for ref in both.inputs)
    assert [ref.kind for ref in both.inputs] == ["node", "node"]
    assert both.inputs[0].index == program.definitions["access"]
    assert (definition.kind, fact.kind, fact.operator, fact.operands[0].value) == ("any", "compare", "is", True)


def test_holds_has_the_root_of_its_definition_as_its_child(program):
    node = program.nodes[program.rules[0].node]
    assert (node.kind, node.name, node.children) == ("holds", "access", (program.definitions["access"],))


def test_every_written_condition_keeps_its_place(tmp_path):
    program = compiled(tmp_path, "{any: [{home: true}, {work: true}]}")
    node = program.nodes[added(program)]
    places = [program.nodes[child].place.column for child in node.children]
    assert places == sorted(set(places))
    assert node.place.line == 1


# Every operator against every type

TYPES = {
    "boolean": ("home", "true"),
    "integer": ("children", "3"),
    "decimal": ("hours", "2.5"),
    "ordered": ("category", "b"),
    "choice": ("source", "school"),
    "choices": ("kinds_seen", "images"),
    "date": ("seen", "2020-01-02"),
    "datetime": ("told", "2020-01-02T12:00:00Z"),
    "text": ("note", "urgent"),
    "quantity": ("kinds", "1"),
    "score": ("weight", "1"),
}
"""A fact of each type, and a value of it."""

ANY, NUMBERS, MOMENTS = set(TYPES), {"integer", "decimal", "quantity", "score"}, {"date", "datetime"}
FITS = {
    "is": ANY,
    "is_not": ANY,
    "in": ANY - {"boolean", "choices"},
    "not_in": ANY - {"boolean", "choices"},
    "more_than": NUMBERS | {"ordered"},
    "at_least": NUMBERS | {"ordered"},
    "less_than": NUMBERS | {"ordered"},
    "at_most": NUMBERS | {"ordered"},
    "before": MOMENTS,
    "after": MOMENTS,
    "on_or_before": MOMENTS,
    "on_or_after": MOMENTS,
    "between": NUMBERS | MOMENTS | {"ordered"},
    "contains": {"choices"},
    "contains_any": {"choices"},
    "contains_all": {"choices"},
}
"""Which types each operator fits, from section 2 of the language."""


def test_the_table_has_every_operator():
    assert FITS.keys() == OPERATORS.keys()


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("operator", OPERATORS)
def test_an_operator_fits_a_type_or_is_refused(tmp_path, operator, kind):
    name, value = TYPES[kind]
    operand = {"one": value, "list": f"[{value}]", "bounds": f"[{value}, {value}]"}[OPERATORS[operator].operand]
    write(tmp_path, {"rules/more.yaml": f"{RULE}{{{name}: {{{operator}: {operand}}}}}}}\n"})
    problems: list[Diagnostic] = []
    check_types(read(tmp_path), problems)
    expected = [] if kind in FITS[operator] else ["RE316"] if kind == "choice" and "ordered" in FITS[operator] else ["RE315"]
    assert [problem.code for problem in problems] == expected


WRONG = {
    "boolean": ["1", "yes", "2020-01-02"],
    "integer": ["true", "many", "2020-01-02"],
    "decimal": ["false", "many", "2020-01-02T12:00"],
    "ordered": ["true", "3", "2020-01-02"],
    "choice": ["true", "3", "2020-01-02"],
    "choices": ["true", "3", "2020-01-02"],
    "date": ["true", "3", "soon"],
    "datetime": ["true", "3", "soon"],
    "text": ["true", "3", "2020-01-02", "1.5"],
    "quantity": ["true", "many", "2020-01-02"],
    "score": ["true", "many", "2020-01-02"],
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in WRONG.items() for value in values])
def test_a_value_of_another_type_is_refused(tmp_path, kind, value):
    name, _ = TYPES[kind]
    operator = "contains" if kind == "choices" else "is"
    write(tmp_path, {"rules/more.yaml": f"{RULE}{{{name}: {{{operator}: {value}}}}}}}\n"})
    problems: list[Diagnostic] = []
    check_types(read(tmp_path), problems)
    assert [problem.code for problem in problems] == ["RE317"]
    assert f"`{value.removesuffix('T12:00')}" in problems[0].message


REFERENCES = [
    (first, second, {first, second} <= NUMBERS or {first, second} <= MOMENTS)
    for first in TYPES
    for second in TYPES
    if first != second
]


@pytest.mark.parametrize(("first", "second", "fits"), REFERENCES)
def test_numbers_compare_with_numbers_and_dates_with_dates(tmp_path, first, second, fits):
    write(tmp_path, {"rules/more.yaml": f"{RULE}{{{TYPES[first][0]}: {{is: {{fact: {TYPES[second][0]}}}}}}}}}\n"})
    problems: list[Diagnostic] = []
    check_types(read(tmp_path), problems)
    assert [problem.code for problem in problems] == ([] if fits else ["RE323"])


@pytest.mark.parametrize("kind", TYPES)
def test_a_parameter_stands_beside_numbers_only(tmp_path, kind):
    write(tmp_path, {"rules/more.yaml": f"{RULE}{{{TYPES[kind][0]}: {{is: {{param: limit}}}}}}}}\n"})
    problems: list[Diagnostic] = []
    check_types(read(tmp_path), problems)
    assert [problem.code for problem in problems] == ([] if kind in NUMBERS else ["RE322"])
