"""The sections on the edition, the assessment as of its own day, and a departure from guidance."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.case import Departure
from riskengine.deciding.decision import GradeResult
from riskengine.deciding.judge import grade_result
from riskengine.deciding.ruling import Judgement, ThenRuling
from riskengine.explaining.telling import Telling, deciding_rules, rule_name
from riskengine.explaining.tree import Block, Paragraph
from riskengine.explaining.values import date_text, grade_text, list_text, name_text, sentence, shown, visible
from riskengine.ruleset import RuleSet

__all__ = ["range_text", "tell_departure", "tell_made_under"]


def tell_made_under(telling: Telling) -> Iterator[Block]:
    """Which edition was used, which one the assessment names, and how it stood on its own day."""
    judgement = telling.ruling.judgement
    if judgement is not None:
        yield Paragraph(" ".join(_edition(telling, judgement.program.ruleset)))
    yield Paragraph(_assessed(telling))
    then = telling.ruling.then
    if then is not None:
        yield Paragraph(" ".join(_then(telling, then)))
    if telling.full:
        yield from _notes(telling)


def _notes(telling: Telling) -> Iterator[Block]:
    """What was left out or taken as known; not in a view that withholds facts, for they name them."""
    if telling.known is not None and telling.known.withheld:
        return
    then = telling.ruling.then
    notes = (*telling.ruling.notes, *(then.notes if then is not None else ()))
    for note in dict.fromkeys(notes):
        yield Paragraph(sentence(_note(telling, note)), "note")


def _note(telling: Telling, note: str) -> str:
    """A note, its names as words."""
    return telling.said(note) if telling.words.marks_english else name_text(note)


def _edition(telling: Telling, ruleset: RuleSet) -> Iterator[str]:
    start = date_text(ruleset.effective_from, telling.words)
    if ruleset.effective_until is None:
        dates = telling.say("under.dates_open", start=start)
    else:
        dates = telling.say("under.dates_closed", start=start, end=date_text(ruleset.effective_until, telling.words))
    title, edition = visible(ruleset.title), visible(ruleset.edition)
    yield telling.say("under.checked", title=title, edition=edition, dates=dates)
    if ruleset.status != "released":
        yield telling.say(f"under.status_{ruleset.status}")
    if ruleset.review_by is not None and ruleset.review_by < telling.ruling.as_of:
        yield telling.say("under.review_by", day=date_text(ruleset.review_by, telling.words))


def _assessed(telling: Telling) -> str:
    assessment = telling.ruling.case.assessment
    if assessment is None:
        return telling.say("under.no_assessment")
    by = telling.say("under.assessed_by", who=shown(assessment.assessed_by, telling.words)) if assessment.assessed_by else ""
    if assessment.edition:
        edition = telling.say("under.assessed_edition", edition=shown(assessment.edition, telling.words))
    else:
        edition = telling.say("under.assessed_no_edition")
    if assessment.assessed_on is None:
        return telling.say("under.assessed_undated", by=by, edition=edition)
    return telling.say("under.assessed", day=date_text(assessment.assessed_on, telling.words), by=by, edition=edition)


def _then(telling: Telling, then: ThenRuling) -> Iterator[str]:
    day = date_text(then.assessed_on, telling.words)
    if then.judgement is None:
        yield telling.say("under.then_none", day=day)
        return
    now = telling.ruling.judgement
    edition = then.judgement.program.ruleset.edition
    if now is None or edition != now.program.ruleset.edition:
        yield telling.say("under.then_edition", edition=visible(edition))
    yield _then_verdict(telling, then.judgement)


def _then_verdict(telling: Telling, judgement: Judgement) -> str:
    grade = grade_result(judgement)
    key = f"under.then_{grade.verdict}"
    if grade.verdict == "not_supported" and (grade.officer is None or grade.least is None):
        key = "under.then_not_supported_scope"
    return telling.say(
        key,
        officer=grade_text(grade.officer or "", telling.words),
        least=grade_text(grade.least or "", telling.words),
        range=range_text(telling, grade),
    )


def range_text(telling: Telling, grade: GradeResult) -> str:
    """What guidance requires: at least a grade, and how far what is not known could take it."""
    least, most = grade.least or "", grade.most or ""
    if least == most:
        return telling.say("summary.range_exact", least=grade_text(least, telling.words))
    return telling.say("summary.range_open", least=grade_text(least, telling.words), most=grade_text(most, telling.words))


def tell_departure(telling: Telling) -> Iterator[Block]:
    """A recorded departure and whether it counts; for supervisors and authors also who may depart from what."""
    judgement = telling.ruling.judgement
    assessment = telling.ruling.case.assessment
    departure = assessment.departure if assessment is not None else None
    if departure is not None:
        yield Paragraph(" ".join(_departure(telling, departure)))
        if judgement is not None and judgement.departure_ok:
            yield Paragraph(telling.say("departure.valid"), "good")
        for problem in _problems(telling, judgement):
            yield Paragraph(telling.say("departure.problem", problem=sentence(telling.said(problem))), "error")
    if telling.view in ("supervisor", "author") and judgement is not None and judgement.verdict != "out_of_scope":
        yield from _discretion(telling, judgement)


def _problems(telling: Telling, judgement: Judgement | None) -> tuple[str, ...]:
    """Why a departure does not count; not in a view that withholds facts, for they may quote it."""
    return () if judgement is None or telling.view == "disclosure" else judgement.departure_problems


def _departure(telling: Telling, departure: Departure) -> Iterator[str]:
    words = telling.words
    rules = list_text((shown(rule, words) for rule in departure.rules), words) or telling.say("departure.no_rules")
    yield telling.say("departure.recorded", rules=rules)
    if telling.view == "disclosure":
        yield telling.say("departure.reason_withheld")
    elif departure.reason or departure.reason_code:
        code = name_text(shown(departure.reason_code, words), words) or telling.say("departure.no_code")
        yield telling.say("departure.reason", code=code, reason=shown(departure.reason, words).rstrip("."))
    if departure.by:
        yield telling.say("departure.by", by=shown(departure.by, words))
    if not departure.authorised_by:
        yield telling.say("departure.not_authorised")
    elif departure.authorised_on is None:
        yield telling.say("departure.authorised_undated", who=shown(departure.authorised_by, words))
    else:
        day = date_text(departure.authorised_on, words)
        yield telling.say("departure.authorised", who=shown(departure.authorised_by, words), day=day)


def _discretion(telling: Telling, judgement: Judgement) -> Iterator[Block]:
    known = telling.knowing
    for discretion, key in (("supervisor", "departure.may"), ("none", "departure.may_not")):
        rules = [i for i in deciding_rules(judgement) if judgement.program.rules[i].rule.discretion == discretion]
        if rules:
            yield Paragraph(telling.say(key, rules=list_text((rule_name(known, index) for index in rules), telling.words)))
