"""The disclosure view of a record: what facts marked `sensitive` say is withheld from every field.

So is what officers wrote about where any fact comes from: a source may quote the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from riskengine.deciding.decision import ClockResult, DecisionRecord, FactRecord, Finding, Missing, RuleResult, ScoreResult
from riskengine.deciding.ruling import Judgement, Ruling
from riskengine.explaining.knowledge import Knowledge, knowledge_of
from riskengine.explaining.next_steps import finding_message
from riskengine.explaining.telling import Telling, hides_clock, hides_rule, rule_title

__all__ = ["mask_record"]


def mask_record(record: DecisionRecord, ruling: Ruling) -> DecisionRecord:
    """The record without values, sources, reasons and time limits that could tell a sensitive fact.

    Which facts are missing, which rules apply and what guidance requires stay: a decision without them
    would not be one. The digest stays that of the whole record. The explanation must be the disclosure
    view's already.
    """
    judgement = ruling.judgement
    if judgement is None:
        return replace(record, notes=())
    known = knowledge_of(judgement, view="disclosure")
    hidden = _hidden_rules(judgement, known)
    telling = Telling(ruling, known, known.words, "disclosure", "full")
    withheld = known.words.say("withheld")
    sensitive = {judgement.program.facts[slot].name for slot in known.withheld}
    gated = frozenset(name for name in sensitive if known.hides_whether_it_applies(judgement.program.slots[name]))
    return replace(
        record,
        scores=tuple(_score(score, hidden, known) for score in record.scores),
        rules=tuple(_rule(rule, hidden, sensitive - gated, known, gated) for rule in record.rules),
        sufficient=_facts(record.sufficient, sensitive - gated, known, gated),
        accepted=tuple(replace(each, fact=withheld) if each.fact in gated else each for each in record.accepted),
        missing=tuple(_missing(known, gated, each) for each in record.missing),
        clocks=tuple(_clock(clock, known) for clock in record.clocks),
        findings=tuple(_finding(telling, finding) for finding in record.findings),
        then=None if record.then is None else replace(record.then, notes=()),
        notes=(),
    )


def _missing(known: Knowledge, gated: frozenset[str], fact: Missing) -> Missing:
    """A question without what its answers would come to, from which what is recorded of other facts could be worked out."""
    shown = replace(fact, answers=()) if known.withheld else fact
    withheld = known.words.say("withheld")
    return replace(shown, fact=withheld, question=withheld) if fact.fact in gated else shown


def _hidden_rules(judgement: Judgement, known: Knowledge) -> dict[str, int]:
    """The rules that could tell a sensitive fact, by id."""
    rules = judgement.program.rules
    return {rule.rule.id: index for index, rule in enumerate(rules) if hides_rule(known, index)}


def _rule(rule: RuleResult, hidden: dict[str, int], sensitive: set[str], known: Knowledge, gated: frozenset[str]) -> RuleResult:
    masked = replace(rule, facts=_facts(rule.facts, sensitive, known, gated))
    if rule.id not in hidden:
        return masked
    withheld = known.words.say("withheld")
    return replace(
        masked,
        title=rule_title(known, hidden[rule.id]),
        because=withheld if rule.because else "",
        stopped_by=None if rule.stopped_by is None else withheld,
    )


def _facts(facts: Iterable[FactRecord], sensitive: set[str], known: Knowledge, gated: frozenset[str]) -> tuple[FactRecord, ...]:
    """The facts with sensitive ones masked, and without those whose state alone would tell about one."""
    kept = (fact for fact in facts if fact.fact not in gated)
    return tuple(_fact(fact, known) if fact.fact in sensitive else _open_fact(fact, known) for fact in kept)


def _open_fact(fact: FactRecord, known: Knowledge) -> FactRecord:
    """A fact that may be told, without what somebody wrote freely about it, which may tell anything."""
    withheld = known.words.say("withheld")
    return replace(fact, source=fact.source and withheld, recorded_by=fact.recorded_by and withheld)


def _fact(fact: FactRecord, known: Knowledge) -> FactRecord:
    """The same fact with its value and its origin withheld; whether it is known stays."""
    value = None if fact.value is None else known.words.say("withheld")
    return replace(fact, value=value, as_at=None, source=None, recorded_by=None, basis=None)


def _score(score: ScoreResult, hidden: dict[str, int], known: Knowledge) -> ScoreResult:
    """A score without what hidden rules give, and then without its total, from which that could be worked out."""
    if not any(item.rule in hidden for item in score.items):
        return score
    withheld = known.words.say("withheld")
    items = tuple(
        replace(item, least=withheld, most=withheld, not_applicable=False) if item.rule in hidden else item
        for item in score.items
    )
    return replace(score, least=withheld, most=withheld, items=items)


def _clock(clock: ClockResult, known: Knowledge) -> ClockResult:
    if not hides_clock(known, clock):
        return clock
    return replace(clock, title=known.words.say("withheld"), started=None, due=None, stopped=None, late_by=None, reason="")


def _finding(telling: Telling, finding: Finding) -> Finding:
    return replace(finding, message=finding_message(telling, finding))
