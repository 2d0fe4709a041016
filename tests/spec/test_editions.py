"""Editions and the three clocks of knowledge, case by case (language 3.9)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskengine import CaseError, Engine
from tests.spec.editions import case, write_editions

_LOOKED_AT = {
    "outdated_guidance",
    "unknown_edition",
    "regrade_needed",
    "new_information",
    "no_edition",
    "hypothetical",
    "assessment_undated",
    "misgraded",
    "not_supported",
}


def history(*values: tuple[str, Any]) -> list[dict[str, Any]]:
    """A fact recorded on several days."""
    return [{"value": value, "as_at": day} for day, value in values]


LEARNT = history(("2022-01-01", False), ("2024-01-01", True))
IN_2022 = {"assessed_on": "2022-06-01", "edition": "2020"}
IN_2023 = {"assessed_on": "2023-06-01", "edition": "2023"}

# name, facts, grade, the rest of the assessment, judged on, verdict, findings among those looked at
ROWS: list[tuple[str, dict[str, Any], str, dict[str, Any], str, str, set[str]]] = [
    ("nothing has changed", {}, "low", IN_2023, "2024-06-01", "consistent", set()),
    ("a newer edition asks for no more", {}, "low", IN_2022, "2024-06-01", "consistent", set()),
    ("a newer edition asks for more", {"b": True}, "medium", IN_2022, "2024-06-01", "below_minimum", {"regrade_needed"}),
    ("what is known now asks for more", {"a": LEARNT}, "low", IN_2023, "2024-06-01", "below_minimum", {"new_information"}),
    (
        "only both together ask for more",
        {"b": LEARNT},
        "medium",
        IN_2022,
        "2024-06-01",
        "below_minimum",
        {"regrade_needed", "new_information"},
    ),
    ("wrong on its day already", {"a": True}, "low", IN_2023, "2024-06-01", "below_minimum", {"misgraded"}),
    (
        "what was known then is no longer",
        {"a": history(("2022-01-01", False), ("2024-01-01", None))},
        "low",
        IN_2023,
        "2024-06-01",
        "not_supported",
        {"new_information"},
    ),
    (
        "a later record counts on the day itself",
        {"a": LEARNT},
        "low",
        {"assessed_on": "2024-01-01", "edition": "2023"},
        "2024-06-01",
        "below_minimum",
        {"misgraded"},
    ),
    (
        "a record of tomorrow is not known today",
        {"a": history(("2023-01-01", False), ("2024-06-02", True))},
        "low",
        IN_2023,
        "2024-06-01",
        "consistent",
        set(),
    ),
    (
        "the superseded edition",
        {},
        "low",
        {"assessed_on": "2023-06-01", "edition": "2020"},
        "2024-06-01",
        "consistent",
        {"outdated_guidance"},
    ),
    (
        "an edition not yet in force",
        {},
        "low",
        {"assessed_on": "2022-06-01", "edition": "2023"},
        "2024-06-01",
        "consistent",
        {"outdated_guidance"},
    ),
    ("a draft", {}, "low", {"assessed_on": "2023-06-01", "edition": "2026"}, "2024-06-01", "consistent", {"outdated_guidance"}),
    ("no edition is named", {}, "low", {"assessed_on": "2023-06-01"}, "2024-06-01", "consistent", {"unknown_edition"}),
    (
        "an edition that does not exist",
        {},
        "low",
        {"assessed_on": "2023-06-01", "edition": "1999"},
        "2024-06-01",
        "consistent",
        {"unknown_edition"},
    ),
    ("the assessment has no date", {}, "low", {"edition": "2023"}, "2024-06-01", "consistent", {"assessment_undated"}),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over the small rule set."""
    return Engine.open(write_editions(Path(tmp_path_factory.mktemp("editions"))))


@pytest.mark.parametrize(("name", "facts", "grade", "assessment", "day", "verdict", "codes"), ROWS, ids=[row[0] for row in ROWS])
def test_findings(
    engine: Engine,
    name: str,
    facts: dict[str, Any],
    grade: str,
    assessment: dict[str, Any],
    day: str,
    verdict: str,
    codes: set[str],
) -> None:
    decision = engine.assess(case(facts, grade, **assessment), as_of=date.fromisoformat(day))
    found = {finding.code for finding in decision.findings}
    assert decision.grade.verdict == verdict
    assert codes <= found, found
    unexpected = (found & _LOOKED_AT) - codes
    assert unexpected <= ({"misgraded", "not_supported"} if verdict != "consistent" else set())


def test_an_error_of_edition_is_no_pass(engine: Engine) -> None:
    for edition in ({"edition": "1999"}, {"edition": "2020"}, {}):
        assert engine.assess(case({}, "low", assessed_on="2023-06-01", **edition), as_of=date(2024, 6, 1)).exit_code == 1


def test_a_case_is_judged_by_the_edition_in_force(engine: Engine) -> None:
    for day, edition in (("2020-01-01", "2020"), ("2022-12-31", "2020"), ("2023-01-01", "2023"), ("2025-12-31", "2025")):
        record = engine.assess(case({}), as_of=date.fromisoformat(day)).record
        assert record.edition is not None
        assert record.edition.edition == edition


@pytest.mark.parametrize("day", ["2019-12-31", "2026-01-01"])
def test_no_edition_in_force(engine: Engine, day: str) -> None:
    decision = engine.assess(case({}), as_of=date.fromisoformat(day))
    assert "no_edition" in {finding.code for finding in decision.findings}
    assert decision.exit_code != 0


@pytest.mark.parametrize("edition", ["2020", "2026"])
def test_an_edition_chosen_by_hand_is_hypothetical_and_never_a_pass(engine: Engine, edition: str) -> None:
    decision = engine.assess(case({}, "low", **IN_2023), as_of=date(2024, 6, 1), edition=edition)
    assert "hypothetical" in {finding.code for finding in decision.findings}
    assert decision.exit_code != 0


@pytest.mark.parametrize(
    ("facts", "assessment"),
    [
        ({}, {"assessed_on": "2024-06-02", "edition": "2023"}),
        ({"a": history(("2024-01-01", True), ("2024-01-01", False))}, IN_2023),
    ],
    ids=["assessed in the future", "two records of one day"],
)
def test_invalid_cases(engine: Engine, facts: dict[str, Any], assessment: dict[str, Any]) -> None:
    with pytest.raises(CaseError):
        engine.assess(case(facts, "low", **assessment), as_of=date(2024, 6, 1))
