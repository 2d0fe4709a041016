"""Which editions a case is judged under, and the assessment as of its day (language 3.9)."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from functools import partial

from riskengine.case import Assessment, Case
from riskengine.compiling.program import Program
from riskengine.deciding.judge import judge, stopped_early
from riskengine.deciding.messages import Message, Part, tell
from riskengine.deciding.prepared import Prepared
from riskengine.deciding.ruling import Bound, Judgement, ThenRuling
from riskengine.deferring import deferred
from riskengine.evaluating.either_way import EitherWay
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["Bench", "Comparison", "compare_days"]


@record
class Bench:
    """What judging one case under several editions needs.

    `now` is the edition that the case is judged under on `as_of`; on that day every value has to fit it. `vocabulary` holds
    the names of the facts that some edition knows.
    """

    case: Case
    now: Prepared
    as_of: date
    vocabulary: Container[str]

    def judge(self, edition: Prepared, known_on: date, guidance_day: date, like: Judgement | None = None) -> Judgement:
        """Judge by what was known on a day, under one edition; `like` is reused where nothing differs.

        Time limits are worked out for the first judgement only: they are those of the day asked about.
        """
        program = edition.program
        other = like.bound if like is not None and like.program is program else None
        bound = self._bound(edition, known_on, guidance_day, other)
        same = like if other is not None and _alike(other, bound, program) else None
        return judge(
            program,
            bound,
            self.case,
            as_of=known_on,
            evaluator=edition.evaluator(),
            watch=edition.watch,
            like=same,
            clocks=like is None,
        )

    def _bound(self, edition: Prepared, known_on: date, guidance_day: date, other: Bound | None) -> Bound:
        """The case typed by one edition's vocabulary; what does not fit on another day, or another edition, is left out."""
        binder = edition.binder
        if other is not None:
            moved = binder.moved(other, self.case, known_on=known_on, guidance_day=guidance_day)
            if moved is not None:
                return moved
        strict = edition is self.now and known_on == self.as_of == guidance_day
        return binder.bind(
            self.case, known_on=known_on, as_of=known_on, guidance_day=guidance_day, vocabulary=self.vocabulary, strict=strict
        )


def _alike(one: Bound, other: Bound, program: Program) -> bool:
    """Whether two days' knowledge comes to the same truths."""
    first, second = one.inputs, other.inputs
    if first.parameters != second.parameters:
        return False
    if first.values == second.values and first.states == second.states:
        return True
    if program.compares_as_of or any(first.values[slot] is None for slot in program.weighed_bounds):
        return False
    weighed = program.weighed_parts
    return weighed(first.values) == weighed(second.values) and (
        first.states is second.states or weighed(first.states) == weighed(second.states)
    )


@record
class Comparison:
    """What has changed since a sound assessment: guidance, knowledge, or only both together."""

    regrade_needed: bool = False
    new_information: bool = False


_NOTHING = Comparison()
_STAYS = frozenset({"below_minimum", "out_of_scope", "not_graded"})
"""Verdicts that are not sound, and that no further knowledge makes sound where no rule is presumed or accepted."""


def compare_days(
    bench: Bench, edition: Prepared | None, assessment: Assessment | None, now: Judgement
) -> tuple[ThenRuling | None, Comparison]:
    """The assessment judged as of the day that it was made, and what has changed since.

    `edition` is the one in force on that day, None where there was none. Without a day there is nothing to judge.
    """
    if assessment is None or assessment.assessed_on is None:
        return None, _NOTHING
    day = assessment.assessed_on
    if edition is None:
        return ThenRuling(day, None, (tell("no_edition_that_day"),)), _NOTHING
    work_out = partial(_judge_then, bench, edition, day, now)
    if edition is bench.now and _nothing_changed(edition, assessment, now, day):
        return deferred(ThenRuling, work_out, assessed_on=day), _NOTHING
    then = work_out()
    return then, _compare(bench, edition, now, then)


def _nothing_changed(edition: Prepared, assessment: Assessment, now: Judgement, day: date) -> bool:
    """Whether no comparison of the two days can find anything, so that the earlier day is judged only when somebody asks.

    Under the same guidance that is so where the case is sound now, and where it was certainly not sound then: on the same
    knowledge it comes to the same verdict, and where fewer values were possible the least required was no lower (language 3.6).
    """
    if not edition.binder.same_guidance(now.bound, day):
        return False
    if now.sound:
        return True
    if assessment.departure is not None or stopped_early(now.clocks):
        return False
    known = edition.binder.known_on(now.bound, day)
    if known == "less open":
        if now.verdict in _STAYS:
            return not {"presumed", "accepted"}.intersection(now.settled.outcomes)
        return _stays_open(now)
    return known == "same"


def _stays_open(now: Judgement) -> bool:
    """Whether some rule asks for more than the officer's grade, and is open for facts whose domain is the same on every day."""
    program, settled = now.program, now.settled
    if settled.scope is not Truth.TRUE:
        return False
    either_way = EitherWay(program, now.bound.inputs, now.evaluation)
    for number, outcome in enumerate(settled.outcomes):
        if outcome == "unsettled" and program.rules[number].minimum > now.officer:
            facts = either_way.facts(program.rules[number].node)
            if facts > 0 and not any(facts >> slot & 1 for slot in program.bounded_by_as_of):
                return True
    return False


def _judge_then(bench: Bench, edition: Prepared, day: date, now: Judgement) -> ThenRuling:
    judgement = bench.judge(edition, day, day, like=now)
    return ThenRuling(day, judgement, tuple(_notes(judgement.bound)))


def _compare(bench: Bench, edition: Prepared, now: Judgement, then: ThenRuling) -> Comparison:
    """Whether an assessment that was sound on its day still is, guidance and knowledge taken apart."""
    earlier, day = then.judgement, then.assessed_on
    if earlier is None or not earlier.sound:
        return _NOTHING
    if earlier.program is now.program and earlier.bound.inputs.parameters == now.bound.inputs.parameters:
        # One guidance on both days: only knowledge can have changed.
        return Comparison(new_information=not now.sound)
    today = bench.judge(bench.now, day, bench.as_of, like=earlier)
    known = bench.judge(edition, bench.as_of, day, like=now)
    if not now.sound and today.sound and known.sound:
        return Comparison(regrade_needed=True, new_information=True)
    return Comparison(not today.sound, not known.sound)


def _notes(bound: Bound) -> list[Message]:
    notes = []
    if bound.left_out:
        notes.append(tell("left_out_then", names=_names(bound.left_out)))
    if bound.untimed:
        notes.append(tell("untimed", names=_names(bound.untimed)))
    return notes


def _names(names: tuple[str, ...]) -> Part:
    return Part("names", names, ", ".join(names))
