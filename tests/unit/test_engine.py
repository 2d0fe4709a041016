"""The engine: which rule set and edition it chooses, what it refuses, and that it can be shared."""

from __future__ import annotations

import json
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

from riskengine.deciding.decision import Verdict
from riskengine.decision import Refusal
from riskengine.diagnostics import CaseError, UsageError
from riskengine.engine import Decision, Engine
from riskengine.loading.case_reader import read_case
from riskengine.loading.digest import digest_of
from tests.small_folder import EDITION, FACTS, RULES, RULESET, build, second_edition

EXAMPLES = sorted((Path(__file__).parents[2] / "rules/suspect-priority/examples").glob("*.json"))
DAY = date(2021, 6, 1)


def case(grade: str | None = "low", *, access: bool | None = True, **changes: object) -> dict[str, object]:
    """A case of the small rule set."""
    assessment = {"grade": grade, "assessed_on": "2021-05-01", "edition": "1", "assessed_by": "A"}
    plain = {
        "schema": "riskengine/case/1",
        "case_id": "C-1",
        "jurisdiction": "england-and-wales",
        "facts": {"access": access},
        "assessment": assessment,
    }
    return {**plain, **changes}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine over the small folder."""
    return Engine.open(build(tmp_path))


@pytest.mark.parametrize(
    ("grade", "access", "verdict", "exit_code"),
    [
        ("low", True, "below_minimum", 1),
        ("low", False, "consistent", 0),
        ("low", None, "not_supported", 3),
        ("high", None, "consistent", 0),
        (None, False, "not_graded", 3),
    ],
)
def test_a_case_is_judged(engine: Engine, grade: str | None, access: bool | None, verdict: Verdict, exit_code: int) -> None:
    decision = engine.assess(case(grade, access=access), as_of=DAY)

    assert decision.grade.verdict == verdict
    assert decision.exit_code == exit_code


def test_a_case_may_be_text_a_mapping_or_read_already(engine: Engine) -> None:
    text = json.dumps(case())

    digests = {engine.assess(each, as_of=DAY).digest for each in (case(), text, text.encode(), read_case(text))}

    assert len(digests) == 1


def test_as_of_is_a_date_without_a_time(engine: Engine) -> None:
    with pytest.raises(UsageError, match="as_of is a date"):
        engine.assess(case(), as_of=datetime(2021, 6, 1, 12))  # noqa: DTZ001


def test_an_assessment_in_the_future_is_an_invalid_case(engine: Engine) -> None:
    with pytest.raises(CaseError) as raised:
        engine.assess(case(), as_of=date(2021, 4, 30))

    assert [problem.code for problem in raised.value.diagnostics] == ["RE740"]


def test_a_grade_and_a_jurisdiction_that_the_edition_does_not_know_are_both_reported(engine: Engine) -> None:
    with pytest.raises(CaseError) as raised:
        engine.assess(case("hihg", jurisdiction="northern-ireland"), as_of=DAY, ruleset="plain")

    assert {problem.code for problem in raised.value.diagnostics} == {"RE741", "RE742"}
    assert "did you mean `high`?" in [problem.help for problem in raised.value.diagnostics]


def test_a_case_that_no_rule_set_fits_says_which_there_are(engine: Engine) -> None:
    with pytest.raises(UsageError, match="no rule set covers the jurisdiction northern-ireland; they cover england-and-wales"):
        engine.assess(case(jurisdiction="northern-ireland"), as_of=DAY)


def test_a_rule_set_or_edition_that_does_not_exist_gets_a_suggestion(engine: Engine) -> None:
    with pytest.raises(UsageError, match="did you mean `plain`"):
        engine.assess(case(ruleset="plian"), as_of=DAY)
    with pytest.raises(UsageError, match="there is no edition 11 of plain"):
        engine.assess(case(), as_of=DAY, edition="11")


def test_of_two_rule_sets_the_one_that_knows_the_facts_is_chosen(tmp_path: Path) -> None:
    rules = build(
        tmp_path,
        {
            "rules/other/1/ruleset.yaml": RULESET.replace("id: plain", "id: other"),
            "rules/other/1/facts.yaml": FACTS + FACTS.replace("access:", "visits:", 1),
            "rules/other/1/rules/all.yaml": RULES,
        },
    )
    engine = Engine.open(rules)

    with pytest.raises(UsageError, match="these fit: other, plain"):
        engine.assess(case(), as_of=DAY)
    assert engine.assess(case(facts={"visits": True}), as_of=DAY).record.edition.ruleset == "other"
    assert engine.assess(case(), as_of=DAY, ruleset="plain").record.edition.ruleset == "plain"


def test_a_day_without_an_edition_offers_no_grade(engine: Engine) -> None:
    plain = case(assessment=None)
    del plain["assessment"]

    decision = engine.assess(plain, as_of=date(2019, 12, 31))

    assert decision.grade.verdict == "no_edition"
    assert [finding.code for finding in decision.findings] == ["no_edition"]
    assert decision.grade.least is None
    assert decision.exit_code == 3
    assert "no edition" in decision.explain().text().lower()


def test_an_edition_outside_its_days_is_hypothetical_and_never_passes(tmp_path: Path) -> None:
    changes = {f"{EDITION}/ruleset.yaml": RULESET.replace("from: 2020-01-01}", "from: 2020-01-01, until: 2020-12-31}", 1)}
    changes |= second_edition(effective="{from: 2021-01-01}")
    engine = Engine.open(build(tmp_path, changes))
    plain = case("low", access=False)
    plain["assessment"]["edition"] = "2"

    assert engine.assess(plain, as_of=DAY).exit_code == 0
    hypothetical = engine.assess(plain, as_of=DAY, edition="1")

    assert hypothetical.exit_code == 3
    assert "hypothetical" in [finding.code for finding in hypothetical.findings]


def test_one_bad_case_never_stops_the_rest(engine: Engine) -> None:
    cases = [case(), case(facts={"acess": True}), "{", case("high")]

    results = list(engine.assess_many(cases, as_of=DAY))

    assert [type(result) for result in results] == [Decision, Refusal, Refusal, Decision]
    assert [result.exit_code for result in results] == [1, 2, 2, 0]
    assert results[1].case_id == "C-1"
    assert [problem.code for problem in results[1].diagnostics] == ["RE743"]
    assert results[2].number == 2


def test_a_decision_cannot_be_changed(engine: Engine) -> None:
    decision = engine.assess(case(), as_of=DAY)

    with pytest.raises(AttributeError):
        decision.grade = None
    with pytest.raises(AttributeError):
        del decision.ruling


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_plain_and_the_fast_evaluator_give_the_same_decision(example: Path) -> None:
    text, day = example.read_text("utf-8"), date(2026, 11, 1)

    fast, plain = (Engine.open(fast=fast).assess(text, as_of=day).model_dump_json() for fast in (True, False))

    assert fast == plain


def test_decisions_and_engines_can_be_pickled(engine: Engine) -> None:
    decision = engine.assess(case(), as_of=DAY)

    again = pickle.loads(pickle.dumps(engine)).assess(case(), as_of=DAY)  # noqa: S301
    copy = pickle.loads(pickle.dumps(decision))  # noqa: S301

    assert again.model_dump_json() == copy.model_dump_json() == decision.model_dump_json()


def test_one_engine_serves_many_threads(tmp_path: Path) -> None:
    engine = Engine.open(build(tmp_path))
    start = threading.Barrier(8)

    def assess(number: int) -> str:
        start.wait()
        return engine.assess(case(access=[True, False, None][number % 3]), as_of=DAY).model_dump_json()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(assess, range(8)))

    expected = [engine.assess(case(access=[True, False, None][n % 3]), as_of=DAY).model_dump_json() for n in range(8)]
    assert found == expected


def test_the_json_of_a_decision_is_its_record(engine: Engine) -> None:
    decision = engine.assess(case(), as_of=DAY)

    assert json.loads(decision.model_dump_json()) == decision.model_dump()
    assert decision.model_dump()["digest"] == decision.digest
    assert decision.model_dump()["sufficient"][0]["fact"] == "access"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_digest_covers_the_canonical_text_without_the_engine(example: Path) -> None:
    plain = Engine.open().assess(example.read_text("utf-8"), as_of=date(2026, 11, 1)).model_dump()

    digest = plain.pop("digest")
    del plain["engine"]

    assert digest == digest_of(plain)
