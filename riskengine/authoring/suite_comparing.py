"""Compares a decision with what a case expects of it: one row of a table for each kind of expectation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property

from riskengine.authoring.suite_reasons import Reasons
from riskengine.authoring.suites import Difference, Expectation, Expected, Kind
from riskengine.calendar import day_in_words
from riskengine.deciding.decision import ClockResult
from riskengine.deciding.judge import grade_result
from riskengine.deciding.ruling import Judgement
from riskengine.decision import Decision
from riskengine.diagnostics import NOWHERE, Place
from riskengine.explaining.explanation import explain
from riskengine.explaining.missing import list_missing
from riskengine.explaining.tree import as_record
from riskengine.loading.scalars import resolve

__all__ = ["OBSERVERS", "Seen", "compare"]


class Seen:
    """What can be seen of one decision, each part worked out when it is first asked for."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.ruling = decision.ruling
        self.judgement: Judgement | None = decision.ruling.judgement

    @cached_property
    def rules(self) -> Mapping[str, int]:
        """The rules by id, as numbers."""
        judgement = self.judgement
        return {} if judgement is None else {rule.rule.id: index for index, rule in enumerate(judgement.program.rules)}

    @cached_property
    def scores(self) -> Mapping[str, int]:
        """The scores by name, as numbers."""
        judgement = self.judgement
        return {} if judgement is None else {score.name: index for index, score in enumerate(judgement.program.scores)}

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The facts that are missing and matter, in the order of the decision."""
        return tuple(each.fact for each in list_missing(self.ruling))

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """The codes of the findings, each once, in the order of the decision."""
        return tuple(dict.fromkeys(finding.code for finding in self.decision.findings))

    @cached_property
    def clocks(self) -> Mapping[str, ClockResult]:
        """The time limits by id."""
        return {clock.id: clock for clock in self.decision.clocks}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The full explanation, one text for each paragraph, with single spaces."""
        record = as_record(explain(self.ruling))
        texts = (record.summary, *(text for section in record.sections for text in section.paragraphs))
        return tuple(" ".join(text.split()) for text in texts)


def compare(decision: Decision, expectations: tuple[Expectation, ...]) -> tuple[Difference, ...]:
    """Everything that came out otherwise than expected, in the order in which it is expected."""
    seen = Seen(decision)
    found = []
    for each in expectations:
        value = OBSERVERS[each.kind](seen, each)
        if value != each.value:
            found.append(_difference(seen, each, value))
    return tuple(found)


def _difference(seen: Seen, each: Expectation, value: Expected) -> Difference:
    reasons = Reasons(seen)
    what, expected, actual = WORDS[each.kind](each, value)
    return Difference(each, what, expected, actual, reasons.of(each, value), _written(seen, each), value)


def _written(seen: Seen, each: Expectation) -> Place:
    """Where the rule, time limit or score is written that an expectation is about."""
    judgement = seen.judgement
    if judgement is None:
        return NOWHERE
    ruleset = judgement.program.ruleset
    match each.kind:
        case "outcome":
            return next((rule.place for rule in ruleset.rules if rule.id == each.subject), NOWHERE)
        case "clock":
            return next((clock.place for clock in ruleset.clocks if clock.id == each.subject), NOWHERE)
        case "score" if each.subject in ruleset.scores:
            return ruleset.scores[each.subject].place
    return NOWHERE


# what is seen


def _outcome(seen: Seen, each: Expectation) -> Expected:
    if seen.judgement is None or each.subject not in seen.rules:
        return None
    return seen.judgement.settled.outcomes[seen.rules[each.subject]]


def _all_of(expected: Expected, there: tuple[str, ...]) -> Expected:
    """What is there; as expected, where that is the same in another order."""
    same = isinstance(expected, tuple) and sorted(map(str, expected)) == sorted(there)
    return expected if same else there


def _clock(seen: Seen, each: Expectation) -> Expected:
    clock = seen.clocks.get(each.subject)
    if clock is None:
        return None
    if each.part == "late_by":
        return clock.late_by
    if each.part == "due":
        return None if clock.due is None else _moment(clock.due, each.value)
    return clock.state


def _moment(text: str, like: Expected) -> Expected:
    """A moment as a value; as a day, where a day is expected of a moment that falls on it."""
    from riskengine.calendar import london_date

    value = resolve(text)
    if isinstance(value, dt.datetime) and isinstance(like, dt.date) and not isinstance(like, dt.datetime):
        return london_date(value)
    return value


def _score(seen: Seen, each: Expectation) -> Expected:
    if seen.judgement is None or each.subject not in seen.scores:
        return None
    return tuple(seen.judgement.settled.scores[seen.scores[each.subject]])


def _then(seen: Seen, each: Expectation) -> Expected:
    then = seen.ruling.then
    judgement = None if then is None else then.judgement
    if not each.part:
        return None if then is None else "judged"
    if judgement is None:
        return False if each.part == "sound" else None
    if each.part == "edition":
        return judgement.program.ruleset.edition
    if each.part == "sound":
        return judgement.sound
    found: Expected = getattr(grade_result(judgement), each.part)
    return found


def _text(seen: Seen, each: Expectation) -> Expected:
    wanted = " ".join(each.subject.split())
    return any(wanted in text for text in seen.texts)


OBSERVERS: dict[Kind, Callable[[Seen, Expectation], Expected]] = {
    "verdict": lambda seen, _: seen.decision.grade.verdict,
    "least": lambda seen, _: seen.decision.grade.least,
    "most": lambda seen, _: seen.decision.grade.most,
    "outcome": _outcome,
    "missing": lambda seen, each: each.subject in seen.missing,
    "all_missing": lambda seen, each: _all_of(each.value, seen.missing),
    "finding": lambda seen, each: each.subject in seen.findings,
    "all_findings": lambda seen, each: _all_of(each.value, seen.findings),
    "clock": _clock,
    "score": _score,
    "then": _then,
    "text": _text,
}
"""For each kind of expectation, what came out."""


# in words

Words = tuple[str, str, str]
"""What it is about, what was expected, and what came out."""

_OUTCOMES = {
    "applies": "applies",
    "does_not_apply": "does not apply",
    "unsettled": "is unsettled",
    "presumed": "is presumed to apply",
    "accepted": "is accepted as not known",
    None: "is in no edition in force",
}


_MOST_SHOWN = 6
"""The most members of a list that are shown: the reasons say in what two lists differ."""


def _shown(value: Expected) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case dt.datetime():
            return value.isoformat()
        case dt.date():
            return day_in_words(value)
        case tuple():
            more = f", and {len(value) - _MOST_SHOWN} more" if len(value) > _MOST_SHOWN else ""
            return (", ".join(map(_shown, value[:_MOST_SHOWN])) + more) or "none"
        case Decimal():
            return format(value, "f")
    return str(value)


def _plain(what: str) -> Callable[[Expectation, Expected], Words]:
    return lambda each, value: (what, _shown(each.value), _shown(value))


def _there(where: str) -> Callable[[Expectation, Expected], Words]:
    def words(each: Expectation, value: Expected) -> Words:
        named = {True: f"among {where}", False: f"not among {where}"}
        return each.subject, named[bool(each.value)], named[bool(value)]

    return words


def _range(value: Expected) -> str:
    if not isinstance(value, tuple) or len(value) != 2:  # noqa: PLR2004 - two ends
        return "none"
    low, high = ("open" if end is None else _shown(end) for end in value)
    return low if low == high else f"{low} to {high}"


_PARTS = {"state": "", "late_by": ", whole days late", "due": ", due"}

WORDS: dict[Kind, Callable[[Expectation, Expected], Words]] = {
    "verdict": _plain("verdict"),
    "least": _plain("least grade required"),
    "most": _plain("most that it could be"),
    "outcome": lambda each, value: (each.subject, _OUTCOMES[each.value], _OUTCOMES[value]),  # type: ignore[index]
    "missing": _there("what is missing"),
    "all_missing": _plain("everything missing"),
    "finding": _there("the findings"),
    "all_findings": _plain("all findings"),
    "clock": lambda each, value: (f"{each.subject}{_PARTS[each.part]}", _shown(each.value), _shown(value)),
    "score": lambda each, value: (each.subject, _range(each.value), _range(value)),
    "then": lambda each, value: (f"then {each.part}".strip(), _shown(each.value), _shown(value)),
    "text": lambda each, _: (
        f'the text "{each.subject}"',
        *(("in the explanation", "not in it") if each.value else ("not in the explanation", "in it")),
    ),
}
"""For each kind of expectation, how a difference is worded."""
