"""What was known on a day, typed by one edition's vocabulary (language 3.1 and 3.9)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from datetime import date
from typing import Literal

from riskengine.calendar import london_date
from riskengine.case import Case, FactEntry
from riskengine.compiling.program import Program
from riskengine.deciding.fact_values import Check, Misfit, check_of
from riskengine.deciding.ruling import Bound
from riskengine.deciding.usual import UsualBinding
from riskengine.diagnostics import CaseError, Diagnostic, nearest
from riskengine.evaluating.inputs import Inputs
from riskengine.facts import AS_OF, FactState, Number, Value
from riskengine.loading.case_places import pointer_to
from riskengine.loading.case_reader import locator
from riskengine.loading.case_shape import shown
from riskengine.ruleset import ParameterHistory

__all__ = ["Binder", "bind", "value_on"]

_KNOWN, _UNKNOWN, _NOT_ASKED = FactState.KNOWN, FactState.UNKNOWN, FactState.NOT_ASKED

Problem = tuple[str, FactEntry | None, Misfit]
"""The name of a fact, the entry that does not fit (None: the name itself does not), and why."""


class _Draft:
    """What has been bound so far, by slot."""

    __slots__ = ("entries", "left_out", "problems", "states", "untimed", "values")

    def __init__(self, size: int) -> None:
        self.values: list[Value | None] = [None] * size
        self.states = [_NOT_ASKED] * size
        self.entries: list[FactEntry | None] = [None] * size
        self.left_out: list[str] = []
        self.untimed: list[str] = []
        self.problems: list[Problem] = []

    def put(self, name: str, slot: int, entry: FactEntry, check: Check, as_of: date) -> None:
        """Note the entry that counts; one whose value does not fit is left out."""
        if entry.value is None:
            self.states[slot] = _UNKNOWN
        else:
            try:
                self.values[slot] = check(entry.value, as_of)
            except Misfit as misfit:
                self.refuse(name, entry, misfit)
                return
            self.states[slot] = _KNOWN
        self.entries[slot] = entry
        if entry.as_at is None:
            self.untimed.append(name)

    def refuse(self, name: str, entry: FactEntry, misfit: Misfit) -> None:
        """Note an entry whose value its fact cannot have."""
        self.problems.append((name, entry, misfit.with_traceback(None)))
        self.left_out.append(name)


def value_on(history: ParameterHistory, day: date) -> Number | None:
    """The value of a parameter that is in force on a day, None before the first.

    >>> from riskengine.ruleset import DatedValue
    >>> history = ParameterHistory("limit", (DatedValue(date(2016, 1, 1), 7), DatedValue(date(2020, 1, 1), 5)))
    >>> value_on(history, date(2019, 12, 31)), value_on(history, date(2020, 1, 1)), value_on(history, date(2015, 1, 1))
    (7, 5, None)
    """
    value = None
    for dated in history.values:
        if dated.start > day:
            break
        value = dated.value
    return value


class Binder:
    """Types cases by one program's vocabulary. Make it once per program; it never changes, and it pickles.

    `bind` takes from each fact the latest entry whose `as_at`, as a London day, is not after `known_on`; an entry
    without `as_at` is taken as known, and its fact is named in `untimed`. Parameters have the value of
    `guidance_day`. `as_of` fills the slot of that name and the bounds that refer to it.
    """

    __slots__ = (
        "_as_of",
        "_changes",
        "_counting_bounds",
        "_from_as_of",
        "_histories",
        "_in_force",
        "_plan",
        "_size",
        "_until_as_of",
        "_usual",
        "program",
    )

    def __init__(self, program: Program) -> None:
        self.program = program
        recorded = [
            (slot, fact) for slot, fact in enumerate(program.facts) if slot not in (program.as_of_slot, program.grade_slot)
        ]
        self._plan: tuple[tuple[str, int, Check], ...] = tuple(
            (fact.name, slot, check_of(fact)) for slot, fact in sorted(recorded, key=lambda pair: pair[1].name)
        )
        self._from_as_of = any(program.facts[slot].earliest == AS_OF for slot in program.bounded_by_as_of)
        self._usual: UsualBinding | None = None
        self._size = len(program.facts)
        self._as_of = program.as_of_slot
        self._until_as_of = program.bounded_by_as_of
        required = {slot for _, slots in program.required for slot in slots}
        counts = required.union(program.weighed, (slot for slot, _ in program.gated))
        self._counting_bounds = tuple(slot for slot in program.bounded_by_as_of if slot in counts)
        self._histories = tuple(program.ruleset.parameters[name] for name in program.parameters)
        self._changes = sorted({dated.start for history in self._histories for dated in history.values})
        self._in_force: dict[int, tuple[Number | None, ...]] = {}

    def __reduce__(self) -> tuple[type[Binder], tuple[Program]]:
        return Binder, (self.program,)

    def compiled(self) -> Binder:
        """The same, with the usual way of binding compiled: it pays after a few cases."""
        if self._usual is None:
            assert [slot for _, slot, _ in self._plan] == list(range(len(self._plan)))
            self._usual = UsualBinding([(self.program.facts[slot], check) for _, slot, check in self._plan])
        return self

    def bind(
        self,
        case: Case,
        *,
        known_on: date,
        as_of: date,
        guidance_day: date,
        vocabulary: Container[str] = (),
        strict: bool = True,
    ) -> Bound:
        """The knowledge of a day. Names that this program lacks but `vocabulary` has are left out, and listed.

        Where `strict`, any other unknown name and every value that its fact cannot have, in the whole history of
        the fact, raise one CaseError with all problems. Otherwise what does not fit is left out, and listed.
        """
        found = self._usual.bind(case.facts, known_on, as_of) if self._usual is not None else None
        if found is not None:
            values, states, entries, untimed, timeless = found
            inputs = Inputs(values, states, self._parameters(guidance_day), case.jurisdiction)
            return Bound(inputs, entries, (), untimed, timeless)
        draft = _Draft(self._size)
        met = 0
        for name, slot, check in self._plan:
            recorded = case.facts.get(name)
            if recorded is None:
                continue
            met += 1
            entry: FactEntry | None = recorded[0]
            if len(recorded) > 1 or recorded[0].as_at is not None:
                entry = _latest(recorded, known_on)
                if strict:
                    draft.problems += _misfits(name, recorded, entry, check, as_of)
            if entry is not None:
                draft.put(name, slot, entry, check, as_of)
        if met < len(case.facts):
            self._strangers(case, vocabulary, draft)
        if strict and draft.problems:
            raise self._refusal(case, draft.problems)
        draft.values[self._as_of] = as_of
        draft.states[self._as_of] = _KNOWN
        inputs = Inputs(tuple(draft.values), tuple(draft.states), self._parameters(guidance_day), case.jurisdiction)
        return Bound(inputs, tuple(draft.entries), tuple(sorted(draft.left_out)), tuple(draft.untimed))

    def moved(self, bound: Bound, case: Case, *, known_on: date, guidance_day: date) -> Bound | None:
        """What a later day's binding of the case comes to on this day; None where the facts could differ.

        They cannot where every fact has one entry, recorded by then, and no value lies after that day in a domain
        that ends with it.
        """
        later = bound.inputs.values[self._as_of]
        if not isinstance(later, date) or known_on > later:
            return None
        for entry in bound.entries:
            if entry is not None and entry.as_at is not None and london_date(entry.as_at) > known_on:
                return None
        values = bound.inputs.values
        for slot in self._until_as_of:
            value = values[slot]
            if isinstance(value, date) and (self.program.facts[slot].earliest == AS_OF or london_date(value) > known_on):
                return None
        if any(len(entries) > 1 for entries in case.facts.values()):
            return None
        values = (*values[: self._as_of], known_on, *values[self._as_of + 1 :])
        inputs = Inputs(values, bound.inputs.states, self._parameters(guidance_day), case.jurisdiction)
        return Bound(inputs, bound.entries, bound.left_out, bound.untimed, bound.timeless)

    def same_guidance(self, bound: Bound, day: date) -> bool:
        """Whether the parameters have the values on this day that they have in what was bound."""
        return self._parameters(day) is bound.inputs.parameters

    def known_on(self, bound: Bound, day: date) -> Literal["same", "less open", "unlike"]:
        """How the knowledge of an earlier day compares with what was bound on a later one, under the same parameters.

        `same`: every condition comes to the same, and so does what is required. `less open`: only facts that are not known
        differ, and can have fewer values. `unlike` says only that this takes a closer look.
        """
        if not bound.timeless or self.program.compares_as_of or self._from_as_of:
            return "unlike"
        values, found = bound.inputs.values, "same"
        for slot in self._counting_bounds:
            value = values[slot]
            if value is None:
                earliest = self.program.facts[slot].earliest
                if earliest is not None and not (isinstance(earliest, date) and london_date(earliest) <= day):
                    return "unlike"
                found = "less open"
            elif value.__class__ is not date or value > day:
                return "unlike"
        return found  # type: ignore[return-value]

    def _parameters(self, day: date) -> tuple[Number | None, ...]:
        """The values in force on a day: the same tuple for all days between two changes."""
        if not self._changes:
            return ()
        span = bisect_right(self._changes, day)
        found = self._in_force.get(span)
        if found is None:
            found = self._in_force[span] = tuple([value_on(history, day) for history in self._histories])
        return found

    def _strangers(self, case: Case, vocabulary: Container[str], draft: _Draft) -> None:
        """Names that the program lacks: left out, and a problem where no edition has them."""
        names = sorted(name for name in case.facts if self.program.slots.get(name, self._as_of) >= self._as_of)
        draft.left_out += names
        draft.problems += [(name, None, self._stranger(name)) for name in names if name not in vocabulary]

    def _stranger(self, name: str) -> Misfit:
        ruleset = self.program.ruleset
        message = f"{ruleset.id} {ruleset.edition} has no fact `{shown(name)}`"
        if name == AS_OF:
            return Misfit("RE743", message, "it is the day asked about, which is not part of the case")
        return Misfit("RE743", message, nearest(name, (row[0] for row in self._plan)))

    def _refusal(self, case: Case, problems: Sequence[Problem]) -> CaseError:
        """Every problem once, each with its place in the file that the case was read from."""
        place_of = locator(case)
        found: dict[tuple[str, str], Diagnostic] = {}
        for name, entry, misfit in problems:
            place = (entry or case.facts[name][0]).place
            if not place.line:
                bare = "/facts" + pointer_to(name)
                place = place_of(bare, True) if entry is None else place_of(place.pointer or bare, False)
            found[place.pointer, misfit.code] = Diagnostic(misfit.code, misfit.message, place, misfit.help)
        diagnostics = sorted(found.values(), key=lambda diagnostic: diagnostic.sort_key)
        more = f", and {len(diagnostics) - 1} more" if len(diagnostics) > 1 else ""
        return CaseError(f"{case.place.file or 'the case'} cannot be used: {diagnostics[0].message}{more}", diagnostics)


def bind(
    case: Case,
    program: Program,
    *,
    known_on: date,
    as_of: date,
    guidance_day: date,
    vocabulary: Container[str] = (),
    strict: bool = True,
) -> Bound:
    """`Binder.bind` for a single case: many cases of one program are faster with one `Binder`."""
    return Binder(program).bind(
        case, known_on=known_on, as_of=as_of, guidance_day=guidance_day, vocabulary=vocabulary, strict=strict
    )


def _latest(recorded: Sequence[FactEntry], known_on: date) -> FactEntry | None:
    """The latest entry that was recorded by the end of a day; entries are earliest first."""
    found = None
    for entry in recorded:
        if entry.as_at is None or london_date(entry.as_at) <= known_on:
            found = entry
    return found


def _misfits(name: str, recorded: Sequence[FactEntry], counts: FactEntry | None, check: Check, as_of: date) -> list[Problem]:
    """The entries other than the one that counts whose value their fact could not have when they were recorded."""
    found: list[Problem] = []
    for entry in recorded:
        if entry is not counts and entry.value is not None:
            day = as_of if entry.as_at is None else max(as_of, london_date(entry.as_at))
            try:
                check(entry.value, day)
            except Misfit as misfit:
                found.append((name, entry, misfit))
    return found
