"""From a ruling to the record of a decision: every field of what `assess` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

from riskengine.case import FactEntry
from riskengine.deciding.decision import (
    DECISION_SCHEMA,
    Accepted,
    ActionRecord,
    AnswerRecord,
    DecisionRecord,
    EditionRecord,
    EffectRecord,
    EngineRecord,
    ExplanationRecord,
    FactRecord,
    JsonValue,
    Missing,
    RuleResult,
    Then,
)
from riskengine.deciding.judge import grade_result
from riskengine.deciding.ruling import Judgement, Ruling, ThenRuling
from riskengine.deciding.what_if import WhatIf
from riskengine.evaluating.answers import Answer
from riskengine.explaining.citations import resolve_citations
from riskengine.explaining.explanation import explanation_of
from riskengine.explaining.knowledge import Knowledge, knowledge_of
from riskengine.explaining.missing import list_missing
from riskengine.explaining.phrases import fill_because
from riskengine.explaining.reasons import stopped_by
from riskengine.explaining.record_json import decision_digest
from riskengine.explaining.scores import score_results
from riskengine.explaining.tree import Language, View, as_record
from riskengine.explaining.values import plain_number
from riskengine.facts import Value
from riskengine.records import changed
from riskengine.ruleset import Effect, PointsBy, RuleSet
from riskengine.truth import Truth

__all__ = ["build_record"]

_COVERED: dict[Truth, Literal["yes", "no", "unsettled"]] = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unsettled"}


def build_record(
    ruling: Ruling,
    *,
    version: str,
    checked_by: Iterable[str] = (),
    view: View = "officer",
    what_if: WhatIf | None = None,
    sufficient: Iterable[int] | None = None,
    lang: Language = "en",
) -> DecisionRecord:
    """The record of a decision, as one view shows it; `lang` is the language of its explanation.

    The digest is the same for every view and language: it covers the officer's in English, which masks nothing.
    `what_if` is what works out other knowledge, where it has been made; `sufficient` the slots of facts to be told as enough
    by themselves, where they are not those that it finds.
    """
    weighed = what_if or WhatIf(ruling)
    whole = _whole_record(ruling, version, tuple(checked_by), weighed, weighed.sufficient if sufficient is None else sufficient)
    whole = changed(whole, digest=decision_digest(whole))
    if view == "officer" and lang == "en":
        return whole
    shown = changed(whole, explanation=_explanation(ruling, view, weighed, lang))
    if view != "disclosure":
        return shown
    from riskengine.explaining.masking import mask_record

    return mask_record(shown, ruling)


def _explanation(ruling: Ruling, view: View, what_if: WhatIf, lang: Language = "en") -> ExplanationRecord:
    return as_record(explanation_of(ruling, view=view, lang=lang, what_if=what_if).tree)


def _whole_record(
    ruling: Ruling, version: str, checked_by: tuple[str, ...], what_if: WhatIf, sufficient: Iterable[int]
) -> DecisionRecord:
    judgement = ruling.judgement
    rules = () if judgement is None else rule_results(judgement)
    accepted = () if judgement is None else _accepted(judgement)
    return DecisionRecord(
        schema=DECISION_SCHEMA,
        case_id=ruling.case.case_id,
        case_digest=ruling.case.digest,
        as_of=ruling.as_of,
        digest="",
        edition=None if judgement is None else edition_record(judgement.program.ruleset),
        engine=EngineRecord(version, checked_by),
        grade=ruling.grade,
        scores=() if judgement is None else score_results(judgement),
        rules=rules,
        decisive=() if judgement is None else _ids(judgement, judgement.settled.decisive),
        forcing=() if judgement is None else _ids(judgement, judgement.settled.forcing),
        accepted=accepted,
        missing=tuple(_with_answers(ruling, what_if, fact) for fact in list_missing(ruling)),
        sufficient=() if judgement is None else _fact_records(judgement, sufficient),
        clocks=ruling.clocks,
        findings=ruling.findings,
        then=None if ruling.then is None else _then(ruling.then),
        citations=resolve_citations(ruling.guidance, _references(ruling, rules)),
        notes=ruling.notes,
        explanation=_explanation(ruling, "officer", what_if),
    )


def _with_answers(ruling: Ruling, what_if: WhatIf, fact: Missing) -> Missing:
    judgement = ruling.judgement
    if judgement is None or fact.why == "action":
        return fact
    program = judgement.program
    slot = program.slots[fact.fact]
    options = program.facts[slot].options
    return changed(fact, answers=tuple(_answer(each, program.grades, options) for each in what_if.answers(slot)))


def _answer(answer: Answer, grades: tuple[str, ...], options: tuple[str, ...]) -> AnswerRecord:
    cell = answer.cell
    value, low, high = (_json_value(each, options) for each in (cell.values[0] if cell.values else None, cell.low, cell.high))
    covered: Literal["yes", "no", "unsettled"] = _COVERED[answer.scope]
    least, most = (grades[each] if each >= 0 else None for each in (answer.least, answer.most))
    return AnswerRecord(value, low, high, cell.other, covered, least, most)


def _fact_records(judgement: Judgement, slots: Iterable[int]) -> tuple[FactRecord, ...]:
    known = knowledge_of(judgement)
    return tuple(fact_record(judgement, known, slot) for slot in slots)


def _ids(judgement: Judgement, rules: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(judgement.program.rules[index].rule.id for index in rules))


def _references(ruling: Ruling, rules: Iterable[RuleResult]) -> Iterator[str]:
    """Every reference that the record holds."""
    for rule in rules:
        yield from rule.cites
        for action in rule.effect.actions:
            yield from action.cites
    for clock in ruling.clocks:
        yield from clock.cites
    for finding in ruling.findings:
        yield from finding.cites


def edition_record(ruleset: RuleSet) -> EditionRecord:
    """The identity of an edition."""
    return EditionRecord(
        ruleset=ruleset.id,
        edition=ruleset.edition,
        title=ruleset.title,
        digest=ruleset.digest,
        effective={"from": ruleset.effective_from, "until": ruleset.effective_until},
        status=ruleset.status,
        provenance=ruleset.provenance,
        review_by=ruleset.review_by,
    )


def rule_results(judgement: Judgement) -> tuple[RuleResult, ...]:
    """Every rule with its outcome, by id. A rule that does not apply has no `because`, but what stops it."""
    known = knowledge_of(judgement)
    order = sorted(range(len(judgement.program.rules)), key=lambda index: judgement.program.rules[index].rule.id)
    return tuple(_rule_result(judgement, known, index) for index in order)


def _rule_result(judgement: Judgement, known: Knowledge, index: int) -> RuleResult:
    compiled = judgement.program.rules[index]
    rule, outcome = compiled.rule, judgement.settled.outcomes[index]
    return RuleResult(
        id=rule.id,
        title=rule.title,
        outcome=outcome,
        effect=effect_record(rule.effect, rule.cites),
        because="" if outcome == "does_not_apply" else fill_because(known, rule.because),
        cites=rule.cites,
        facts=tuple(fact_record(judgement, known, slot) for slot in compiled.support if slot < judgement.program.as_of_slot),
        stopped_by=stopped_by(judgement, index, known),
        discretion=rule.discretion,
    )


def effect_record(effect: Effect, cites: tuple[str, ...]) -> EffectRecord:
    """What a rule does; an action without citations of its own has the rule's."""
    return EffectRecord(
        minimum_grade=effect.minimum_grade,
        points=_points(effect.points),
        points_by=None if effect.points_by is None else points_by_text(effect.points_by),
        require=effect.require,
        actions=tuple(ActionRecord(action.do, action.cites or cites) for action in effect.actions),
        flag=effect.flag,
        review=effect.review,
    )


def _points(points: Mapping[str, int | Decimal]) -> dict[str, str] | None:
    return {score: plain_number(points[score]) for score in sorted(points)} or None


def points_by_text(by: PointsBy) -> str:
    """`points_by` on one line: each range and its points."""
    parts = []
    for band in by.bands:
        low = "" if band.low is None else plain_number(band.low)
        high = "" if band.high is None else plain_number(band.high)
        span = low if low == high else f"{low}..{high}"
        parts.append(f"{span}: {plain_number(band.points)}")
    if by.otherwise is not None:
        parts.append(f"otherwise: {plain_number(by.otherwise)}")
    return f"{by.score} by {by.subject}: " + ", ".join(parts)


def fact_record(judgement: Judgement, known: Knowledge, slot: int) -> FactRecord:
    """A fact as the decision used it, with what is recorded about the entry that counted."""
    fact = judgement.program.facts[slot]
    entry = judgement.bound.entries[slot] if slot < len(judgement.bound.entries) else None
    entry = FactEntry(None) if entry is None else entry
    return FactRecord(
        fact=fact.name,
        state=known.state(slot),
        value=_json_value(judgement.bound.inputs.values[slot], fact.options),
        as_at=None if entry.as_at is None else moment_json(entry.as_at),
        source=entry.source or None,
        recorded_by=entry.recorded_by or None,
        basis=entry.basis or None,
        sensitive=fact.sensitive,
    )


def _json_value(value: Value | None, options: tuple[str, ...]) -> JsonValue:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return plain_number(value)
        case date():
            return moment_json(value)
        case frozenset():
            order = {option: place for place, option in enumerate(options)}
            return tuple(sorted(value, key=lambda option: (order.get(option, len(order)), option)))


def moment_json(moment: date | datetime) -> str:
    """A date as ISO text; an aware datetime as ISO text in UTC that ends in Z.

    >>> moment_json(date(2020, 9, 15))
    '2020-09-15'
    """
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    return moment.isoformat()


def _accepted(judgement: Judgement) -> tuple[Accepted, ...]:
    program = judgement.program
    pairs = [(program.facts[slot].name, program.rules[rule].rule) for slot, rule in judgement.settled.accepted]
    pairs.sort(key=lambda pair: (pair[0], pair[1].id))
    return tuple(Accepted(name, rule.id, rule.cites) for name, rule in pairs)


def _then(then: ThenRuling) -> Then:
    judgement = then.judgement
    if judgement is None:
        return Then(then.assessed_on, None, None, False, then.notes)
    return Then(
        then.assessed_on,
        edition_record(judgement.program.ruleset),
        grade_result(judgement),
        judgement.sound,
        then.notes,
    )
