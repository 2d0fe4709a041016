"""The findings that a decision can carry, each with its published severity, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from riskengine.records import record

__all__ = ["FINDINGS", "FindingCode", "Severity", "exit_code_of"]

Severity = Literal["error", "undetermined", "warning", "note"]


@record
class FindingCode:
    """A finding's code, its severity, and what it tells the reader."""

    code: str
    severity: Severity
    what: str


_ROWS = (
    FindingCode("misgraded", "error", "The grade is below the least that guidance requires."),
    FindingCode("departure_invalid", "error", "A departure from guidance is recorded, but it is incomplete or not allowed."),
    FindingCode("contradictory_facts", "error", "Recorded facts contradict each other."),
    FindingCode("overdue", "error", "A time limit has passed and nothing on record stops it."),
    FindingCode("outdated_guidance", "error", "The assessment names an edition that was not in force on its day."),
    FindingCode("unknown_edition", "error", "The assessment names no edition, or one that does not exist."),
    FindingCode("regrade_needed", "error", "The assessment was sound on its day; today's guidance asks for more."),
    FindingCode("new_information", "error", "The assessment was sound on its day; what is known now asks for more."),
    FindingCode("no_edition", "undetermined", "No edition of the rule set is in force on the day asked about."),
    FindingCode("not_supported", "undetermined", "What is not known leaves open whether the grade is high enough."),
    FindingCode("required_fact_missing", "undetermined", "Guidance requires a fact to be established before any grade stands."),
    FindingCode("not_graded", "undetermined", "No grade is recorded."),
    FindingCode("assessment_undated", "undetermined", "The assessment has no date, so it cannot be judged as of its day."),
    FindingCode("out_of_scope", "undetermined", "The rule set does not cover the case; no grade is offered."),
    FindingCode("hypothetical", "undetermined", "The edition was chosen by hand and is not in force on that day, or is a draft."),
    FindingCode("time_limit_undetermined", "undetermined", "A time limit cannot be worked out from what is on record."),
    FindingCode("due_today", "warning", "A time limit ends today."),
    FindingCode("supervision_needed", "warning", "Guidance asks for a supervisor's review."),
    FindingCode("departure", "warning", "The grade departs from guidance with a recorded and authorised reason."),
    FindingCode("accepted_unknown", "warning", "The grade rests on facts that were asked and could not be established."),
    FindingCode("edition_past_review", "warning", "The edition is past the day by which its owner was to review it."),
    FindingCode("action", "note", "Guidance says that something is to be done."),
    FindingCode("flag", "note", "Guidance asks to draw attention to something."),
)

FINDINGS: dict[str, FindingCode] = {row.code: row for row in _ROWS}

_EXIT = {"error": 1, "undetermined": 3, "warning": 0, "note": 0}


def exit_code_of(severities: Iterable[Severity]) -> int:
    """The exit code that findings of these severities end in: 1 before 3 before 0.

    >>> exit_code_of(["note", "undetermined"])
    3
    """
    codes = {_EXIT[severity] for severity in severities}
    return next(code for code in (1, 3, 0) if code in codes or code == 0)
