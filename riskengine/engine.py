"""The engine: cases in, decisions out. Opens a store of editions, chooses the edition, judges, and explains when asked."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from riskengine.calendar import day_in_words
from riskengine.case import Case
from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.deciding.choosing import choose, is_only
from riskengine.deciding.decision import GradeResult
from riskengine.deciding.editions import Bench, compare_days
from riskengine.deciding.findings import EditionUse, find, no_edition_findings
from riskengine.deciding.judge import judge
from riskengine.deciding.messages import Message, Part, tell
from riskengine.deciding.prepared import Prepared
from riskengine.deciding.ruling import Bound, Ruling
from riskengine.decision import Decision, Refusal
from riskengine.diagnostics import CaseError, Diagnostic, Place, RiskEngineError, UsageError, nearest
from riskengine.loading.case_reader import locator, read_case
from riskengine.loading.citations import citations_of
from riskengine.loading.store import EditionHeader, Store

if TYPE_CHECKING:
    from riskengine.comparing.comparison import EditionComparison
    from riskengine.rete.checker import Checker

__all__ = ["Decision", "Engine", "Refusal"]

_MOST_DAYS = 4096
"""So many days are remembered at most with the edition in force."""

Source = Case | Mapping[str, object] | str | bytes


class _InForce(NamedTuple):
    """An edition that is in force, made ready."""

    header: EditionHeader
    prepared: Prepared
    vocabulary: _Vocabulary


class _Vocabulary:
    """The names of every fact that some edition knows: read only when a name is looked for."""

    __slots__ = ("_ruleset", "_store")

    def __init__(self, store: Store, ruleset: str) -> None:
        self._store = store
        self._ruleset = ruleset

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._store.knows(self._ruleset, name)


class Engine:
    """Checks cases against the rule sets of one folder.

    One engine may be shared by many threads, and may be pickled: the copy reads from the same folders. With
    `fast` each edition is compiled to Python once it has been used a few times. With `cross_check` every case is worked
    out a second time by durable-rules, an engine that others wrote, and where the two do not agree there is no decision.

    >>> engine = Engine.open()
    >>> engine.store.ids
    ('moj-direct-contact', 'moj-images', 'suspect-priority')
    """

    def __init__(self, store: Store, *, fast: bool = True, cross_check: bool = False) -> None:
        self.store = store
        self.fast = fast
        self.cross_check = cross_check
        self._checker = _checker() if cross_check else None
        self._lock = threading.RLock()
        self._editions: dict[tuple[str, str], Prepared] = {}
        self._only: dict[str, str] = {}
        self._days: dict[tuple[str, date], _InForce] = {}

    def __reduce__(self) -> tuple[object, tuple[Store, bool, bool]]:
        return _restore, (self.store, self.fast, self.cross_check)

    @classmethod
    def open(cls, rules: Path | str | None = None, *, fast: bool = True, cross_check: bool = False) -> Engine:
        """An engine over the folder `rules`, with `guidance` beside it; without one, over what ships with the package.

        Raises UsageError where there is no such folder, or nothing to cross-check with; RuleSetError where the folder
        cannot be used.
        """
        return cls(Store.open(rules), fast=fast, cross_check=cross_check)

    def assess(self, case: Source, *, as_of: date, ruleset: str | None = None, edition: str | None = None) -> Decision:
        """Check one case as of a day: a `Case`, a mapping, or JSON text.

        `ruleset` names the rule set where the case does not and more than one fits; `edition` an edition other
        than the one in force on `as_of`, which makes the decision hypothetical.

        Raises CaseError with everything wrong in the case at once, UsageError where no rule set fits or the
        edition does not exist, RuleSetError where the edition cannot be used, DisagreementError where the case is
        cross-checked and the two evaluators do not agree.
        """
        if as_of.__class__ is not date and (isinstance(as_of, datetime) or not isinstance(as_of, date)):
            raise UsageError("as_of is a date, without a time")
        read = case if isinstance(case, Case) else read_case(case)
        named = ruleset or read.ruleset or self._only.get(read.jurisdiction) or self._choose(read, as_of, edition)
        decision = self._decide(read, as_of, named, edition)
        return decision if self._checker is None else decision.checked(self._checker.check(decision.ruling))

    def assess_many(
        self, cases: Iterable[Source], *, as_of: date, ruleset: str | None = None, edition: str | None = None
    ) -> Iterator[Decision | Refusal]:
        """Check many cases, in order. A case that cannot be assessed gives a `Refusal`, and the rest go on."""
        for number, case in enumerate(cases):
            try:
                yield self.assess(case, as_of=as_of, ruleset=ruleset, edition=edition)
            except RiskEngineError as error:
                yield Refusal(number, _case_id(case), error)

    def compare(
        self, case: Source, *, as_of: date, with_edition: str, ruleset: str | None = None, edition: str | None = None
    ) -> EditionComparison:
        """What one case comes to under two editions on the same day, and which of their differences make the difference.

        The first edition is the one in force, or `edition`; the second is `with_edition`. Facts that one of them lacks
        are left out there, and listed.

        Raises as `assess` does, and UsageError where no edition is in force or the two do not have the same grades.
        """
        from riskengine.comparing.comparison import compare_editions

        decision = self.assess(case, as_of=as_of, ruleset=ruleset, edition=edition)
        read, judgement = decision.ruling.case, decision.ruling.judgement
        if judgement is None:
            raise UsageError(f"no edition is in force on {as_of}, so there is nothing to compare with: choose one by name")
        other = self._under(judgement.program.ruleset.id, with_edition, as_of)
        assert other is not None
        _check_fit(read, other.prepared.program)
        if other.prepared.program.grades != judgement.program.grades:
            raise UsageError(f"edition {with_edition} has other grades, so the two cannot be compared")
        bound = other.prepared.binder.bind(read, known_on=as_of, as_of=as_of, guidance_day=as_of, strict=False)
        second = judge(other.prepared.program, bound, read, as_of=as_of, watch=other.prepared.watch)
        return compare_editions(read, (judgement, decision.ruling.guidance), (second, other.prepared.guidance), as_of)

    def certificate(self, decision: Decision) -> str:
        """A JSON proof of one of this engine's decisions, which `riskengine/certificate_check.py` checks without the engine.

        It holds the whole case, nothing masked. Raises UsageError, which says why, where none can be written;
        DisagreementError where the check comes to another result.
        """
        from riskengine.certifying.certificate import certificate_of
        from riskengine.loading.edition_content import content_of

        judgement = decision.ruling.judgement
        if judgement is None:
            raise UsageError("no certificate can be written: no edition is in force on that day")
        return certificate_of(decision.ruling, judgement, content_of(self.store, judgement.program.ruleset))

    def program(self, ruleset: str, edition: str) -> Program:
        """One edition, compiled. Raises UsageError where there is none, RuleSetError where it cannot be used."""
        return self._edition(ruleset, edition).program

    def _edition(self, ruleset: str, edition: str) -> Prepared:
        found = self._editions.get((ruleset, edition))
        if found is None:
            with self._lock:
                found = self._editions.get((ruleset, edition))
                if found is None:
                    program = compile_ruleset(self.store.edition(ruleset, edition))
                    guidance = self.store.guidance_for(citation.reference for citation in citations_of(program.ruleset))
                    found = self._editions[ruleset, edition] = Prepared(program, guidance, fast=self.fast)
        return found

    # choosing

    def _choose(self, case: Case, as_of: date, edition: str | None) -> str:
        """The only rule set that fits; it is remembered where it is the only one that covers the jurisdiction."""
        chosen = choose(self.store, case, as_of=as_of, edition=edition)
        if is_only(self.store, chosen, case.jurisdiction):
            self._only[case.jurisdiction] = chosen
        return chosen

    def editions(self, ruleset: str) -> tuple[str, ...]:
        """The names of a rule set's editions, earliest first. Raises UsageError where there is no such rule set."""
        return tuple(header.edition for header in self.store.headers(ruleset))

    def _in_force(self, ruleset: str, day: date) -> _InForce | None:
        """The edition in force on a day, None where there is none. Raises UsageError where there is no such rule set."""
        found = self._days.get((ruleset, day))
        if found is None:
            header = self.store.in_force(ruleset, day)
            if header is None:
                return None
            if len(self._days) >= _MOST_DAYS:
                self._days.clear()
            found = self._days[ruleset, day] = _InForce(
                header, self._edition(ruleset, header.edition), _Vocabulary(self.store, ruleset)
            )
        return found

    def _under(self, ruleset: str, edition: str | None, as_of: date) -> _InForce | None:
        """The edition to judge by: the one asked for, or the one in force. Raises UsageError where there is no such one."""
        if edition is None:
            return self._in_force(ruleset, as_of)
        headers = {header.edition: header for header in self.store.headers(ruleset)}
        if edition not in headers:
            hint = nearest(edition, headers) or f"there are {', '.join(headers)}"
            raise UsageError(f"there is no edition {edition} of {ruleset}; {hint}")
        return _InForce(headers[edition], self._edition(ruleset, edition), _Vocabulary(self.store, ruleset))

    # judging

    def _decide(self, case: Case, as_of: date, ruleset: str, edition: str | None) -> Decision:
        assessment = case.assessment
        day = assessment.assessed_on if assessment else None
        if day is not None and day > as_of:
            assert assessment is not None
            place = _place(case, "/assessment/assessed_on", assessment.place)
            raise CaseError("the case is invalid", [Diagnostic("RE740", f"the assessment is dated {day}, after {as_of}", place)])
        under = self._under(ruleset, edition, as_of)
        if under is None:
            return Decision(self._no_edition(case, as_of, ruleset))
        header, now, vocabulary = under
        _check_fit(case, now.program)
        bench = Bench(case, now, as_of, vocabulary)
        judgement = bench.judge(now, as_of, as_of)
        earlier = None if day is None else self._in_force(ruleset, day)
        then, comparison = compare_days(bench, None if earlier is None else earlier.prepared, assessment, judgement)
        named = assessment.edition if assessment else None
        exists = named == header.edition or any(each.edition == named for each in self.store.headers(ruleset))
        hypothetical = _hypothetical(header, as_of) if edition is not None else None
        use = EditionUse(named, exists, None if earlier is None else earlier.header.edition, hypothetical)
        ruling = Ruling(
            case,
            as_of,
            judgement,
            now.grade(judgement),
            judgement.clocks,
            find(case, judgement, then, comparison, use, as_of),
            then,
            now.guidance,
            bool(hypothetical),
            _notes(judgement.bound),
        )
        return Decision(ruling, now.evaluator())

    def _no_edition(self, case: Case, as_of: date, ruleset: str) -> Ruling:
        officer = case.assessment.grade if case.assessment else None
        grade = GradeResult(officer, None, None, settled=False, range="exact", verdict="no_edition")
        findings = no_edition_findings(ruleset, as_of)
        return Ruling(case, as_of, None, grade, (), findings, None, self.store.guidance_for(()))


def _restore(store: Store, fast: bool, cross_check: bool = False) -> Engine:  # noqa: FBT001, FBT002 - pickle passes by position
    return Engine(store, fast=fast, cross_check=cross_check)


def _checker() -> Checker:
    """What works out every case a second time. Raises UsageError where that cannot be."""
    from riskengine.rete.available import why_not

    if reason := why_not():
        raise UsageError(f"durable-rules is needed to check every case a second time, and {reason}: see docs/cross-check.md")
    from riskengine.rete.checker import Checker

    return Checker()


def _case_id(case: Source) -> str | None:
    found = case.case_id if isinstance(case, Case) else case.get("case_id") if isinstance(case, Mapping) else None
    return found if isinstance(found, str) else None


def _place(case: Case, pointer: str, otherwise: Place) -> Place:
    """Where something stands in the file of the case, as near as that is known."""
    place = locator(case)(pointer, False)
    return place if place.line or not otherwise.line else otherwise


def _check_fit(case: Case, program: Program) -> None:
    """Refuse a case whose jurisdiction or grade the edition does not know, everything at once."""
    problems = []
    ruleset = program.ruleset
    if case.jurisdiction not in ruleset.jurisdictions:
        message = f"{ruleset.id} {ruleset.edition} does not cover the jurisdiction {case.jurisdiction}"
        hint = nearest(case.jurisdiction, ruleset.jurisdictions) or f"it covers {', '.join(ruleset.jurisdictions)}"
        problems.append(Diagnostic("RE741", message, _place(case, "/jurisdiction", case.place), hint))
    assessment = case.assessment
    if assessment is not None and assessment.grade is not None and assessment.grade not in ruleset.grades:
        hint = nearest(assessment.grade, ruleset.grades) or f"the grades are {', '.join(ruleset.grades)}"
        place = _place(case, "/assessment/grade", assessment.place)
        problems.append(Diagnostic("RE742", f"{ruleset.id} has no grade {assessment.grade}", place, hint))
    if problems:
        raise CaseError("the case is invalid", problems)


def _hypothetical(header: EditionHeader, as_of: date) -> Message | None:
    """Why judging by this edition on this day is hypothetical; None where it is not."""
    edition = Part("text", None, header.edition)
    if header.status != "released":
        return tell(f"hypothetical_{header.status}", edition=edition)
    late = header.effective_until is not None and header.effective_until < as_of
    if late or header.effective_from > as_of:
        return tell("hypothetical_day", edition=edition, day=Part("day", as_of, day_in_words(as_of)))
    return None


def _notes(bound: Bound) -> tuple[str, ...]:
    if not bound.left_out:
        return ()
    return (tell("left_out", names=Part("names", bound.left_out, ", ".join(bound.left_out))),)
