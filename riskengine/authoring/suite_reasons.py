"""Why something came out otherwise than expected: the reasons that led there, from the tree of the decision, in plain English."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from riskengine.authoring.suites import Expectation, Expected, Kind
from riskengine.calendar import HOLIDAYS_FROM, HOLIDAYS_UNTIL
from riskengine.deciding.judge import grade_result
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.knowledge import knowledge_of
from riskengine.explaining.missing import list_missing
from riskengine.explaining.phrases import fact_phrase, fill_because, node_phrase
from riskengine.explaining.reasons import open_slots, stopped_by, why_not_lower
from riskengine.explaining.scores import score_results
from riskengine.explaining.uncountable import WORKING_DAYS, uncountable
from riskengine.truth import Truth

if TYPE_CHECKING:
    from riskengine.authoring.suite_comparing import Seen

__all__ = ["REASONS", "Reasons"]

_MOST_NAMED = 4
"""The most reasons of one sort: more than that is a list, not a reason."""

_NO_EDITION = "no edition is in force on that day"


class Reasons:
    """The reasons behind what was seen of one decision."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen

    def of(self, each: Expectation, value: Expected) -> tuple[str, ...]:
        """Why this came out; `value` is what did."""
        judgement = self.seen.judgement
        if judgement is None:
            return (_NO_EDITION,)
        return tuple(REASONS[each.kind](self.seen, judgement, each, value))


def rule_reason(judgement: Judgement, index: int) -> str:
    """Why a rule has the outcome that it has.

    It says what stops a rule that does not apply, what makes one apply, and what keeps one open that is unsettled.
    """
    known = knowledge_of(judgement)
    rule, outcome = judgement.program.rules[index], judgement.settled.outcomes[index]
    if outcome == "does_not_apply":
        return stopped_by(judgement, index, known) or ""
    if outcome in ("applies", "presumed") and rule.rule.because:
        reason = fill_because(known, rule.rule.because)
        return f"it is presumed where it is not known: {reason}" if outcome == "presumed" else reason
    if judgement.evaluation.truth(rule.node) is Truth.TRUE:
        return node_phrase(known, rule.node, Truth.TRUE)
    return "; ".join(_open_reasons(judgement, rule.node)) or "the answers that are still possible do not settle it"


def _open_reasons(judgement: Judgement, node: int) -> Iterator[str]:
    """What keeps a rule open: facts that are not known, and what no answer could settle."""
    slots = open_slots(judgement, node)
    if slots:
        yield f"it depends on what is not known: {_facts(judgement, slots)}"
    for name in uncountable(judgement, node):
        if name == WORKING_DAYS:
            yield f"it depends on working days outside {HOLIDAYS_FROM} to {HOLIDAYS_UNTIL}, for which bank holidays are known"
        else:
            yield f"it depends on the parameter {name}, which has no value on that day"


def _facts(judgement: Judgement, slots: tuple[int, ...]) -> str:
    return _few([judgement.program.facts[slot].name for slot in slots])


def _few(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    return (
        ", ".join(names[:_MOST_NAMED]) + (f", and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else "") or "none"
    )


def _outcome(seen: Seen, judgement: Judgement, each: Expectation, _: Expected) -> Iterator[str]:
    if each.subject in seen.rules:
        yield rule_reason(judgement, seen.rules[each.subject])


def _least(_: Seen, judgement: Judgement, __: Expectation, ___: Expected) -> Iterator[str]:
    """Why the least is no lower."""
    settled, program = judgement.settled, judgement.program
    if judgement.verdict == "out_of_scope":
        yield f"the case is out of scope: {node_phrase(knowledge_of(judgement), program.scope, Truth.FALSE)}"
        return
    rules, scores = why_not_lower(judgement, settled.least - 1) if settled.least > 0 else ((), ())
    for index in rules[:_MOST_NAMED]:
        rule = program.rules[index].rule
        yield f"{rule.id} requires {rule.effect.minimum_grade}: {rule_reason(judgement, index)}"
    results = {result.score: result for result in score_results(judgement)} if scores else {}
    for index in scores[:_MOST_NAMED]:
        result = results[program.scores[index].name]
        yield f"the score {result.score} is {result.least} at least, which asks for {result.band_least}"
    if settled.least == 0:
        yield f"no rule that applies requires more than {program.grades[0]}"


def _most(seen: Seen, judgement: Judgement, each: Expectation, value: Expected) -> Iterator[str]:
    """Why the most is no lower and no higher."""
    reaching = _reaching(judgement)
    for fact, grade, ids in reaching[:_MOST_NAMED]:
        yield f"{fact} is not known, and could lead to {grade}" + (f" by {ids}" if ids else "")
    if not reaching:
        yield "nothing that is not known could ask for more"
        yield from _least(seen, judgement, each, value)


def _reaching(judgement: Judgement) -> list[tuple[str, str, str]]:
    """The facts that could change the grade: name, the grade that each could reach, and the open rules that read it."""
    program = judgement.program
    found = []
    for fact in judgement.settled.relevant:
        if fact.could_reach < 0:
            continue
        ids = [
            rule.rule.id
            for index, rule in enumerate(program.rules)
            if judgement.settled.outcomes[index] in ("unsettled", "accepted") and fact.slot in rule.support
        ]
        found.append((program.facts[fact.slot].name, program.grades[fact.could_reach], ", ".join(ids[:_MOST_NAMED])))
    return found


def _verdict(seen: Seen, judgement: Judgement, each: Expectation, value: Expected) -> Iterator[str]:
    grade, facts = seen.decision.grade, judgement.program.facts
    yield f"graded {grade.officer or 'nothing'}; guidance requires {grade.least or 'nothing'} to {grade.most or 'nothing'}"
    yield from judgement.departure_problems[:_MOST_NAMED]
    if value != "not_supported":
        yield from _least(seen, judgement, each, value)
        return
    for slot in judgement.contradictory[:_MOST_NAMED]:
        yield f"{facts[slot].name} is recorded where it does not apply"
    required = [f"{facts[slot].name} ({judgement.program.rules[index].rule.id})" for slot, index in judgement.missing_required]
    if required:
        yield f"required and not known: {_few(required)}"
    yield from _most(seen, judgement, each, value)


def _missing(seen: Seen, judgement: Judgement, each: Expectation, value: Expected) -> Iterator[str]:
    found = next((missing for missing in list_missing(seen.ruling) if missing.fact == each.subject), None)
    if found is not None:
        rules = f", by {', '.join(found.rules[:_MOST_NAMED])}" if found.rules else ""
        yield f"it matters for: {found.why}{rules}"
        return
    slot = judgement.program.slots.get(each.subject, -1)
    known = knowledge_of(judgement)
    if slot < 0:
        return
    if known.state(slot) == "known":
        yield f"it is recorded: {fact_phrase(known, slot)}"
    elif known.state(slot) == "not_applicable":
        yield f"it does not apply: {fact_phrase(known, slot)}"
    else:
        yield "it is not known, and nothing that it could be would change the grade, an action or a time limit"
    if value is False:
        yield f"missing are: {_few(seen.missing)}"


def _all(_: Seen, __: Judgement, each: Expectation, value: Expected) -> Iterator[str]:
    wanted = each.value if isinstance(each.value, tuple) else ()
    there = value if isinstance(value, tuple) else ()
    lacking = [str(name) for name in wanted if name not in there]
    added = [str(name) for name in there if name not in wanted]
    if lacking:
        yield f"expected, but not there: {_few(lacking)}"
    if added:
        yield f"there, but not expected: {_few(added)}"


def _finding(seen: Seen, _: Judgement, each: Expectation, value: Expected) -> Iterator[str]:
    messages = [finding.message for finding in seen.decision.findings if finding.code == each.subject]
    yield from messages[:_MOST_NAMED]
    if value is False:
        yield f"the findings are: {', '.join(seen.findings) or 'none'}"


def _all_findings(seen: Seen, judgement: Judgement, each: Expectation, value: Expected) -> Iterator[str]:
    yield from _all(seen, judgement, each, value)
    expected = each.value if isinstance(each.value, tuple) else ()
    added = [finding for finding in seen.decision.findings if finding.code not in expected]
    yield from (f"{finding.code}: {finding.message}" for finding in added[:_MOST_NAMED])


def _clock(seen: Seen, judgement: Judgement, each: Expectation, __: Expected) -> Iterator[str]:
    clock = seen.clocks.get(each.subject)
    if clock is None:
        return
    for label, held in (("started", clock.started), ("due", clock.due), ("stopped", clock.stopped)):
        if held:
            yield f"{label} {held}"
    if clock.reason:
        yield clock.reason
    if clock.only_at:
        yield f"it would start only at {clock.only_at}"
    if clock.state == "not_applicable" and not clock.reason:
        yield _why_it_does_not_run(judgement, each.subject)


def _why_it_does_not_run(judgement: Judgement, name: str) -> str:
    program = judgement.program
    clock = next(clock for clock in program.clocks if clock.clock.id == name)
    known = knowledge_of(judgement)
    if clock.starts in judgement.settled.not_applicable:
        return f"it starts with {clock.clock.starts}, which does not apply: {fact_phrase(known, clock.starts)}"
    if program.grade_slot in clock.support:
        return "its condition does not hold for the grade that counts: the higher of the officer's and the least required"
    return f"its condition does not hold: {node_phrase(known, clock.node, Truth.FALSE)}"


def _score(_: Seen, judgement: Judgement, each: Expectation, __: Expected) -> Iterator[str]:
    given = []
    for result in score_results(judgement):
        if result.score == each.subject:
            for item in result.items:
                if (item.least, item.most) != ("0", "0"):
                    points = item.least if item.least == item.most else f"{item.least} to {item.most}"
                    given.append(f"{item.rule} gives {points}")
    yield ", ".join(given) or "no rule gives points"


def _then(seen: Seen, _: Judgement, __: Expectation, ___: Expected) -> Iterator[str]:
    then = seen.ruling.then
    if then is None:
        yield "the assessment has no date, so it was not judged as of its day"
    elif then.judgement is None:
        yield "no edition was in force on the day of the assessment"
    else:
        grade, ruleset = grade_result(then.judgement), then.judgement.program.ruleset
        yield f"under {ruleset.edition}: graded {grade.officer or 'nothing'}, {grade.least} to {grade.most}, {grade.verdict}"
        for index in why_not_lower(then.judgement, then.judgement.settled.least - 1)[0][:_MOST_NAMED]:
            yield f"{then.judgement.program.rules[index].rule.id}: {rule_reason(then.judgement, index)}"


def _text(seen: Seen, _: Judgement, each: Expectation, __: Expected) -> Iterator[str]:
    wanted = " ".join(each.subject.split())
    if each.value is False:
        yield from [text for text in seen.texts if wanted in text][:1]
        return
    sentences = [sentence for text in seen.texts for sentence in text.split(". ")]
    near = difflib.get_close_matches(wanted, sentences, n=1, cutoff=0.3)
    yield f'nearest is: "{near[0]}"' if near else "nothing in it is like that"


Row = Callable[["Seen", Judgement, Expectation, Expected], Iterator[str]]

REASONS: dict[Kind, Row] = {
    "verdict": _verdict,
    "least": _least,
    "most": _most,
    "outcome": _outcome,
    "missing": _missing,
    "all_missing": _all,
    "finding": _finding,
    "all_findings": _all_findings,
    "clock": _clock,
    "score": _score,
    "then": _then,
    "text": _text,
}
"""For each kind of expectation, the reasons behind what came out."""
