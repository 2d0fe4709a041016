"""The records of a comparison: what `assess --compare-edition` prints as JSON, as frozen data."""

from __future__ import annotations

from datetime import date
from typing import Literal

from riskengine.deciding.decision import Citation, ClockState, EditionRecord, ExplanationRecord, GradeResult
from riskengine.records import record

__all__ = [
    "COMPARISON_SCHEMA",
    "ClockChange",
    "ComparisonRecord",
    "DifferenceRecord",
    "EditionSide",
    "ResultRecord",
    "RuleSide",
]

COMPARISON_SCHEMA = "riskengine/comparison/1"


@record
class EditionSide:
    """What the case comes to under one edition; `left_out` are recorded facts that it does not ask for, or not in this way."""

    edition: EditionRecord
    grade: GradeResult
    left_out: tuple[str, ...]


@record
class ResultRecord:
    """The least and the most that would be required, and the verdict."""

    least: str | None
    most: str | None
    verdict: str


@record
class RuleSide:
    """A rule as one edition has it, and what came of it in this case; `asks` is its condition in plain English."""

    title: str
    outcome: str
    asks: str
    minimum_grade: str | None
    points: str | None
    requires: tuple[str, ...]
    cites: tuple[str, ...]


@record
class DifferenceRecord:
    """One difference between the editions.

    `aspects` say in what something has changed. `first` and `second` are a rule as each edition has it, None for what is no
    rule and where there is none. `alone` is the result of the first edition with this change alone, None where that is no
    rule set that can be used; `moves` says which of `least`, `most` and `verdict` it moves so.
    """

    kind: Literal["rule", "score", "fact", "facts", "scope", "time_limit", "reason_codes"]
    id: str
    change: Literal["new", "gone", "changed"]
    aspects: tuple[str, ...]
    first: RuleSide | None
    second: RuleSide | None
    alone: ResultRecord | None
    moves: tuple[str, ...]


@record
class ClockChange:
    """A time limit whose state differs; None where the edition has no such limit. Days are ISO text."""

    id: str
    title: str
    first: ClockState | None
    first_due: str | None
    second: ClockState | None
    second_due: str | None


@record
class ComparisonRecord:
    """One case under two editions.

    `same` says that both come to the same least, most and verdict. `decisive` are sets of differences, each written
    `kind:id`, that turn the result of the first edition into that of the second; `fewest` says that they are all the
    smallest ones. `citations` are the provisions behind the rules that make the difference.
    """

    schema: str
    case_id: str
    case_digest: str
    as_of: date
    first: EditionSide
    second: EditionSide
    same: bool
    differences: tuple[DifferenceRecord, ...]
    decisive: tuple[tuple[str, ...], ...]
    fewest: bool
    time_limits: tuple[ClockChange, ...]
    citations: tuple[Citation, ...]
    explanation: ExplanationRecord
