"""The two published predictors: the rule sets against plain functions of the published tables, with facts known and missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riskengine import Engine
from riskengine.compiling.lint import lint
from riskengine.decision import Decision
from riskengine.explaining.scores import score_results
from riskengine.loading.citations import check_citations
from tests.properties.profile import laws

ROOT = Path(__file__).parents[2]
ENGINE = Engine.open(ROOT / "rules")
DIRECT, IMAGES = "moj-direct-contact", "moj-images"
BANDS = ("low", "medium", "high", "very_high")
AS_OF = date(2026, 11, 1)
Record = Mapping[str, Any]


# the published tables, in plain Python


def years(start: date, end: date) -> int:
    """Completed years; someone born on 29 February completes one on 1 March."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def points(record: Record) -> int:
    """The total of the seven items of model 1.0."""
    age = years(record["date_of_birth"], record["follow_up_started"])
    young = years(record["date_of_birth"], record["latest_sexual_offence"])
    return (
        5 * min(record["contact_adult_sanctions"], 3)
        + 3 * min(record["contact_child_sanctions"], 3)
        + 2 * min(record["non_contact_offences"], 3)
        + (0 if age >= 60 else 14 - max(0, (age - 18) // 3))
        + (0 if young < 16 else 5 if young < 18 else 10)
        + (6 if record["all_sanctions"] >= 2 else 0)
        + (4 if record["stranger_victim"] else 0)
    )


def drops(record: Record, as_of: date) -> bool:
    """Whether the band is one level lower, where it is above low."""
    days = [record[name] for name in ("latest_offence", "latest_sexual_offence", "follow_up_started")]
    return record["supervision_status"] != "custody" and all(day <= as_of and years(day, as_of) >= 5 for day in days)


def direct_band(record: Record, as_of: date) -> int:
    """The band by thresholds 1.0, from 0 for low to 3 for very high."""
    total = points(record)
    band = sum(total >= least for least in (22, 30, 36))
    return max(0, band - drops(record, as_of))


COUNTS = ("contact_adult_sanctions", "contact_child_sanctions", "non_contact_offences", "image_sanctions")


def applies(record: Record) -> bool:
    """Whether the predictors are for this person, and something is counted."""
    return record["gender"] == "male" and record["sexual_offence_history"] and any(record[name] for name in COUNTS)


def can_be_scored(record: Record) -> bool:
    """Whether both dates lie after birth and before the age of 110."""
    born = record["date_of_birth"]
    return applies(record) and all(
        born < record[name] and years(born, record[name]) < 110 for name in ("follow_up_started", "latest_sexual_offence")
    )


def images_band(record: Record) -> int:
    """The band of the first row that fits."""
    return min(2, record["image_sanctions"])


# the engine


def decide(ruleset: str, record: Record, as_of: date = AS_OF, grade: str | None = None) -> Decision:
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}
    case = {
        "schema": "riskengine/case/1",
        "case_id": "M",
        "jurisdiction": "england-and-wales",
        "ruleset": ruleset,
        "facts": facts,
    }
    if grade:
        case["assessment"] = {"grade": grade, "assessed_on": as_of.isoformat(), "edition": "1.0"}
    return ENGINE.assess(case, as_of=as_of)


def range_of(decision: Decision) -> tuple[int, int]:
    grade = decision.grade
    assert grade.least is not None
    assert grade.most is not None
    return BANDS.index(grade.least), BANDS.index(grade.most)


def points_of(decision: Decision) -> tuple[int, int]:
    assert decision.ruling.judgement is not None
    (score,) = score_results(decision.ruling.judgement)
    return int(score.least), int(score.most)


def required_of(decision: Decision) -> set[str]:
    """The facts that are required and not on record."""
    judgement = decision.ruling.judgement
    assert judgement is not None
    return {judgement.program.facts[slot].name for slot, _ in judgement.missing_required}


# random records


def near(*days: date) -> st.SearchStrategy[date]:
    """Days on and about those given."""
    return st.builds(lambda day, more: day + timedelta(more), st.sampled_from(days), st.integers(-2, 2))


def years_before(day: date, count: int) -> date:
    return date(day.year - count, day.month, min(day.day, 28))


AGES = (15, 16, 17, 18, 20, *range(21, 61, 3), 80, 109, 110)
COUNT = st.one_of(st.integers(0, 4), st.integers(0, 999))
BORN = st.one_of(st.dates(date(1930, 1, 1), date(2008, 1, 1)), near(date(1980, 2, 29), date(1972, 3, 1)))


@st.composite
def records(draw: st.DrawFn, as_of: date = AS_OF) -> dict[str, Any]:
    """Complete records, with their days about the boundaries of the items more often than not."""
    born = draw(BORN)
    recent = near(years_before(as_of, 5), as_of)
    birthdays = near(*(date(born.year + age, born.month, born.day if (born.month, born.day) != (2, 29) else 28) for age in AGES))
    day = st.one_of(birthdays, recent, st.dates(date(1950, 1, 1), date(2040, 1, 1))).filter(lambda day: day.year <= 2100)
    return {
        "gender": draw(st.sampled_from(["male", "male", "male", "male", "female"])),
        "sexual_offence_history": draw(st.sampled_from([True, True, True, True, False])),
        "date_of_birth": born,
        "all_sanctions": draw(st.one_of(st.integers(1, 3), st.integers(1, 999))),
        **{name: draw(COUNT) for name in COUNTS},
        "latest_sexual_offence": draw(day),
        "latest_offence": draw(day),
        "stranger_victim": draw(st.booleans()),
        "follow_up_started": draw(day),
        "supervision_status": draw(st.sampled_from(["custody", "community", "remand"])),
    }


def scorable(as_of: date = AS_OF) -> st.SearchStrategy[dict[str, Any]]:
    return records(as_of).map(lambda record: {**record, "gender": "male", "sexual_offence_history": True}).filter(can_be_scored)


# complete records


@laws(400)
@given(st.dates(date(2026, 8, 4), date(2032, 3, 1)).flatmap(lambda day: st.tuples(st.just(day), records(day))))
def test_a_complete_record_has_the_published_band_or_none(drawn: tuple[date, dict[str, Any]]) -> None:
    as_of, record = drawn
    decision = decide(DIRECT, record, as_of)
    if not can_be_scored(record):
        assert (decision.grade.verdict, decision.grade.least, decision.grade.most) == ("out_of_scope", None, None)
        return
    band = direct_band(record, as_of)
    assert range_of(decision) == (band, band)
    assert points_of(decision) == (points(record), points(record))
    assert decision.grade.range == "exact"


@laws(200)
@given(scorable(), st.sampled_from(BANDS))
def test_a_grade_is_held_against_the_published_band(record: dict[str, Any], grade: str) -> None:
    decision = decide(DIRECT, record, grade=grade)
    disagree = sum(record[name] for name in COUNTS) > record["all_sanctions"]
    below = BANDS.index(grade) < direct_band(record, AS_OF)
    assert decision.grade.verdict == ("below_minimum" if below else "not_supported" if disagree else "consistent")


@laws(150)
@given(records())
def test_a_complete_record_of_images_has_the_published_band_or_none(record: dict[str, Any]) -> None:
    decision = decide(IMAGES, {name: record[name] for name in ("gender", "sexual_offence_history", *COUNTS)})
    if not applies(record):
        assert (decision.grade.verdict, decision.grade.least) == ("out_of_scope", None)
        return
    assert range_of(decision) == (images_band(record), images_band(record))


def test_every_record_of_few_images_has_the_row_that_fits_first() -> None:
    for images, child, adult, other in product(range(4), repeat=4):
        counts = {
            "image_sanctions": images,
            "contact_child_sanctions": child,
            "contact_adult_sanctions": adult,
            "non_contact_offences": other,
        }
        record = {"gender": "male", "sexual_offence_history": True, **counts}
        if not applies(record):
            continue
        rows = (images >= 2, images == 1, child >= 2, child == 1, other > 0 and adult > 0, True)
        decision = decide(IMAGES, record)
        found = {rule.id for rule in decision.record.rules if rule.outcome == "applies" and rule.id.startswith("IM-ROW")}
        assert found == {f"IM-ROW-{rows.index(True) + 1}"}


# partial records


def few(name: str, as_of: date, record: Record) -> list[Any]:
    """Values of a fact among which is one for every result that it can bring about, the others being known."""
    if name in COUNTS:
        return [0, 1, 2, 3]
    if name == "all_sanctions":
        return [1, 2]
    if name == "supervision_status":
        return ["custody", "community"]
    if name == "stranger_victim":
        return [False, True]
    if name == "gender":
        return ["male", "female"]
    if name == "sexual_offence_history":
        return [True, False]
    return list(telling_days(name, as_of, record))


def telling_days(name: str, as_of: date, record: Record) -> Iterator[date]:
    """Days on both sides of every boundary, as long as the other days are known."""
    five = date(as_of.year - 5, as_of.month, as_of.day)
    about = [date(1900, 1, 1), date(2100, 12, 31), five, five + timedelta(1)]
    ages = (0, 16, 18, *range(21, 61, 3), 110)
    if name == "date_of_birth":
        about = [date(1900, 1, 1), as_of]
        for other in ("follow_up_started", "latest_sexual_offence"):
            about += [shifted(record[other], -age) for age in ages]
    elif name != "latest_offence":
        about += [shifted(record["date_of_birth"], age) for age in ages]
    latest = as_of if name == "date_of_birth" else date(2100, 12, 31)
    for day in about:
        for more in (-2, -1, 0, 1, 2):
            if date(1900, 1, 3) <= day <= date(2100, 12, 29) or more == 0:
                yield min(max(day + timedelta(more), date(1900, 1, 1)), latest)


def shifted(day: date, count: int) -> date:
    year = min(max(day.year + count, 1900), 2100)
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def completions(partial: Record, missing: list[str], as_of: date) -> Iterator[dict[str, Any]]:
    for values in product(*(few(name, as_of, partial) for name in missing)):
        record = {**partial, **dict(zip(missing, values, strict=True))}
        if can_be_scored(record):
            yield record


PLAIN = ("gender", "sexual_offence_history", "all_sanctions", *COUNTS, "stranger_victim", "supervision_status")
DAYS = ("date_of_birth", "follow_up_started", "latest_sexual_offence", "latest_offence")


def partials(record: dict[str, Any], missing: list[str], data: st.DataObject) -> dict[str, Any]:
    """The record without what is missing, some of it asked and not established."""
    asked = data.draw(st.sets(st.sampled_from(missing)) if missing else st.just(set()))
    return {name: None if name in asked else value for name, value in record.items() if name not in missing or name in asked}


def check_partial(record: dict[str, Any], missing: list[str], data: st.DataObject) -> None:
    complete = list(completions(record, missing, AS_OF))
    assert complete
    decision = decide(DIRECT, partials(record, missing, data))
    bands = [direct_band(each, AS_OF) for each in complete]
    totals = [points(each) for each in complete]
    assert range_of(decision) == (min(bands), max(bands))
    assert points_of(decision) == (min(totals), max(totals))
    assert decision.grade.range == "exact"


@laws(150)
@given(scorable(), st.lists(st.sampled_from(PLAIN), unique=True, max_size=9), st.data())
def test_the_range_of_a_record_without_some_counts_and_answers(
    record: dict[str, Any], missing: list[str], data: st.DataObject
) -> None:
    check_partial(record, missing, data)


@laws(150)
@given(scorable(), st.sampled_from(DAYS), st.lists(st.sampled_from(PLAIN[2:]), unique=True, max_size=2), st.data())
def test_the_range_of_a_record_without_one_day(record: dict[str, Any], day: str, also: list[str], data: st.DataObject) -> None:
    check_partial(record, [day, *also], data)


@laws(40)
@given(scorable(), st.lists(st.sampled_from(DAYS[1:]), unique=True, min_size=2, max_size=2), st.data())
def test_the_range_of_a_record_without_two_days_after_birth(
    record: dict[str, Any], missing: list[str], data: st.DataObject
) -> None:
    check_partial(record, missing, data)


@laws(60)
@given(
    scorable(), st.lists(st.sampled_from(DAYS), unique=True, min_size=2), st.lists(scorable(), min_size=5, max_size=5), st.data()
)
def test_the_range_of_a_record_without_several_days_holds_every_band_that_they_could_make(
    record: dict[str, Any], missing: list[str], others: list[dict[str, Any]], data: st.DataObject
) -> None:
    least, most = range_of(decide(DIRECT, partials(record, missing, data)))
    for other in others:
        complete = {**record, **{name: other[name] for name in missing}}
        if can_be_scored(complete):
            assert least <= direct_band(complete, AS_OF) <= most


@laws(100)
@given(st.fixed_dictionaries(dict.fromkeys(COUNTS, COUNT)), st.sets(st.sampled_from(COUNTS), min_size=1))
def test_the_range_of_a_record_of_images_without_some_counts(counts: dict[str, int], missing: set[str]) -> None:
    known = {"gender": "male", "sexual_offence_history": True}
    order = sorted(missing)
    complete = ({**known, **counts, **dict(zip(order, values, strict=True))} for values in product(range(4), repeat=len(order)))
    bands = [images_band(record) for record in complete if applies(record)]
    decision = decide(IMAGES, known | {name: value for name, value in counts.items() if name not in missing})
    assert range_of(decision) == (min(bands), max(bands))
    assert decision.grade.range == "exact"


# what must be on record


MANDATORY = [name for name in (*PLAIN, *DAYS) if name not in ("stranger_victim", "latest_offence")]


@laws(120)
@given(scorable(), st.sampled_from(MANDATORY), st.booleans(), st.sampled_from(BANDS))
def test_no_band_stands_while_a_mandatory_input_is_missing(record: dict[str, Any], name: str, asked: bool, grade: str) -> None:
    partial = {**record, name: None} if asked else {each: value for each, value in record.items() if each != name}
    decision = decide(DIRECT, partial, grade=grade)
    assert decision.grade.verdict in ("not_supported", "below_minimum")
    assert decision.exit_code in (1, 3)
    assert name in required_of(decision)


@laws(60)
@given(scorable(), st.sampled_from(["gender", "sexual_offence_history", *COUNTS]), st.sampled_from(BANDS[:3]))
def test_no_band_of_images_stands_while_an_input_is_missing(record: dict[str, Any], name: str, grade: str) -> None:
    partial = {each: record[each] for each in ("gender", "sexual_offence_history", *COUNTS) if each != name}
    assert decide(IMAGES, partial, grade=grade).grade.verdict in ("not_supported", "below_minimum")


@laws(80)
@given(scorable())
def test_a_stranger_that_is_not_known_is_never_taken_for_none(record: dict[str, Any]) -> None:
    assume(sum(record[name] for name in COUNTS) <= record["all_sanctions"])
    partial = {**record, "stranger_victim": None}
    low, high = (direct_band({**record, "stranger_victim": answer}, AS_OF) for answer in (False, True))
    decision = decide(DIRECT, partial, grade=BANDS[low])
    assert range_of(decision) == (low, high)
    assert decision.grade.verdict == ("consistent" if low == high else "not_supported")


# the files


@pytest.mark.parametrize("ruleset", [DIRECT, IMAGES])
def test_the_edition_is_clean_and_says_whose_it_is(ruleset: str) -> None:
    program = ENGINE.program(ruleset, "1.0")
    assert [problem for problem in lint(program, ENGINE.store.guidance) if problem.severity != "note"] == []
    assert check_citations(program.ruleset, ENGINE.store.guidance) == []
    # What is encoded is published; that it is not issued by its publisher is printed with every decision.
    assert program.ruleset.provenance == "published"
    assert "model 1.0 with thresholds 1.0" in program.ruleset.title
    assert all(value.verified for parameter in program.ruleset.parameters.values() for value in parameter.values)
    assert "has not been validated on suspects who have not been convicted" in program.ruleset.scope.otherwise
    notice = (ROOT / "rules" / ruleset / "NOTICE.md").read_text(encoding="utf-8")
    assert "Copyright (c) 2020-2024 Crown Copyright (Ministry of Justice)" in notice
    assert "The above copyright notice and this permission notice shall be included in all" in notice


@pytest.mark.parametrize("ruleset", [DIRECT, IMAGES])
def test_every_fact_can_be_asked_and_phrased(ruleset: str) -> None:
    for fact in ENGINE.program(ruleset, "1.0").ruleset.facts.values():
        wanted = {"true", "false"} if fact.type == "boolean" else {"value"}
        wanted |= {"unknown"} | ({"not_applicable"} if fact.applies_when else set())
        assert fact.question.endswith("?")
        assert fact.phrases.keys() == wanted, fact.name


EXAMPLES = {
    "moj-direct-contact/published-example": ("consistent", "medium", "medium", 0),
    "moj-direct-contact/stranger-not-known": ("not_supported", "medium", "high", 3),
    "moj-direct-contact/five-quiet-years": ("consistent", "medium", "medium", 0),
    "moj-direct-contact/five-years-not-over": ("below_minimum", "high", "high", 1),
    "moj-direct-contact/suspect-without-conviction": ("out_of_scope", None, None, 3),
    "moj-images/published-example": ("consistent", "high", "high", 0),
    "moj-images/graded-too-low": ("below_minimum", "medium", "medium", 1),
    "moj-images/count-not-known": ("not_supported", "low", "high", 3),
    "moj-images/woman": ("out_of_scope", None, None, 3),
}


def test_every_example_comes_to_what_was_worked_out_by_hand() -> None:
    files = sorted(path for ruleset in (DIRECT, IMAGES) for path in (ROOT / "rules" / ruleset / "examples").iterdir())
    assert {f"{path.parent.parent.name}/{path.stem}" for path in files} == set(EXAMPLES)
    for path in files:
        decision = ENGINE.assess(path.read_bytes(), as_of=AS_OF)
        found = (decision.grade.verdict, decision.grade.least, decision.grade.most, decision.exit_code)
        assert found == EXAMPLES[f"{path.parent.parent.name}/{path.stem}"], path.name
