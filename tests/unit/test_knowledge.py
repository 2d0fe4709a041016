"""What was known on a day, typed by an edition's vocabulary."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.case import Case
from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.conditions import Always, Compare, Parameter
from riskengine.deciding.knowledge import Binder, bind, value_on
from riskengine.deciding.ruling import Bound
from riskengine.diagnostics import CaseError
from riskengine.facts import EARLIEST, LATEST, Fact, FactState, FactType
from riskengine.loading.case_reader import read_case
from riskengine.ruleset import DatedValue, Definition, ParameterHistory, RuleSet, Scope
from tests.properties.profile import laws

DAY = date(2026, 11, 23)
KNOWN, UNKNOWN, NOT_ASKED = FactState.KNOWN, FactState.UNKNOWN, FactState.NOT_ASKED
VOCABULARY = (
    Fact("age", FactType.INTEGER, minimum=0, maximum=120),
    Fact("born", FactType.DATE, earliest=EARLIEST, latest="as_of"),
    Fact("category", FactType.CHOICE, options=("a", "b"), ordered=True),
    Fact("home", FactType.BOOLEAN),
    Fact("note", FactType.TEXT),
    Fact("platforms", FactType.CHOICES, options=("mail", "chat")),
    Fact("received", FactType.DATETIME, earliest=EARLIEST, latest=LATEST),
    Fact("seen", FactType.DATE, earliest="as_of", latest=LATEST),
    Fact("weight", FactType.DECIMAL, minimum=Decimal("0.5"), maximum=100),
)
LIMIT = ParameterHistory("limit", (DatedValue(date(2020, 1, 1), 7), DatedValue(date(2023, 1, 1), 5)))


def program_of(facts: tuple[Fact, ...] = VOCABULARY) -> Program:
    start = date(2020, 1, 1)
    too_old = Definition("too_old", Compare("age", "more_than", (Parameter("limit"),)))
    return compile_ruleset(
        RuleSet(
            id="r",
            edition="1",
            title="R",
            jurisdictions=("scotland",),
            status="released",
            published=start,
            effective_from=start,
            effective_until=None,
            review_by=None,
            owner="",
            provenance="illustrative",
            grades=("low", "high"),
            reason_codes={},
            scope=Scope(Always(), ""),
            facts={fact.name: fact for fact in facts},
            definitions={"too_old": too_old},
            parameters={"limit": LIMIT},
        )
    )


PROGRAM = program_of()


def case_of(**facts: object) -> Case:
    return read_case({"schema": "riskengine/case/1", "case_id": "A", "jurisdiction": "scotland", "facts": facts})


def bound(case: Case, *, known_on: date = DAY, as_of: date = DAY, program: Program = PROGRAM, **more: object) -> Bound:
    return bind(case, program, known_on=known_on, as_of=as_of, guidance_day=as_of, **more)  # type: ignore[arg-type]


def of(found: Bound, name: str) -> tuple[object, FactState]:
    slot = PROGRAM.slots[name]
    return found.inputs.values[slot], found.inputs.states[slot]


@pytest.mark.parametrize(
    ("name", "recorded", "value"),
    [
        ("age", 12, 12),
        ("age", 0, 0),
        ("age", 120, 120),
        ("born", "2000-02-29", date(2000, 2, 29)),
        ("born", date(2000, 2, 29), date(2000, 2, 29)),
        ("born", "1900-01-01", EARLIEST),
        ("born", DAY, DAY),
        ("seen", DAY, DAY),
        ("category", "b", "b"),
        ("home", True, True),
        ("home", False, False),
        ("note", "", ""),
        ("note", "true", "true"),
        ("platforms", [], frozenset()),
        ("platforms", ["chat", "mail"], frozenset({"mail", "chat"})),
        ("received", "2026-07-01T12:00", datetime(2026, 7, 1, 11, 0, tzinfo=UTC)),
        ("received", "2026-07-01T12:00:30Z", datetime(2026, 7, 1, 12, 0, 30, tzinfo=UTC)),
        ("received", "2026-07-01T12:00+05:00", datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
        ("received", "2100-12-31T23:59:59", datetime(2100, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("weight", 1, 1),
        ("weight", Decimal("0.50"), Decimal("0.5")),
    ],
)
def test_a_value_is_typed_by_its_fact(name, recorded, value):
    found = of(bound(case_of(**{name: recorded})), name)
    assert found == (value, KNOWN)
    assert type(found[0]) is type(value)


def test_what_is_not_recorded_was_not_asked_and_null_was_not_established():
    found = bound(case_of(age=None))
    assert of(found, "age") == (None, UNKNOWN)
    assert of(found, "home") == (None, NOT_ASKED)
    assert of(found, "as_of") == (DAY, KNOWN)
    assert of(found, "grade") == (None, NOT_ASKED)


def test_false_zero_and_empty_are_values():
    found = bound(case_of(home=False, age=0, note="", platforms=[]))
    assert [of(found, name)[1] for name in ("home", "age", "note", "platforms")] == [KNOWN] * 4


HISTORY = [
    {"value": 1, "as_at": "2020-01-01"},
    {"value": None, "as_at": "2020-02-01"},
    {"value": 3, "as_at": "2020-03-01T23:30:00-01:00"},
]


@pytest.mark.parametrize(
    ("day", "value", "state"),
    [
        ("2019-12-31", None, NOT_ASKED),
        ("2020-01-01", 1, KNOWN),
        ("2020-01-31", 1, KNOWN),
        ("2020-02-01", None, UNKNOWN),
        ("2020-03-01", None, UNKNOWN),
        ("2020-03-02", 3, KNOWN),
        ("2026-01-01", 3, KNOWN),
    ],
)
def test_the_latest_value_not_after_the_day_counts(day, value, state):
    known_on = date.fromisoformat(day)
    found = bound(case_of(age=HISTORY), known_on=known_on, as_of=known_on)
    assert of(found, "age") == (value, state)
    entry = found.entries[PROGRAM.slots["age"]]
    assert (entry is None) is (state is NOT_ASKED)
    assert entry is None or entry.value == value


def test_facts_without_a_day_are_taken_as_known_and_listed():
    case = case_of(home=True, age={"value": 1, "as_at": "2020-01-01"}, note={"value": None, "source": "x"})
    found = bound(case, known_on=date(2019, 1, 1), as_of=DAY)
    assert found.untimed == ("home", "note")
    assert of(found, "home") == (True, KNOWN)
    assert of(found, "note") == (None, UNKNOWN)
    assert of(found, "age") == (None, NOT_ASKED)


def test_what_another_edition_knows_is_left_out():
    found = bound(case_of(age=1, zoo=True, bar=[]), vocabulary={"zoo", "bar"})
    assert found.left_out == ("bar", "zoo")


def test_everything_that_does_not_fit_is_said_at_once():
    with pytest.raises(CaseError) as caught:
        bound(case_of(age="x", home=1, agee=2, zoo=True, note="ok"), vocabulary={"zoo"})
    assert {(problem.place.pointer, problem.code) for problem in caught.value.diagnostics} == {
        ("/facts/age", "RE744"),
        ("/facts/agee", "RE743"),
        ("/facts/home", "RE744"),
    }


def test_every_value_of_a_history_is_checked():
    history = [{"value": "x", "as_at": "2020-01-01"}, {"value": 3, "as_at": "2020-02-01"}, {"value": 300, "as_at": "2030-01-01"}]
    with pytest.raises(CaseError) as caught:
        bound(case_of(age=history))
    assert [(problem.code, problem.place.pointer) for problem in caught.value.diagnostics] == [
        ("RE744", "/facts/age/0/value"),
        ("RE749", "/facts/age/2/value"),
    ]


def test_a_value_that_is_not_known_yet_is_measured_by_its_own_day():
    later = {"value": "2026-11-25", "as_at": "2026-11-26"}
    assert of(bound(case_of(born=later)), "born") == (None, NOT_ASKED)
    with pytest.raises(CaseError, match="born"):
        bound(case_of(born=later | {"as_at": "2026-11-24"}))


def test_for_another_edition_what_does_not_fit_is_left_out_and_listed():
    found = bound(case_of(age=500, agee=2, home=True), strict=False)
    assert found.left_out == ("age", "agee")
    assert of(found, "age") == (None, NOT_ASKED)
    assert found.entries[PROGRAM.slots["age"]] is None
    assert of(found, "home") == (True, KNOWN)


def test_a_date_after_the_day_asked_about_is_left_out_on_an_earlier_day():
    case = case_of(born="2026-11-01")
    assert of(bound(case), "born") == (date(2026, 11, 1), KNOWN)
    earlier = bound(case, known_on=date(2026, 10, 1), as_of=date(2026, 10, 1), strict=False)
    assert (of(earlier, "born"), earlier.left_out) == ((None, NOT_ASKED), ("born",))


@pytest.mark.parametrize(("day", "value"), [("2019-12-31", None), ("2020-01-01", 7), ("2022-12-31", 7), ("2023-01-01", 5)])
def test_parameters_have_the_value_of_the_guidance(day, value):
    guidance_day = date.fromisoformat(day)
    assert value_on(LIMIT, guidance_day) == value
    found = bind(case_of(), PROGRAM, known_on=DAY, as_of=DAY, guidance_day=guidance_day)
    assert found.inputs.parameters == (value,)


def test_the_jurisdiction_is_kept():
    assert bound(case_of()).inputs.jurisdiction == "scotland"


def test_a_binder_pickles():
    binder = Binder(PROGRAM)
    copy = pickle.loads(pickle.dumps(binder))  # noqa: S301
    case = case_of(age=3, home=None)
    days = {"known_on": DAY, "as_of": DAY, "guidance_day": DAY}
    assert copy.bind(case, **days) == binder.bind(case, **days)


values = {
    "age": st.integers(0, 120),
    "born": st.dates(EARLIEST, DAY),
    "category": st.sampled_from("ab"),
    "home": st.booleans(),
    "note": st.text(max_size=5).filter(str.isprintable),
    "platforms": st.sets(st.sampled_from(["mail", "chat"])),
    "weight": st.decimals("0.5", 100, places=2),
}


@laws(100)
@given(st.fixed_dictionaries({}, optional={name: st.none() | value for name, value in values.items()}), st.randoms())
def test_the_order_of_keys_does_not_matter(facts, random):
    names = list(facts)
    random.shuffle(names)
    assert bound(case_of(**facts)) == bound(case_of(**{name: facts[name] for name in names}))


@laws(100)
@given(st.fixed_dictionaries({}, optional={name: st.none() | value for name, value in values.items()}))
def test_each_fact_is_known_not_established_or_not_asked(facts):
    found = bound(case_of(**facts))
    for name in values:
        value, state = of(found, name)
        assert state is (NOT_ASKED if name not in facts else UNKNOWN if facts[name] is None else KNOWN)
        assert (value is None) is (state is not KNOWN)
        assert (found.entries[PROGRAM.slots[name]] is None) is (state is NOT_ASKED)
