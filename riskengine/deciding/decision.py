"""The records of a decision: what `riskengine assess` prints as JSON, as frozen data.

One definition serves three uses: the library hands these out, `riskengine schema` publishes them as JSON
Schema (by pydantic), and the text, Markdown and HTML forms are renderings of them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from riskengine.codes.findings import Severity
from riskengine.records import record

if TYPE_CHECKING:
    from typing import TypedDict

    Effective = TypedDict("Effective", {"from": date, "until": date | None})
else:

    class Effective(dict):
        """The same shape, which pydantic asks for: made then, because before Python 3.12 the TypedDict is slow to import."""

        @classmethod
        def __get_pydantic_core_schema__(cls, _: object, handler: Any) -> Any:
            """The schema of the shape."""
            from typing_extensions import TypedDict

            return handler.generate_schema(TypedDict("Effective", {"from": date, "until": date | None}))


__all__ = [
    "DECISION_SCHEMA",
    "Accepted",
    "ActionRecord",
    "AnswerRecord",
    "Citation",
    "ClockResult",
    "ClockState",
    "DecisionRecord",
    "EditionRecord",
    "EffectRecord",
    "EngineRecord",
    "ExplanationRecord",
    "ExplanationSection",
    "FactRecord",
    "Finding",
    "GradeResult",
    "Missing",
    "Outcome",
    "RuleResult",
    "ScoreItem",
    "ScoreResult",
    "Then",
    "Verdict",
]

DECISION_SCHEMA = "riskengine/decision/1"

Verdict = Literal["out_of_scope", "not_supported", "not_graded", "departure", "below_minimum", "consistent", "no_edition"]
Outcome = Literal["applies", "does_not_apply", "unsettled", "presumed", "accepted"]
ClockState = Literal["not_applicable", "undetermined", "not_started", "running", "due_today", "overdue", "met", "met_late"]
JsonValue = bool | int | str | tuple[str, ...] | None


@record
class EditionRecord:
    """The edition of the rule set that was used."""

    ruleset: str
    edition: str
    title: str
    digest: str
    effective: Effective
    status: str
    provenance: str
    review_by: date | None


@record
class EngineRecord:
    """The engine's version, and the independent evaluators that agreed."""

    version: str
    checked_by: tuple[str, ...] = ()


@record
class GradeResult:
    """The officer's grade against what guidance requires.

    `least` and `most` are None where no grade is offered. `settled` says that they are equal. `range` is
    `exact`, or `bounds` where they may be wider than the truth, never narrower.
    """

    officer: str | None
    least: str | None
    most: str | None
    settled: bool
    range: Literal["exact", "bounds"]
    verdict: Verdict


@record
class Citation:
    """A provision: `reference` is `source/edition#id`; `confidence` says how sure we are of it."""

    reference: str
    title: str
    text: str
    source: str
    edition: str
    published: date | None
    confidence: str
    address: str


@record
class FactRecord:
    """A fact as the decision used it. `value` is JSON; dates are ISO text, decimals are text."""

    fact: str
    state: Literal["known", "unknown", "not_asked", "not_applicable"]
    value: JsonValue
    as_at: str | None = None
    source: str | None = None
    recorded_by: str | None = None
    basis: str | None = None
    sensitive: bool = False


@record
class ActionRecord:
    """What guidance says is to be done, and the provisions behind it."""

    do: str
    cites: tuple[str, ...]


@record
class EffectRecord:
    """What a rule does where it applies."""

    minimum_grade: str | None = None
    points: dict[str, str] | None = None
    points_by: str | None = None
    require: tuple[str, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    flag: str | None = None
    review: str | None = None


@record
class RuleResult:
    """One rule's outcome. `stopped_by` is the smallest part that stops it, where it does not apply."""

    id: str
    title: str
    outcome: Outcome
    effect: EffectRecord
    because: str
    cites: tuple[str, ...]
    facts: tuple[FactRecord, ...]
    stopped_by: str | None
    discretion: str


@record
class ScoreItem:
    """What one rule contributes to a score: the least and the most, as decimal text."""

    rule: str
    least: str
    most: str
    not_applicable: bool = False


@record
class ScoreResult:
    """A score's range, the grades of its bands, and every item's contribution. Numbers are decimal text."""

    score: str
    least: str
    most: str
    band_least: str | None
    band_most: str | None
    items: tuple[ScoreItem, ...]


@record
class Accepted:
    """An unknown fact that was accepted, by which rule, under which provisions."""

    fact: str
    rule: str
    cites: tuple[str, ...]


@record
class AnswerRecord:
    """What guidance would require once a fact is learnt: exactly what a check with that answer gives.

    The answer is `value`; or any number or moment from `low` to `high`, both included, null where open; or, with `other`,
    any text that is not the value of another answer. Of several options it is those among the ones that rules name. `covered`
    says whether the rule set covers the case then; where it does not, `least` and `most` are null.
    """

    value: JsonValue
    low: JsonValue
    high: JsonValue
    other: bool
    covered: Literal["yes", "no", "unsettled"]
    least: str | None
    most: str | None


@record
class Missing:
    """A fact that is not known and matters, why it matters, and what it could do.

    `answers` are what each answer would come to; empty where that cannot be said exactly, and for a fact that could change
    only actions or time limits.
    """

    fact: str
    state: Literal["unknown", "not_asked"]
    why: Literal["grade", "scope", "required", "action", "presumption"]
    question: str
    could_reach: str | None
    rules: tuple[str, ...]
    answers: tuple[AnswerRecord, ...] = ()


@record
class ClockResult:
    """One time limit. Dates and datetimes are ISO text; `late_by` is whole days.

    `only_at` is the grade at which it would start, where only the most possible grade would start it.
    `unverified` says that the interval rests on a parameter that was not verified; `contradictory` that the
    stop is recorded before the start; `reason` says in plain English why the state is undetermined.
    """

    id: str
    title: str
    state: ClockState
    started: str | None
    due: str | None
    stopped: str | None
    late_by: int | None
    limit: str
    cites: tuple[str, ...]
    only_at: str | None = None
    unverified: bool = False
    contradictory: bool = False
    reason: str = ""


@record
class Finding:
    """One thing that the reader is to know; severities are published with the codes."""

    code: str
    severity: Severity
    message: str
    rules: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


@record
class Then:
    """The assessment judged as of the day that it was made. `notes` say what was left out or taken as known."""

    assessed_on: date
    edition: EditionRecord | None
    grade: GradeResult | None
    sound: bool
    notes: tuple[str, ...] = ()


@record
class ExplanationSection:
    """A section of the explanation: its heading and its paragraphs in plain English."""

    id: str
    title: str
    paragraphs: tuple[str, ...]


@record
class ExplanationRecord:
    """The explanation in plain English: a summary and sections."""

    summary: str
    sections: tuple[ExplanationSection, ...]


@record
class DecisionRecord:
    """A whole decision, as it is printed and stored. The digest covers it without `engine` and itself."""

    schema: str
    case_id: str
    case_digest: str
    as_of: date
    digest: str
    edition: EditionRecord | None
    engine: EngineRecord
    grade: GradeResult
    scores: tuple[ScoreResult, ...]
    rules: tuple[RuleResult, ...]
    decisive: tuple[str, ...]
    forcing: tuple[str, ...]
    accepted: tuple[Accepted, ...]
    missing: tuple[Missing, ...]
    sufficient: tuple[FactRecord, ...]
    clocks: tuple[ClockResult, ...]
    findings: tuple[Finding, ...]
    then: Then | None
    citations: tuple[Citation, ...]
    notes: tuple[str, ...]
    explanation: ExplanationRecord
