"""The section that says what to do now: each finding, worst first, with what puts it right."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.codes.findings import FINDINGS, Severity
from riskengine.deciding.decision import Finding
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.telling import Telling, hides_rule
from riskengine.explaining.time_limits import shown_clocks
from riskengine.explaining.tree import Block, Item, Items, Paragraph
from riskengine.explaining.values import sentence

__all__ = ["finding_message", "findings_worst_first", "tell_next"]

_SEVERITIES = ("error", "undetermined", "warning", "note")
_SAY_THEMSELVES = ("action", "flag")
_SAID_ABOVE = ("misgraded", "not_supported", "out_of_scope", "required_fact_missing", "time_limit_undetermined")
"""Findings whose message says only what the summary or another section has said already."""
_QUOTE_THE_CASE = frozenset(
    {
        "accepted_unknown",
        "contradictory_facts",
        "departure",
        "departure_invalid",
        "due_today",
        "new_information",
        "not_supported",
        "out_of_scope",
        "overdue",
        "regrade_needed",
        "required_fact_missing",
        "time_limit_undetermined",
    }
)
"""Findings whose message may quote what is recorded, so that a view that withholds facts says only what they mean."""


def tell_next(telling: Telling) -> Iterator[Block]:
    """What to do about each finding; plainly so where nothing is to be put right."""
    findings = findings_worst_first(telling)
    stands = telling.ruling.grade.verdict in ("consistent", "departure")
    if stands and not any(finding.severity in ("error", "undetermined") for finding in findings):
        yield Paragraph(telling.say("next.nothing_but" if findings else "next.nothing"), "good")
    if findings:
        yield Items(tuple(_items(telling, findings)))


def findings_worst_first(telling: Telling) -> tuple[Finding, ...]:
    """The findings by severity; within one in the order of the ruling, time limits that have passed as they are listed."""
    listed = {clock.id: place for place, clock in enumerate(shown_clocks(telling))}
    found = sorted(telling.ruling.findings, key=lambda finding: _SEVERITIES.index(finding.severity))
    places = [place for place, finding in enumerate(found) if finding.code == "overdue"]
    late = sorted((found[place] for place in places), key=lambda finding: [listed.get(rule, 0) for rule in finding.rules])
    for place, finding in zip(places, late, strict=True):
        found[place] = finding
    return tuple(found)


def _items(telling: Telling, findings: tuple[Finding, ...]) -> Iterator[Item]:
    """One entry for each piece of advice, with every message that asks for it."""
    grouped: dict[tuple[Severity, str], dict[str, None]] = {}
    for finding in findings:
        message = finding_message(telling, finding)
        advice = "" if finding.code in _SAY_THEMSELVES and message else _advice(telling, finding)
        messages = grouped.setdefault((finding.severity, advice or message), {})
        if advice and message and (telling.full or finding.code not in _SAID_ABOVE):
            messages[message] = None
    for (severity, text), messages in grouped.items():
        yield Item(text, tuple(messages), severity)


def _advice(telling: Telling, finding: Finding) -> str:
    key = f"next.{finding.code}"
    if not telling.words.has(key):
        return ""
    judgement = telling.ruling.judgement
    if finding.code == "misgraded" and judgement is not None and judgement.settled.least >= 0:
        if _may_depart(judgement) and telling.view != "disclosure":
            key = "next.misgraded_discretion"
        return telling.say(key, least=telling.grade(judgement.settled.least))
    return telling.say(key, least="")


def _may_depart(judgement: Judgement) -> bool:
    """Whether every rule that asks for more than the officer's grade leaves room for a departure."""
    stricter = [
        rule.rule.discretion
        for rule, outcome in zip(judgement.program.rules, judgement.settled.outcomes, strict=True)
        if rule.minimum > judgement.officer and outcome in ("applies", "presumed")
    ]
    return bool(stricter) and all(discretion == "supervisor" for discretion in stricter)


def finding_message(telling: Telling, finding: Finding) -> str:
    """A finding's message; where it could tell what is withheld, only what such a finding means."""
    known = telling.known
    if known is not None and known.withheld:
        hidden = {rule.rule.id for index, rule in enumerate(known.program.rules) if hides_rule(known, index)}
        if finding.code in _QUOTE_THE_CASE or not hidden.isdisjoint(finding.rules):
            return telling.say(f"finding.{finding.code}") if finding.code in FINDINGS else ""
    return sentence(telling.said(finding.message))
