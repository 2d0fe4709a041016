"""The findings of a decision: what the reader is to know, each with its published severity, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from riskengine.calendar import day_in_words
from riskengine.case import Assessment, Case, Departure
from riskengine.codes.findings import FINDINGS, Severity
from riskengine.deciding.decision import ClockResult, ClockState, Finding
from riskengine.deciding.editions import Comparison
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
    decision is hypothetical, or an empty text.
    """

    named: str | None = None
    named_exists: bool = False
    in_force_then: str | None = None
    hypothetical: str = ""


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
    message = f"No edition of {ruleset} is in force on {day_in_words(as_of)}, so nothing can be said about the grade."
    return (finding("no_edition", message),)


def _grade(judgement: Judgement, index: int) -> str:
    return judgement.program.grade_words[index]


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
            yield finding("out_of_scope", judgement.program.ruleset.scope.otherwise)
        case "not_graded":
            least = _grade(judgement, settled.least)
            yield finding("not_graded", f"No grade is recorded. Guidance requires at least {least}.")
        case "not_supported":
            yield from _unsupported(judgement)


def _misgraded(judgement: Judgement) -> Finding:
    settled = judgement.settled
    rules = settled.decisive or settled.forcing or _reaching(judgement)
    officer, least = _grade(judgement, judgement.officer), _grade(judgement, settled.least)
    message = f"The case is graded {officer}. Guidance requires at least {least}."
    return finding("misgraded", message, _ids(judgement, rules), _cites(judgement, rules))


def _reaching(judgement: Judgement) -> tuple[int, ...]:
    """Rules that bring about the least required together, where none alone is decisive."""
    rules, settled = judgement.program.rules, judgement.settled
    counting = [n for n, outcome in enumerate(settled.outcomes) if outcome in ("applies", "presumed", "unsettled")]
    return tuple(n for n in counting if rules[n].minimum > judgement.officer or rules[n].effect.points)


def _unsupported(judgement: Judgement) -> Iterator[Finding]:
    settled = judgement.settled
    if settled.scope is Truth.UNKNOWN:
        yield finding("not_supported", "What is not known leaves open whether the rule set covers the case.")
    elif judgement.officer < settled.most:
        unsettled = [number for number, outcome in enumerate(settled.outcomes) if outcome == "unsettled"]
        rules = [number for number in unsettled if judgement.program.rules[number].minimum > judgement.officer]
        most, officer = _grade(judgement, settled.most), _grade(judgement, judgement.officer)
        message = f"The grade {officer} is not supported: what is not known could require up to {most}."
        yield finding("not_supported", message, _ids(judgement, rules), _cites(judgement, rules))


def _on_departure(assessment: Assessment, judgement: Judgement) -> Iterable[Finding]:
    if assessment.departure is None or judgement.officer < 0:
        return ()
    return _on_recorded_departure(assessment.departure, judgement)


def _on_recorded_departure(departure: Departure, judgement: Judgement) -> Iterator[Finding]:
    rules = departure.rules
    if judgement.officer >= judgement.settled.least:
        yield finding("departure", "A departure from guidance is recorded, but the grade needs none.", rules, severity="note")
    elif judgement.verdict == "departure":
        officer, least = _grade(judgement, judgement.officer), _grade(judgement, judgement.settled.least)
        message = f"The grade {officer} departs from guidance, which requires at least {least}; the reason is authorised."
        yield finding("departure", message, rules)
    else:
        problems = judgement.departure_problems or ("facts that guidance requires are missing, or recorded facts disagree",)
        yield finding("departure_invalid", f"The recorded departure does not count: {'; '.join(problems)}.", rules)


def _on_facts(judgement: Judgement) -> Iterator[Finding]:
    facts, settled = judgement.program.facts, judgement.settled
    for slot in sorted({slot for slot, _ in judgement.missing_required}):
        rules = [number for each, number in judgement.missing_required if each == slot]
        message = f"Guidance requires this to be established before any grade stands: {_asked(facts[slot])}"
        yield finding("required_fact_missing", message, _ids(judgement, rules), _cites(judgement, rules))
    for slot in judgement.contradictory:
        message = f"This has an answer on record, but by other recorded facts it does not apply: {_asked(facts[slot])}"
        yield finding("contradictory_facts", message)
    for slot in sorted(settled.gate_open):
        if judgement.bound.inputs.values[slot] is not None:
            message = f"This has an answer on record, but it is not known whether it applies: {_asked(facts[slot])}"
            yield finding("contradictory_facts", message, severity="warning")
    if settled.accepted and judgement.verdict == "consistent" and judgement.officer < settled.most_counting:
        names = sorted({facts[slot].name for slot, _ in settled.accepted})
        rules = sorted({number for _, number in settled.accepted})
        message = f"The grade rests on facts that were asked and could not be established: {', '.join(names)}."
        yield finding("accepted_unknown", message, _ids(judgement, rules), _cites(judgement, rules))


def _asked(fact: Fact) -> str:
    return fact.question or fact.name


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
        message = f"Edition {ruleset.edition} was to be reviewed by {day_in_words(ruleset.review_by)}."
        yield finding("edition_past_review", message)
    if assessment is None or assessment.grade is None:
        return
    if not use.named_exists or use.named != use.in_force_then:
        yield from _on_named(use, then)
    if then is None:
        yield finding("assessment_undated", "The assessment has no date, so it cannot be judged as of the day that it was made.")
    elif use.in_force_then is None:
        message = f"No edition of {ruleset.id} was in force on {day_in_words(then.assessed_on)}, when the assessment was made."
        yield finding("no_edition", message)
    if comparison.regrade_needed:
        yield finding("regrade_needed", "The assessment was sound on its day. Guidance in force now asks for another look.")
    if comparison.new_information:
        message = "The assessment was sound on its day. What has been recorded since asks for another look."
        yield finding("new_information", message)


def _on_named(use: EditionUse, then: ThenRuling | None) -> Iterator[Finding]:
    if use.named is None:
        yield finding("unknown_edition", "The assessment does not say which edition of the guidance it used.")
    elif not use.named_exists:
        yield finding("unknown_edition", f"The assessment names edition {use.named}, which does not exist.")
    elif then is not None:
        force = f"Edition {use.in_force_then} was." if use.in_force_then else "None was."
        message = f"The assessment names edition {use.named}, which was not in force on {day_in_words(then.assessed_on)}. {force}"
        yield finding("outdated_guidance", message)


def _on_rules(judgement: Judgement) -> Iterator[Finding]:
    for number in judgement.program.speaking:
        if judgement.settled.outcomes[number] not in ("applies", "presumed"):
            continue
        rule = judgement.program.rules[number].rule
        for action in rule.effect.actions:
            yield finding("action", action.do, (rule.id,), action.cites or rule.cites)
        if rule.effect.flag:
            yield finding("flag", rule.effect.flag, (rule.id,), rule.cites)
        if rule.effect.review:
            message = f"Guidance asks for a supervisor's review, by rule {rule.id}: {rule.title}."
            yield finding("supervision_needed", message, (rule.id,), rule.cites)


def _on_clock(clock: ClockResult) -> Iterator[Finding]:
    if clock.contradictory:
        message = f"{clock.title}: what ends this time limit is recorded before what starts it."
        yield finding("contradictory_facts", message, (clock.id,), clock.cites)
    elif clock.state == "overdue":
        yield finding("overdue", f"{clock.title}: overdue by {_days(clock.late_by)}.", (clock.id,), clock.cites)
    elif clock.state == "due_today":
        yield finding("due_today", f"{clock.title}: due today.", (clock.id,), clock.cites)
    else:
        reason = f" {clock.reason[0].upper()}{clock.reason[1:].rstrip('.')}." if clock.reason else ""
        reason = reason.replace("?.", "?")
        message = f"{clock.title}: this time limit cannot be worked out.{reason}"
        yield finding("time_limit_undetermined", message, (clock.id,), clock.cites)


def _days(count: int | None) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
