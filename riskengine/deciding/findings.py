"""The findings of a decision: what the reader is to know, each with its published severity, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from riskengine.calendar import day_in_words
from riskengine.case import Assessment, Case, Departure
from riskengine.codes.findings import FINDINGS, Severity
from riskengine.deciding.decision import ClockResult, ClockState, Finding
from riskengine.deciding.editions import Comparison
from riskengine.deciding.messages import Message, Part, tell
from riskengine.deciding.ruling import Judgement, ThenRuling
from riskengine.facts import Fact
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["EditionUse", "find", "finding", "no_edition_findings"]

_SEVERITIES: tuple[Severity, ...] = ("error", "undetermined", "warning", "note")
_NOTABLE: tuple[ClockState, ...] = ("overdue", "due_today", "undetermined")
_ORDER = {code: number for number, code in enumerate(FINDINGS)}


@record
class EditionUse:
    """What is known of the editions that a case touches.

    `named` is the edition that the assessment names, None where it names none; `named_exists` whether there
    is one; `in_force_then` the edition in force on the day of the assessment; `hypothetical` why the
    decision is hypothetical, None where it is not.
    """

    named: str | None = None
    named_exists: bool = False
    in_force_then: str | None = None
    hypothetical: Message | None = None


def finding(
    code: str, message: str, rules: Sequence[str] = (), cites: Sequence[str] = (), severity: Severity | None = None
) -> Finding:
    """A finding with the severity published for its code, unless another is given."""
    return Finding(code, severity or FINDINGS[code].severity, message, tuple(rules), tuple(cites))


def _sorted(found: list[Finding]) -> tuple[Finding, ...]:
    if len(found) > 1:
        found.sort(key=lambda each: (_SEVERITIES.index(each.severity), _ORDER[each.code], each.message, each.rules))
        found = [each for number, each in enumerate(found) if not number or each != found[number - 1]]
    return tuple(found)


def find(
    case: Case, judgement: Judgement, then: ThenRuling | None, comparison: Comparison, use: EditionUse, as_of: date
) -> tuple[Finding, ...]:
    """Every finding of a case that was judged."""
    found: list[Finding] = []
    settled = judgement.settled
    if use.hypothetical:
        found.append(finding("hypothetical", use.hypothetical))
    if judgement.verdict != "consistent":
        found += _on_verdict(judgement)
    if settled.scope is Truth.FALSE:
        return _sorted(found)
    if case.assessment is not None:
        found += _on_departure(case.assessment, judgement)
    if judgement.missing_required or judgement.contradictory or settled.gate_open or settled.accepted:
        found += _on_facts(judgement)
    if then is None or not _in_order(case, judgement, comparison, use, as_of):
        found += _on_editions(case, judgement, then, comparison, use, as_of)
    if judgement.program.speaking:
        found += _on_rules(judgement)
    for clock in judgement.clocks:
        if clock.state in _NOTABLE and clock.only_at is None:
            found += _on_clock(clock)
    return _sorted(found)


def no_edition_findings(ruleset: str, as_of: date) -> tuple[Finding, ...]:
    """The findings of a case for whose day there is no edition."""
    return (finding("no_edition", tell("no_edition", ruleset=_text(ruleset), day=_day(as_of))),)


def _grade(judgement: Judgement, index: int) -> Part:
    return Part("grade", judgement.program.grades[index], judgement.program.grade_words[index])


def _text(written: str) -> Part:
    return Part("text", None, written)


def _day(day: date) -> Part:
    return Part("day", day, day_in_words(day))


def _ids(judgement: Judgement, numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple([judgement.program.rules[number].rule.id for number in numbers])


def _cites(judgement: Judgement, numbers: Sequence[int]) -> tuple[str, ...]:
    cited = judgement.program.cited_by_rules
    if len(numbers) == 1:
        return cited[numbers[0]]
    return tuple(sorted({cite for number in numbers for cite in cited[number]}))


def _on_verdict(judgement: Judgement) -> Iterable[Finding]:
    if judgement.verdict == "below_minimum":
        return (_misgraded(judgement),)
    return _on_other_verdict(judgement)


def _on_other_verdict(judgement: Judgement) -> Iterator[Finding]:
    settled = judgement.settled
    match judgement.verdict:
        case "out_of_scope":
            yield finding("out_of_scope", tell("scope", otherwise=Part("scope", None, judgement.program.ruleset.scope.otherwise)))
        case "not_graded":
            yield finding("not_graded", tell("not_graded", least=_grade(judgement, settled.least)))
        case "not_supported":
            yield from _unsupported(judgement)


def _misgraded(judgement: Judgement) -> Finding:
    settled = judgement.settled
    rules = settled.decisive or settled.forcing or _reaching(judgement)
    officer, least = _grade(judgement, judgement.officer), _grade(judgement, settled.least)
    message = tell("misgraded", officer=officer, least=least)
    return finding("misgraded", message, _ids(judgement, rules), _cites(judgement, rules))


def _reaching(judgement: Judgement) -> tuple[int, ...]:
    """Rules that bring about the least required together, where none alone is decisive."""
    rules, settled = judgement.program.rules, judgement.settled
    counting = [n for n, outcome in enumerate(settled.outcomes) if outcome in ("applies", "presumed", "unsettled")]
    return tuple(n for n in counting if rules[n].minimum > judgement.officer or rules[n].effect.points)


def _unsupported(judgement: Judgement) -> Iterator[Finding]:
    settled = judgement.settled
    if settled.scope is Truth.UNKNOWN:
        yield finding("not_supported", tell("scope_open"))
    elif judgement.officer < settled.most:
        unsettled = [number for number, outcome in enumerate(settled.outcomes) if outcome == "unsettled"]
        rules = [number for number in unsettled if judgement.program.rules[number].minimum > judgement.officer]
        most, officer = _grade(judgement, settled.most), _grade(judgement, judgement.officer)
        message = tell("not_supported", officer=officer, most=most)
        yield finding("not_supported", message, _ids(judgement, rules), _cites(judgement, rules))


def _on_departure(assessment: Assessment, judgement: Judgement) -> Iterable[Finding]:
    if assessment.departure is None or judgement.officer < 0:
        return ()
    return _on_recorded_departure(assessment.departure, judgement)


def _on_recorded_departure(departure: Departure, judgement: Judgement) -> Iterator[Finding]:
    rules = departure.rules
    if judgement.officer >= judgement.settled.least:
        yield finding("departure", tell("departure_needless"), rules, severity="note")
    elif judgement.verdict == "departure":
        officer, least = _grade(judgement, judgement.officer), _grade(judgement, judgement.settled.least)
        yield finding("departure", tell("departure", officer=officer, least=least), rules)
    else:
        problems = judgement.departure_problems or (tell("facts_open"),)
        yield finding("departure_invalid", tell("departure_invalid", problems=problems), rules)


def _on_facts(judgement: Judgement) -> Iterator[Finding]:
    facts, settled = judgement.program.facts, judgement.settled
    for slot in sorted({slot for slot, _ in judgement.missing_required}):
        rules = [number for each, number in judgement.missing_required if each == slot]
        message = tell("required", question=_asked(facts[slot]))
        yield finding("required_fact_missing", message, _ids(judgement, rules), _cites(judgement, rules))
    for slot in judgement.contradictory:
        yield finding("contradictory_facts", tell("contradictory", question=_asked(facts[slot])))
    for slot in sorted(settled.gate_open):
        if judgement.bound.inputs.values[slot] is not None:
            message = tell("perhaps_contradictory", question=_asked(facts[slot]))
            yield finding("contradictory_facts", message, severity="warning")
    if settled.accepted and judgement.verdict == "consistent" and judgement.officer < settled.most_counting:
        names = sorted({facts[slot].name for slot, _ in settled.accepted})
        rules = sorted({number for _, number in settled.accepted})
        message = tell("accepted", names=Part("names", tuple(names), ", ".join(name.replace("_", " ") for name in names)))
        yield finding("accepted_unknown", message, _ids(judgement, rules), _cites(judgement, rules))


def _asked(fact: Fact) -> Part:
    return Part("question", fact.name, fact.question or fact.name)


def _in_order(case: Case, judgement: Judgement, comparison: Comparison, use: EditionUse, as_of: date) -> bool:
    """Whether a graded case names the edition of its day, and nothing has changed since."""
    review_by = judgement.program.ruleset.review_by
    return (
        case.assessment is not None
        and case.assessment.grade is not None
        and use.named is not None
        and use.named == use.in_force_then
        and not (comparison.regrade_needed or comparison.new_information)
        and (review_by is None or review_by >= as_of)
    )


def _on_editions(
    case: Case, judgement: Judgement, then: ThenRuling | None, comparison: Comparison, use: EditionUse, as_of: date
) -> Iterator[Finding]:
    ruleset, assessment = judgement.program.ruleset, case.assessment
    if ruleset.review_by is not None and ruleset.review_by < as_of:
        message = tell("review_by", edition=_text(ruleset.edition), day=_day(ruleset.review_by))
        yield finding("edition_past_review", message)
    if assessment is None or assessment.grade is None:
        return
    if not use.named_exists or use.named != use.in_force_then:
        yield from _on_named(use, then)
    if then is None:
        yield finding("assessment_undated", tell("undated"))
    elif use.in_force_then is None:
        message = tell("no_edition_then", ruleset=_text(ruleset.id), day=_day(then.assessed_on))
        yield finding("no_edition", message)
    if comparison.regrade_needed:
        yield finding("regrade_needed", tell("regrade_needed"))
    if comparison.new_information:
        yield finding("new_information", tell("new_information"))


def _on_named(use: EditionUse, then: ThenRuling | None) -> Iterator[Finding]:
    if use.named is None:
        yield finding("unknown_edition", tell("edition_unnamed"))
    elif not use.named_exists:
        yield finding("unknown_edition", tell("edition_unknown", edition=_text(use.named)))
    elif then is not None:
        parts = {"edition": _text(use.named), "day": _day(then.assessed_on)}
        if use.in_force_then:
            yield finding("outdated_guidance", tell("edition_outdated", **parts, other=_text(use.in_force_then)))
        else:
            yield finding("outdated_guidance", tell("edition_outdated_none", **parts))


def _on_rules(judgement: Judgement) -> Iterator[Finding]:
    for number in judgement.program.speaking:
        if judgement.settled.outcomes[number] not in ("applies", "presumed"):
            continue
        rule = judgement.program.rules[number].rule
        for place, action in enumerate(rule.effect.actions):
            message = tell("action", action=Part("action", (rule.id, place), action.do))
            yield finding("action", message, (rule.id,), action.cites or rule.cites)
        if rule.effect.flag:
            yield finding("flag", tell("flag", flag=Part("flag", rule.id, rule.effect.flag)), (rule.id,), rule.cites)
        if rule.effect.review:
            message = tell("supervision", id=_text(rule.id), rule=Part("rule", rule.id, rule.title))
            yield finding("supervision_needed", message, (rule.id,), rule.cites)


def _on_clock(clock: ClockResult) -> Iterator[Finding]:
    title = Part("clock", clock.id, clock.title)
    if clock.contradictory:
        yield finding("contradictory_facts", tell("clock_contradictory", clock=title), (clock.id,), clock.cites)
    elif clock.state == "overdue":
        yield finding("overdue", tell("overdue", clock=title, days=_days(clock.late_by)), (clock.id,), clock.cites)
    elif clock.state == "due_today":
        yield finding("due_today", tell("due_today", clock=title), (clock.id,), clock.cites)
    else:
        message = tell("clock_undetermined", clock=title)
        if isinstance(clock.reason, Message):
            message = tell("clock_undetermined_why", clock=title, reason=_sentence(clock.reason))
        yield finding("time_limit_undetermined", message, (clock.id,), clock.cites)


def _days(count: int | None) -> Part:
    return Part("days", count, f"{count} day" if count == 1 else f"{count} days")


def _sentence(reason: Message) -> Message:
    """The same message with a capital at its start and a full stop or a question mark at its end."""
    said = f"{reason[0].upper()}{reason[1:].rstrip('.')}."
    return Message(said.replace("?.", "?"), reason.key, reason.parts)
