"""The verdict, row by row of the table in language 3.8."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskengine import Engine
from tests.spec.editions import case, write_editions

AS_OF = date(2024, 6, 1)
TODAY = {"assessed_on": "2024-06-01", "edition": "2023"}
WHOLE: dict[str, Any] = {
    "rules": ["R-1"],
    "reason_code": "local",
    "reason": "The flat is empty.",
    "by": "DC 1",
    "authorised_by": "DS 2",
    "authorised_on": "2024-06-01",
}


def departing(**changes: Any) -> dict[str, Any]:
    """A complete departure, but for some changes."""
    return {**TODAY, "departure": {name: value for name, value in (WHOLE | changes).items() if value is not ...}}


# name, facts, officer's grade, the rest of the assessment, verdict, findings that must be there
ROWS: list[tuple[str, dict[str, Any], str | None, dict[str, Any], str, set[str]]] = [
    ("the scope is settled and false", {"kind": "other"}, "low", TODAY, "out_of_scope", {"out_of_scope"}),
    ("out of scope comes before not graded", {"kind": "other"}, None, {}, "out_of_scope", {"out_of_scope"}),
    ("the scope is not settled", {"kind": ...}, "high", TODAY, "not_supported", {"not_supported"}),
    ("the scope is asked and not established", {"kind": None}, "high", TODAY, "not_supported", {"not_supported"}),
    ("an unsettled scope comes before not graded", {"kind": None}, None, {}, "not_supported", {"not_supported"}),
    ("there is no grade", {}, None, {}, "not_graded", {"not_graded"}),
    ("a whole departure", {"a": True, "c": False}, "low", departing(), "departure", {"departure"}),
    ("a departure without a rule", {"a": True}, "low", departing(rules=[]), "below_minimum", {"misgraded", "departure_invalid"}),
    (
        "a departure from a rule without discretion",
        {"b": True},
        "low",
        departing(rules=["R-2"]),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    (
        "without the rule the least is still higher",
        {"a": True, "b": True},
        "low",
        departing(),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    (
        "a departure without a reason code",
        {"a": True},
        "low",
        departing(reason_code=...),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    (
        "a departure without a text",
        {"a": True},
        "low",
        departing(reason="  "),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    ("a departure without an author", {"a": True}, "low", departing(by=...), "below_minimum", {"misgraded", "departure_invalid"}),
    (
        "a departure that nobody authorised",
        {"a": True},
        "low",
        departing(authorised_by=...),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    (
        "the author authorises",
        {"a": True},
        "low",
        departing(by="DS 2", authorised_by=" ds 2 "),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    (
        "the assessor authorises",
        {"a": True},
        "low",
        departing(by="DC 9", authorised_by="dc 1"),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    (
        "a departure authorised tomorrow",
        {"a": True},
        "low",
        departing(authorised_on="2024-06-02"),
        "below_minimum",
        {"misgraded", "departure_invalid"},
    ),
    (
        "a departure with something required missing",
        {"a": True, "checked": None},
        "low",
        departing(),
        "below_minimum",
        {"misgraded"},
    ),
    ("below the least", {"a": True}, "medium", TODAY, "below_minimum", {"misgraded"}),
    ("below the least, something else not known", {"a": True, "b": None}, "medium", TODAY, "below_minimum", {"misgraded"}),
    ("at the least, below the most", {"b": None}, "low", TODAY, "not_supported", {"not_supported"}),
    ("not asked is no more than not established", {"a": ...}, "medium", TODAY, "not_supported", {"not_supported"}),
    ("a required fact is not known", {"checked": ...}, "high", TODAY, "not_supported", {"required_fact_missing"}),
    ("facts contradict each other", {"a": False, "c": True}, "high", TODAY, "not_supported", {"contradictory_facts"}),
    ("at the most", {"b": None}, "high", TODAY, "consistent", set()),
    ("everything known", {}, "low", TODAY, "consistent", set()),
    ("above the most", {}, "high", TODAY, "consistent", set()),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over the small rule set."""
    return Engine.open(write_editions(Path(tmp_path_factory.mktemp("verdicts"))))


@pytest.mark.parametrize(("name", "facts", "grade", "assessment", "verdict", "codes"), ROWS, ids=[row[0] for row in ROWS])
def test_verdict(
    engine: Engine, name: str, facts: dict[str, Any], grade: str | None, assessment: dict[str, Any], verdict: str, codes: set[str]
) -> None:
    decision = engine.assess(case(facts, grade, **assessment), as_of=AS_OF)
    found = {finding.code for finding in decision.findings}
    assert decision.grade.verdict == verdict
    assert codes <= found
    if not codes:
        assert decision.exit_code == 0, found


def test_no_grade_is_offered_out_of_scope(engine: Engine) -> None:
    grade = engine.assess(case({"kind": "other"}, "low", **TODAY), as_of=AS_OF).grade
    assert (grade.least, grade.most) == (None, None)


def test_a_contradiction_is_a_warning_while_the_gate_is_not_settled(engine: Engine) -> None:
    decision = engine.assess(case({"a": None, "c": True}, "high", **TODAY), as_of=AS_OF)
    assert decision.grade.verdict == "consistent"
    assert [finding.severity for finding in decision.findings if finding.code == "contradictory_facts"] == ["warning"]
