from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskengine_rules
from riskengine.conditions import All, Always, Any, AtLeast, Compare, Holds, Literal, NoneOf, Not, Parameter, Reference
from riskengine.diagnostics import Diagnostic
from riskengine.facts import EARLIEST, LATEST, FactType
from riskengine.loading.conditions import read_condition
from riskengine.loading.content import plain_content
from riskengine.loading.header import read_header
from riskengine.loading.names import CONDITION_KEYS, EFFECT_KEYS, RESERVED
from riskengine.loading.rules import read_rule
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.loading.yaml_reader import PurePythonParser, read_yaml, read_yaml_file
from riskengine.operators import OPERATORS
from riskengine.quantities import QUANTITY_KINDS, QuantityInput
from riskengine.ruleset import Action, Band, DatedValue, PointsBand, PointsBy

SHIPPED = sorted(path.parent for path in Path(next(iter(riskengine_rules.__path__))).glob("*/*/ruleset.yaml"))


def condition(text: str):
    problems: list[Diagnostic] = []
    found = read_yaml(text.encode(), "a.yaml", problems)
    assert found is not None
    node, reading = found
    read = read_condition(reading, node)
    assert problems == []
    return read


def same(subject: str, value: object) -> Compare:
    return Compare(subject, "is", (Literal(value),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("{age: 12}", same("age", 12)),
        ("{age: 1.50}", same("age", Decimal("1.5"))),
        ("{known: false}", same("known", False)),
        ("{code: 007}", same("code", "007")),
        ("{code: '12'}", same("code", "12")),
        ("{answer: no}", same("answer", "no")),
        ("{seen: 2023-04-05}", same("seen", date(2023, 4, 5))),
        ("{seen: 2023-07-05T10:00}", same("seen", datetime(2023, 7, 5, 9, tzinfo=UTC))),
        (
            "{age: {at_least: 1, less_than: 9}}",
            All((Compare("age", "at_least", (Literal(1),)), Compare("age", "less_than", (Literal(9),)))),
        ),
        ("{age: {between: [1, {param: p}]}}", Compare("age", "between", (Literal(1), Parameter("p")))),
        ("{seen: {before: {fact: as_of}}}", Compare("seen", "before", (Reference("as_of"),))),
        ("{kind: {in: [a, b]}}", Compare("kind", "in", (Literal("a"), Literal("b")))),
        ("{as_of: {after: 2023-01-01}}", Compare("as_of", "after", (Literal(date(2023, 1, 1)),))),
        ("{grade: {is: high}}", same("grade", "high")),
        ("{a: 1, b: 2}", All((same("a", 1), same("b", 2)))),
        ("{all: [{a: 1}]}", All((same("a", 1),))),
        ("{any: [{a: 1}, {b: 2}], c: 3}", All((Any((same("a", 1), same("b", 2))), same("c", 3)))),
        ("{none: [{holds: x}]}", NoneOf((Holds("x"),))),
        ("{not: {always: true}}", Not(Always())),
        ("{at_least: {n: 1, of: [{a: 1}, {b: 2}]}}", AtLeast(1, (same("a", 1), same("b", 2)))),
        (
            "{at_least: {of: [{a: 1}], n: 1}, b: {at_least: 2}}",
            All((AtLeast(1, (same("a", 1),)), Compare("b", "at_least", (Literal(2),)))),
        ),
    ],
)
def test_conditions(text, tree):
    assert condition(text) == tree


def test_a_comparison_stands_at_its_fact_and_several_at_their_operators():
    one = condition("any:\n  - age: {at_least: 1}\n  - age:\n      at_least: 1\n      at_most: 3\n")
    single, several = one.parts
    assert (single.place.line, single.place.column, single.place.end_line, single.place.end_column) == (2, 5, 2, 23)
    assert [(part.place.line, part.place.column) for part in several.parts] == [(4, 7), (5, 7)]


def rule(text: str):
    problems: list[Diagnostic] = []
    found = read_yaml(text.encode(), "a.yaml", problems)
    assert found is not None
    read = read_rule(found[1], found[0])
    assert problems == []
    assert read is not None
    return read


def test_a_rule_without_when_is_for_every_case():
    read = rule("{id: R-1, title: T, effect: {flag: Look}, cites: [s/1#p]}")
    assert read.when == Always()
    assert (read.when_unknown, read.discretion, read.because) == ("report", "none", "")


def test_every_effect():
    read = rule(
        """
        id: R-1
        title: T
        effect:
          minimum_grade: high
          points: {risk: -2, other: 0.5}
          points_by: {fact: age, score: risk, bands: [{to: 4, points: 1}, {from: 5, points: 2}], otherwise: 0}
          require: [age, seen]
          action: [{do: This}, {do: That, cites: [s/2#q]}]
          flag: Look
          review: supervisor
        because: "{age}"
        cites: [s/1#p]
        when_unknown: presume
        discretion: supervisor
        """
    )
    effect = read.effect
    assert (effect.minimum_grade, effect.flag, effect.review) == ("high", "Look", "supervisor")
    assert effect.points == {"risk": -2, "other": Decimal("0.5")}
    assert effect.points_by == PointsBy("age", "risk", (PointsBand(None, 4, 1), PointsBand(5, None, 2)), 0)
    assert effect.require == ("age", "seen")
    assert effect.actions == (Action("This"), Action("That", ("s/2#q",)))
    assert (read.when_unknown, read.discretion) == ("presume", "supervisor")


EDITION = {
    "ruleset.yaml": """\
format: 1
id: example
edition: "2023.1"
title: An example
jurisdictions: [scotland]
status: released
published: 2023-04-05
effective: {from: 2023-04-05, until: 2026-04-06}
review_by: 2024-04-05
owner: Nobody
provenance: illustrative
grades: [low, high]
reason_codes: {known: It is known}
scope: {when: {age: {at_least: 10}}, otherwise: Children under ten are not covered}
define:
  old:
    age: {more_than: 60}
    phrases: {true: the suspect is old, unknown: the age is not known}
quantities:
  marks: {count_true: [old, seen_before]}
  total: {sum: [age, marks, 3, {param: extra}], phrase: "the total is {value}"}
  wait: {days_between: [2023-01-01, as_of]}
scores:
  risk: {bands: [{to: 4, grade: low}, {from: 5, grade: high}]}
  bare: {}
parameters:
  extra:
    - {from: 2024-01-01, value: 2, cites: [s/1#p], verified: true}
    - {from: 2023-01-01, value: 1.5, cites: [s/1#p]}
""",
    "facts.yaml": """\
age: {type: integer, question: How old?, minimum: 0, maximum: 120, direction: either, immutable: true}
seen_before: {type: boolean, question: Seen?, group: History, sensitive: true, phrases: {true: seen, not_applicable: none}}
seen_on: {type: date, question: When?, applies_when: {seen_before: true}, latest: as_of}
called: {type: datetime, question: When?, earliest: 2020-01-01T00:00Z}
kind: {type: choice, question: Which?, options: [none, some, "2"], ordered: true}
kinds: {type: choices, question: Which?, options: [a, b]}
""",
    "rules/b.yaml": "- {id: R-2, title: T, effect: {flag: Look}, cites: [s/1#p]}\n",
    "rules/a.yaml": """\
- {id: R-3, title: T, effect: {flag: Look}, cites: [s/1#p]}
- {id: R-1, title: T, effect: {flag: Look}, cites: [s/1#p]}
""",
    "clocks.yaml": """\
- {id: C-2, title: T, starts: seen_on, within: {working_days: {param: extra}}, stops: called, cites: [s/1#p]}
- {id: C-1, title: T, starts: seen_on, within: {days: 7}, cites: [s/1#p], when: {grade: high}}
""",
    "invariants.yaml": "- {id: I-1, claim: C, given: {age: 1}, then: {minimum_grade: high, age: {at_most: 2}}}\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def edition(folder: Path):
    problems: list[Diagnostic] = []
    read = read_ruleset(folder, problems)
    assert problems == []
    assert read is not None
    return read


def test_a_whole_edition(tmp_path):
    read = edition(write(tmp_path, EDITION))
    assert (read.id, read.edition, read.status, read.provenance) == ("example", "2023.1", "released", "illustrative")
    assert (read.effective_from, read.effective_until, read.review_by) == (date(2023, 4, 5), date(2026, 4, 6), date(2024, 4, 5))
    assert [rule.id for rule in read.rules] == ["R-1", "R-2", "R-3"]
    assert read.definitions["old"].condition == Compare("age", "more_than", (Literal(60),))
    assert read.definitions["old"].phrases == {"true": "the suspect is old", "unknown": "the age is not known"}
    assert read.quantities["total"].inputs == (
        QuantityInput("age"),
        QuantityInput("marks"),
        QuantityInput(literal=3),
        QuantityInput(parameter="extra"),
    )
    assert read.quantities["wait"].inputs == (QuantityInput(literal=date(2023, 1, 1)), QuantityInput("as_of"))
    assert read.scores["risk"].bands == (Band(None, 4, "low"), Band(5, None, "high"))
    assert read.scores["bare"].bands == ()
    assert read.parameters["extra"].values == (
        DatedValue(date(2023, 1, 1), Decimal("1.5"), ("s/1#p",)),
        DatedValue(date(2024, 1, 1), 2, ("s/1#p",), verified=True),
    )
    assert read.reason_codes == {"known": "It is known"}


def test_the_vocabulary(tmp_path):
    facts = edition(write(tmp_path, EDITION)).facts
    assert list(facts) == ["age", "seen_before", "seen_on", "called", "kind", "kinds"]
    assert (facts["age"].minimum, facts["age"].maximum, facts["age"].immutable) == (0, 120, True)
    assert facts["seen_before"].phrases == {"true": "seen", "not_applicable": "none"}
    assert facts["seen_on"].applies_when == same("seen_before", True)
    assert (facts["seen_on"].earliest, facts["seen_on"].latest) == (EARLIEST, "as_of")
    assert (facts["called"].earliest, facts["called"].latest) == (datetime(2020, 1, 1, tzinfo=UTC), LATEST)
    assert (facts["kind"].options, facts["kind"].ordered) == (("none", "some", "2"), True)
    assert facts["kinds"].type is FactType.CHOICES


def test_clocks_and_invariants(tmp_path):
    read = edition(write(tmp_path, EDITION))
    first, second = read.clocks
    assert (first.id, first.unit, first.within, first.stops) == ("C-1", "days", QuantityInput(literal=7), None)
    assert (second.unit, second.within, second.stops) == ("working_days", QuantityInput(parameter="extra"), "called")
    (claim,) = read.invariants
    assert (claim.minimum_grade, claim.then) == ("high", Compare("age", "at_most", (Literal(2),)))


def test_the_digest_knows_nothing_of_files_order_or_comments(tmp_path):
    rules = [line for name in ("rules/a.yaml", "rules/b.yaml") for line in EDITION[name].splitlines()]
    moved = {name: text for name, text in EDITION.items() if not name.startswith("rules/")}
    moved["rules/all.yaml"] = "# another order\r\n" + "\r\n".join(reversed(rules)) + "\r\n"
    moved["facts.yaml"] = "".join(reversed(moved["facts.yaml"].splitlines(keepends=True)))
    before, after = edition(write(tmp_path / "a", EDITION)), edition(write(tmp_path / "b", moved))
    assert before.digest == after.digest
    assert before.rules == after.rules
    changed = {**EDITION, "rules/b.yaml": EDITION["rules/b.yaml"].replace("Look", "Look!")}
    assert edition(write(tmp_path / "c", changed)).digest != before.digest


def test_the_header_is_read_alone(tmp_path):
    text = (
        EDITION["ruleset.yaml"]
        .replace("age: {more_than: 60}", "Age: {more_then: 60}")
        .replace("grades: [low, high]", "grades: 1")
    )
    problems: list[Diagnostic] = []
    header = read_header(write(tmp_path, {"ruleset.yaml": text}), problems)
    assert problems == []
    assert header is not None
    assert (header.id, header.edition, header.status) == ("example", "2023.1", "released")
    assert (header.effective_from, header.effective_until) == (date(2023, 4, 5), date(2026, 4, 6))
    assert header.places["effective"].line == 8


@pytest.mark.parametrize("text", ["", "- a\n", "format: 1\nid: example\n", "format: 1\nid: [\n"])
def test_a_header_that_cannot_be_read_is_reported(tmp_path, text):
    problems: list[Diagnostic] = []
    assert read_header(write(tmp_path, {"ruleset.yaml": text}), problems) is None
    assert problems


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_shipped_editions_are_read_and_both_parsers_agree(folder):
    edition(folder)
    for path in sorted(folder.rglob("*.yaml")):
        fast, slow = read_yaml_file(path, "a", []), read_yaml_file(path, "a", [], PurePythonParser)
        assert fast is not None
        assert slow is not None
        assert plain_content(fast[0]) == plain_content(slow[0])


def test_every_word_of_the_language_is_reserved():
    assert {*OPERATORS, *QUANTITY_KINDS, *CONDITION_KEYS, *EFFECT_KEYS, "param", "fact", "as_of", "grade"} <= RESERVED


WORDS = st.sampled_from(
    [
        "age",
        "all",
        "any",
        "not",
        "at_least",
        "holds",
        "always",
        "is",
        "in",
        "between",
        "param",
        "fact",
        "n",
        "of",
        "id",
        "when",
        "effect",
        "x y",
    ]
)
TREES = st.recursive(
    st.one_of(WORDS, st.sampled_from(["1", "true", "null", "''", "2023-01-01", "*a", "1.5", "[]", "{}"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(WORDS, inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=12,
)


@given(TREES)
def test_whatever_is_not_a_rule_is_reported_and_never_raises(text):
    for read in (read_condition, read_rule):
        problems: list[Diagnostic] = []
        found = read_yaml(text.encode(), "a.yaml", problems)
        assert found is not None
        if read(found[1], found[0]) is None:
            assert problems
        for problem in problems:
            assert problem.place.line == 1
            assert problem.message
