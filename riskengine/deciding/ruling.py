"""What has been decided about a case, before any words: frozen data for the record and the explanation."""

from __future__ import annotations

from datetime import date

from riskengine.case import Case, FactEntry
from riskengine.compiling.program import Program
from riskengine.deciding.decision import ClockResult, Finding, GradeResult, Verdict
from riskengine.deciding.messages import Message
from riskengine.evaluating.inputs import Evaluation, Inputs
from riskengine.evaluating.settled import Settled
from riskengine.guidance import Guidance
from riskengine.records import record

__all__ = ["Bound", "Judgement", "Ruling", "ThenRuling"]


@record
class Bound:
    """A case's knowledge on a day, typed by one edition's vocabulary.

    `entries` are by slot: the entry that counted, None where not asked. `left_out` names facts that this
    vocabulary lacks; `untimed` those whose entry has no `as_at` and so is taken as known. `timeless` says that it was
    seen at once that every fact has one entry, without a day.
    """

    inputs: Inputs
    entries: tuple[FactEntry | None, ...]
    left_out: tuple[str, ...] = ()
    untimed: tuple[str, ...] = ()
    timeless: bool = False


@record
class Judgement:
    """One case judged under one edition with one day's knowledge.

    `officer` is the index of the officer's grade, -1 where there is none. `missing_required` pairs slots
    with the rules that require them. `contradictory` are slots of known facts whose gate is settled and false.
    `departure_problems` say why a recorded departure does not count; `departure_ok` that it does.
    `clocks`, where they were asked for, are the time limits under the grade that counts: the higher of the
    officer's and the least required.
    """

    program: Program
    bound: Bound
    evaluation: Evaluation
    settled: Settled
    officer: int
    verdict: Verdict
    missing_required: tuple[tuple[int, int], ...] = ()
    contradictory: tuple[int, ...] = ()
    departure_problems: tuple[Message, ...] = ()
    departure_ok: bool = False
    clocks: tuple[ClockResult, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the assessment stands: consistent, or a valid departure."""
        return self.verdict in ("consistent", "departure")


@record
class ThenRuling:
    """The assessment judged as of the day that it was made; `judgement` is None where no edition was in force."""

    assessed_on: date
    judgement: Judgement | None
    notes: tuple[str, ...] = ()


@record
class Ruling:
    """Everything decided about one case. `judgement` is None where no edition is in force."""

    case: Case
    as_of: date
    judgement: Judgement | None
    grade: GradeResult
    clocks: tuple[ClockResult, ...]
    findings: tuple[Finding, ...]
    then: ThenRuling | None
    guidance: Guidance
    hypothetical: bool = False
    notes: tuple[str, ...] = ()
