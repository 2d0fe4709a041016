"""The second evaluator by itself: its limits, its arithmetic, and what it reads from a case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from riskengine import calendar
from riskengine.conditions import All, AtLeast, Compare, Condition, Holds, Literal, Not
from riskengine.conditions import Any as AnyOf
from riskengine.diagnostics import DisagreementError
from riskengine.facts import Fact, FactType
from riskengine.loading.case_reader import read_case
from riskengine.rete.available import why_not
from riskengine.rete.axes import facts_behind, place_of
from riskengine.rete.circuit import Fixed
from riskengine.rete.completions import Completer
from riskengine.rete.conclusions import Conclusions, conclude
from riskengine.rete.days import between
from riskengine.rete.drawing import draw
from riskengine.rete.knowledge import Knowledge, knowledge_of
from riskengine.rete.network import Network
from riskengine.rete.sheets import NAMES, wings_of
from riskengine.rete.spans import GONE, Span, exactly, worked_out
from riskengine.ruleset import Definition, Effect, Rule, RuleSet, Scope

needs_durable_rules = pytest.mark.skipif(bool(why_not()), reason=f"durable-rules: {why_not()}")
DAY = date(2024, 2, 29)
ALWAYS = Not(Not(AnyOf((Compare("as_of", "after", (Literal(date(2000, 1, 1)),)),))))


def ruleset(facts: list[Fact], rules: list[Condition], *, definitions: dict[str, Condition] | None = None) -> RuleSet:
    """A rule set of these facts, with a rule for each condition."""
    return RuleSet(
        id="made",
        edition="1",
        title="Made",
        jurisdictions=("england-and-wales",),
        status="released",
        published=DAY,
        effective_from=DAY,
        effective_until=None,
        review_by=None,
        owner="nobody",
        provenance="illustrative",
        grades=("low", "high"),
        reason_codes={},
        scope=Scope(ALWAYS, "nothing"),
        facts={fact.name: fact for fact in facts},
        definitions={name: Definition(name, condition) for name, condition in (definitions or {}).items()},
        rules=tuple(Rule(f"R-{n}", "T", when, Effect(minimum_grade="high"), "b", ()) for n, when in enumerate(rules)),
    )


def known(**values: object) -> Knowledge:
    return Knowledge(DAY, "england-and-wales", values, frozenset(), {})  # type: ignore[arg-type]


def asked_of(made: RuleSet, **values: object) -> Conclusions:
    return conclude(Network(draw(made)), known(**values))


def truths(made: RuleSet, **values: object) -> list[bool | None]:
    return list(asked_of(made, **values).rules.values())


def yes(name: str) -> Compare:
    return Compare(name, "is", (Literal(True),))


def booleans(count: int) -> list[Fact]:
    return [Fact(f"b{number}", FactType.BOOLEAN) for number in range(count)]


def fnv(text: str) -> int:
    """The hash by which durable-rules tells names apart."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def test_no_name_is_taken_for_another():
    names = [*NAMES, "s", "w", "sid", "id", "$s", "$forward", "$and", "$or", "$m", *map(str, range(1, 1000))]
    assert len({fnv(name) for name in names}) == len(set(names))


@needs_durable_rules
def test_what_is_not_known_is_neither_true_nor_false():
    made = ruleset(booleans(2), [yes("b0"), Not(yes("b0")), All((yes("b0"), yes("b1"))), AnyOf((yes("b0"), yes("b1")))])
    assert truths(made) == [None, None, None, None]
    assert truths(made, b1=False) == [None, None, False, None]
    assert truths(made, b1=True) == [None, None, None, True]
    assert truths(made, b0=False, b1=True) == [False, True, False, True]


@needs_durable_rules
def test_true_is_no_number_and_a_number_is_not_true():
    made = ruleset([Fact("n", FactType.INTEGER), *booleans(1)], [Compare("n", "is", (Literal(1),)), yes("b0")])
    assert truths(made, n=1) == [True, None]
    assert truths(made, b0=True) == [None, True]


@needs_durable_rules
@pytest.mark.parametrize("tiny", [Decimal("1E-9"), Decimal("-1E-9"), Decimal(0)])
def test_numbers_are_never_rounded(tiny):
    limit = 999_999_999_999_999
    made = ruleset(
        [Fact("n", FactType.DECIMAL)],
        [Compare("n", operator, (Literal(limit),)) for operator in ("is", "more_than", "less_than", "at_least")],
    )
    assert truths(made, n=limit + tiny) == [tiny == 0, tiny > 0, tiny < 0, tiny >= 0]


@needs_durable_rules
@pytest.mark.parametrize("width", [1, 16, 17, 64, 300])
def test_conditions_may_be_wider_than_what_durable_rules_can_match_at_once(width):
    parts = tuple(yes(f"b{number}") for number in range(width))
    made = ruleset(booleans(width), [All(parts), AnyOf(parts), AtLeast(width, parts), AtLeast(1, parts)])
    all_true = {f"b{number}": True for number in range(width)}
    assert truths(made, **all_true) == [True, True, True, True]
    assert truths(made, **(all_true | {f"b{width - 1}": False})) == [False, width > 1, False, width > 1]
    assert truths(made, **{f"b{number}": False for number in range(width)}) == [False, False, False, False]
    assert truths(made) == [None, None, None, None]


@needs_durable_rules
def test_definitions_are_chained_through_many_layers():
    definitions: dict[str, Condition] = {"d0": yes("b0")}
    for number in range(1, 60):
        last = Holds(f"d{number - 1}")
        definitions[f"d{number}"] = AnyOf((Not(last), yes("b1"))) if number % 2 else All((last, yes("b2")))
    made = ruleset(booleans(3), [Holds("d59")], definitions=definitions)
    assert draw(made).layers > 50
    value = True
    for number in range(1, 60):
        value = not value if number % 2 else value
    assert truths(made, b0=True, b1=False, b2=True) == [value]
    assert asked_of(made, b0=True, b1=False).definitions["d1"] is False


@needs_durable_rules
def test_thousands_of_rules_are_spread_over_several_rule_sets():
    rules: list[Condition] = [All((yes(f"b{n % 400}"), Not(yes(f"b{(n * 7 + n // 400 + 1) % 400}")))) for n in range(2_500)]
    made = ruleset(booleans(400), rules)
    assert len({wing.home for wing in wings_of(draw(made))}) > 1
    values = {f"b{number}": number % 3 == 0 for number in range(400)}
    expected = [values[f"b{n % 400}"] and not values[f"b{(n * 7 + n // 400 + 1) % 400}"] for n in range(2_500)]
    assert truths(made, **values) == expected


@needs_durable_rules
def test_thousands_of_cases_go_through_one_network():
    made = ruleset([Fact("n", FactType.INTEGER)], [Compare("n", "at_least", (Literal(1_500),))])
    network = Network(draw(made))
    assert [conclude(network, known(n=n)).rules["R-0"] for n in range(3_000)] == [n >= 1_500 for n in range(3_000)]


@needs_durable_rules
def test_the_same_condition_has_one_gate_and_what_is_fixed_has_none():
    condition = All((yes("b0"), yes("b1")))
    same = draw(ruleset(booleans(2), [condition, Not(Not(condition)), All((yes("b1"), yes("b0")))]))
    assert len(set(same.rules.values())) == 1
    assert asked_of(ruleset([], [])).scope is True
    assert Fixed(True) != Fixed(False)


@needs_durable_rules
def test_a_failure_of_durable_rules_is_no_answer(monkeypatch):
    network = Network(draw(ruleset(booleans(1), [yes("b0")])))
    monkeypatch.setattr("riskengine.rete.network.NAMES", ('"', *NAMES))
    with pytest.raises(DisagreementError, match="durable-rules"):
        conclude(network, known(b0=True))


def test_places_keep_the_order():
    axis = (Decimal("-0.5"), 0, 2)
    values = [-1, Decimal("-0.5"), Decimal("-0.1"), 0, 1, 2, 3]
    assert [place_of(axis, value) for value in values] == [2, 3, 4, 5, 6, 7, 8]


DAYS = [date(2020, 1, 31), date(2020, 2, 29), date(2021, 2, 28), date(2021, 3, 1), date(2022, 9, 19), date(2023, 12, 29), DAY]


@pytest.mark.parametrize("start", DAYS)
def test_times_between_days_are_those_of_the_calendar(start):
    kinds = {
        "days_between": calendar.days_between,
        "months_between": calendar.months_between,
        "years_between": calendar.years_between,
    }
    for end in [*DAYS, *(start + timedelta(days=number) for number in range(-40, 40))]:
        for kind, measure in kinds.items():
            assert between(kind, start, end, "scotland") == measure(start, end), (kind, end)
        for jurisdiction in calendar.JURISDICTIONS:
            expected = calendar.working_days_between(start, end, jurisdiction)
            assert between("working_days_between", start, end, jurisdiction) == expected, (jurisdiction, end)


def test_working_days_end_where_bank_holidays_are_not_known():
    assert between("working_days_between", date(1999, 12, 31), date(2000, 1, 5), "england-and-wales") is None
    assert between("working_days_between", date(2028, 12, 29), date(2029, 1, 2), "england-and-wales") is None


@pytest.mark.parametrize(
    ("kind", "parts", "span"),
    [
        ("sum", [exactly(2), Span(-1, 3), GONE], Span(1, 5)),
        ("sum", [Span(1, 2, None)], Span(0, 2)),
        ("difference", [exactly(5), Span(1, None)], Span(None, 4)),
        ("difference", [exactly(5), GONE], GONE),
        ("difference", [exactly(5), Span(1, 2, None)], Span(3, 4, None)),
        ("product", [Span(-2, 3), Span(-1, 4)], Span(-8, 12)),
        ("product", [exactly(2), Span(None, 4)], Span(None, None)),
        ("minimum_of", [Span(1, 5), Span(3, 4)], Span(1, 4)),
        ("minimum_of", [Span(1, 5), Span(0, 4, None)], Span(0, 5)),
        ("maximum_of", [Span(1, 5), Span(3, 4)], Span(3, 5)),
        ("maximum_of", [GONE, GONE], GONE),
        ("maximum_of", [Span(1, None), GONE], Span(1, None)),
        ("sum", [exactly(Decimal("0.1"))] * 3, exactly(Decimal("0.3"))),
    ],
)
def test_arithmetic_on_what_is_known(kind, parts, span):
    assert worked_out(kind, parts) == span


def case(**facts: object):
    whole = {"schema": "riskengine/case/1", "case_id": "C-1", "jurisdiction": "england-and-wales", "facts": facts}
    return read_case(whole)


def test_the_latest_entry_of_a_day_counts():
    entries = [
        {"value": True, "as_at": "2024-01-01"},
        {"value": None, "as_at": "2024-02-01"},
        {"value": False, "as_at": "2024-03-01"},
    ]
    made, given = ruleset(booleans(1), []), case(b0=entries)
    found = [
        knowledge_of(made, given, known_on=day, guidance_day=DAY)
        for day in (date(2023, 1, 1), date(2024, 1, 1), DAY, date(2024, 3, 1))
    ]
    assert [each.values.get("b0") for each in found] == [None, True, None, False]
    assert [set(each.asked) for each in found] == [set(), set(), {"b0"}, set()]


@pytest.mark.parametrize(
    ("fact", "recorded", "value"),
    [
        (Fact("f", FactType.INTEGER, minimum=0), -1, None),
        (Fact("f", FactType.INTEGER, maximum=5), 5, 5),
        (Fact("f", FactType.BOOLEAN), 1, None),
        (Fact("f", FactType.INTEGER), True, None),
        (Fact("f", FactType.DECIMAL, minimum=0), Decimal("0.5"), Decimal("0.5")),
        (Fact("f", FactType.CHOICE, options=("a", "b")), "c", None),
        (Fact("f", FactType.CHOICES, options=("a", "b")), ["b", "a"], frozenset({"a", "b"})),
        (Fact("f", FactType.CHOICES, options=("a", "b")), [], frozenset()),
        (Fact("f", FactType.DATE, latest="as_of"), "2024-02-29", DAY),
        (Fact("f", FactType.DATE, latest="as_of"), "2024-03-01", None),
        (Fact("f", FactType.DATE), "2024-02-29T10:00Z", None),
        (Fact("f", FactType.DATETIME, latest="as_of"), "2024-02-29T23:59", datetime(2024, 2, 29, 23, 59, tzinfo=UTC)),
        (Fact("f", FactType.DATETIME), "2023-07-01T12:00", datetime(2023, 7, 1, 11, tzinfo=UTC)),
        (Fact("f", FactType.DATETIME), "2024-02-29", None),
        (Fact("f", FactType.TEXT), "e\u0301", "\u00e9"),
    ],
)
def test_what_does_not_fit_is_left_out(fact, recorded, value):
    found = knowledge_of(ruleset([fact], []), case(f=recorded), known_on=DAY, guidance_day=DAY)
    assert found.values.get("f") == value
    assert found.left_out == (frozenset() if value is not None else {"f"})


def test_completions_fit_the_vocabulary_and_are_the_same_each_time():
    facts = [
        *booleans(2),
        Fact("n", FactType.INTEGER, minimum=2, maximum=9),
        Fact("m", FactType.DECIMAL),
        Fact("day", FactType.DATE, earliest=date(2020, 1, 1), latest="as_of"),
        Fact("at", FactType.DATETIME, earliest=date(2020, 1, 1), latest=date(2024, 12, 31)),
        Fact("text", FactType.TEXT),
        Fact("some", FactType.CHOICES, options=("a", "b")),
    ]
    made = ruleset(facts, [Compare("n", "more_than", (Literal(5),)), Compare("text", "is", (Literal("x"),))])
    found = list(Completer(made).completions(known(b0=True), 12))
    assert found == list(Completer(made).completions(known(b0=True), 12))
    assert all(each.values["b0"] is True and set(each.values) == set(made.facts) for each in found)
    assert {each.values["n"] for each in found} >= {2, 9}
    assert all(2 <= each.values["n"] <= 9 and date(2020, 1, 1) <= each.values["day"] <= DAY for each in found)
    assert {each.values["text"] == "x" for each in found} == {True, False}


def test_the_facts_behind_a_condition_are_found_through_definitions_and_gates():
    gated = Fact("inner", FactType.BOOLEAN, applies_when=yes("b0"))
    made = ruleset([gated, *booleans(2)], [], definitions={"d": yes("inner")})
    assert facts_behind(made, Holds("d")) == {"inner", "b0"}
