"""The summary of an explanation: the verdict first, then what else nobody may miss."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.deciding.ruling import Judgement
from riskengine.explaining.made_under import range_text
from riskengine.explaining.telling import Telling
from riskengine.explaining.tree import Tone
from riskengine.explaining.values import date_text, days_text, grade_text, number_text, visible
from riskengine.truth import Truth

__all__ = ["key_facts", "notices", "summary_tone", "tell_summary"]

_TONES: dict[str, Tone] = {
    "below_minimum": "error",
    "consistent": "good",
    "departure": "warning",
    "not_supported": "undetermined",
    "not_graded": "undetermined",
    "out_of_scope": "undetermined",
    "no_edition": "undetermined",
}


_NOTHING_TO_STAND = frozenset({"not_graded", "out_of_scope"})
"""Verdicts under which no grade stood or fell."""


def summary_tone(telling: Telling) -> Tone:
    """The colour of the verdict: never better than the worst finding."""
    severities = {finding.severity for finding in telling.ruling.findings}
    if "error" in severities:
        return "error"
    if "undetermined" in severities:
        return "undetermined"
    return _TONES[telling.ruling.grade.verdict]


def tell_summary(telling: Telling) -> Iterator[str]:
    """The verdict in one sentence, then one sentence for each thing that bears on it."""
    yield _verdict(telling)
    ruling = telling.ruling
    if ruling.hypothetical:
        yield telling.say("summary.hypothetical", day=date_text(ruling.as_of, telling.words))
    if ruling.grade.range == "bounds" and ruling.grade.least is not None:
        yield telling.say("summary.bounds")
    yield from _findings_beside(telling)
    yield from _clocks(telling)
    judgement = ruling.judgement
    if judgement is not None and judgement.verdict != "out_of_scope":
        yield from _assumptions(telling, judgement)
    then = ruling.then.judgement if ruling.then is not None else None
    if judgement is None or then is None or judgement.sound or _NOTHING_TO_STAND & {judgement.verdict, then.verdict}:
        return
    if then.sound:
        yield telling.say("summary.then_sound")
    else:
        yield telling.say("summary.then_unsupported" if then.verdict == "not_supported" else "summary.then_unsound")


def _verdict(telling: Telling) -> str:
    grade = telling.ruling.grade
    guidance = telling.say("summary.this_edition" if telling.ruling.hypothetical else "summary.in_force")
    return telling.say(
        f"summary.{_verdict_key(telling)}",
        guidance=guidance,
        guidance_first=guidance[:1].upper() + guidance[1:],
        officer=grade_text(grade.officer or "", telling.words),
        least=grade_text(grade.least or "", telling.words),
        most=grade_text(grade.most or "", telling.words),
        range=range_text(telling, grade) if grade.least is not None else "",
        day=date_text(telling.ruling.as_of, telling.words),
    )


def _verdict_key(telling: Telling) -> str:
    judgement, verdict = telling.ruling.judgement, telling.ruling.grade.verdict
    if judgement is None or verdict not in ("not_supported", "consistent"):
        return verdict
    if verdict == "consistent":
        return "consistent_above" if judgement.officer > judgement.settled.least else "consistent"
    if judgement.settled.scope is Truth.UNKNOWN:
        return "not_supported_scope"
    if judgement.officer < judgement.settled.most:
        return "not_supported_open"
    contradictory = judgement.contradictory or any(clock.contradictory for clock in telling.ruling.clocks)
    return "not_supported_contradictory" if contradictory else "not_supported_required"


def _findings_beside(telling: Telling) -> Iterator[str]:
    """Errors that the verdict's own sentence does not say, one sentence each."""
    said: set[str] = set()
    for finding in telling.ruling.findings:
        key = f"summary.finding_{finding.code}"
        if finding.code not in said and telling.words.has(key):
            said.add(finding.code)
            yield telling.say(key)


def _clocks(telling: Telling) -> Iterator[str]:
    late = [clock.late_by or 0 for clock in telling.ruling.clocks if clock.state == "overdue" and clock.only_at is None]
    if late and telling.view == "disclosure":
        yield telling.say("summary.overdue_plain")
    elif late:
        key = "summary.overdue_one" if len(late) == 1 else "summary.overdue_many"
        yield telling.say(key, count=_count(telling, len(late)), days=days_text(max(late), telling.words))
    if any(clock.state == "due_today" and clock.only_at is None for clock in telling.ruling.clocks):
        yield telling.say("summary.due_today")


def _assumptions(telling: Telling, judgement: Judgement) -> Iterator[str]:
    """What the result presumes or accepts."""
    presumed = sum(outcome == "presumed" for outcome in judgement.settled.outcomes)
    if presumed:
        key = "summary.presumed_one" if presumed == 1 else "summary.presumed_many"
        yield telling.say(key, count=_count(telling, presumed))
    accepted = len({slot for slot, _ in judgement.settled.accepted})
    if accepted:
        yield telling.say("summary.accepted_one" if accepted == 1 else "summary.accepted_many", count=number_text(accepted))


def _count(telling: Telling, number: int) -> str:
    """A number that begins a sentence: a word where it is small."""
    key = f"count_{number}"
    return telling.say(key) if telling.words.has(key) else number_text(number)


def notices(telling: Telling) -> Iterator[str]:
    """What is said with every decision: whose rule set it is, and that a person decides."""
    if telling.words.marks_english:
        yield telling.say("label.language_draft")
    if telling.view == "disclosure":
        yield telling.say("view.masked_intro")
    judgement = telling.ruling.judgement
    if judgement is not None:
        ruleset = judgement.program.ruleset
        yield telling.say(f"label.provenance_{ruleset.provenance}", owner=visible(ruleset.owner))
    yield telling.say("label.person_decides")


def key_facts(telling: Telling) -> Iterator[tuple[str, str]]:
    """The case, the day, the grades and the edition, as labels with values."""
    ruling = telling.ruling
    grade = ruling.grade
    yield telling.say("view.label_as_of"), date_text(ruling.as_of, telling.words)
    given = grade_text(grade.officer, telling.words) if grade.officer else telling.say("view.none_recorded")
    yield telling.say("view.label_grade"), given
    assessment = ruling.case.assessment
    if assessment is not None and assessment.assessed_on is not None:
        day = date_text(assessment.assessed_on, telling.words)
        said = telling.say("view.assessed_unnamed", day=day)
        if assessment.edition:
            said = telling.say("view.assessed", day=day, edition=visible(assessment.edition))
        yield telling.say("view.label_assessed"), said
    if grade.least is not None:
        yield telling.say("view.label_least"), grade_text(grade.least, telling.words)
    if grade.most is not None and grade.most != grade.least:
        yield telling.say("view.label_most"), grade_text(grade.most, telling.words)
    if ruling.judgement is not None:
        ruleset = ruling.judgement.program.ruleset
        yield (
            telling.say("view.label_edition"),
            telling.say("view.edition", ruleset=visible(ruleset.id), edition=visible(ruleset.edition)),
        )
