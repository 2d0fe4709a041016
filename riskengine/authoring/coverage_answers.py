"""Answers to whatever coverage asks: each hole closed by cases, proved impossible, or left undecided."""

from __future__ import annotations

from collections.abc import Sequence

from riskengine.authoring.coverage import ItemStatus
from riskengine.authoring.coverage_bench import Answer, CoverageBench, Draft, Impossible
from riskengine.authoring.coverage_limits import seek_state
from riskengine.authoring.coverage_measuring import Measured
from riskengine.authoring.coverage_open import seek_unsettled, seek_verdict
from riskengine.authoring.coverage_seeking import seek
from riskengine.authoring.coverage_table import Table
from riskengine.authoring.coverage_wants import Ask, ClockIs, Decides, RuleIs, VerdictIs, Want, Way, shown
from riskengine.evaluating.completions import BUDGET

__all__ = ["Answers", "Suggestion", "answer"]


def answer(bench: CoverageBench, want: Want, *, budget: int = BUDGET) -> Answer:
    """A case that shows it, why none can, or that neither was found."""
    match want:
        case VerdictIs():
            return seek_verdict(bench, want)
        case ClockIs():
            return seek_state(bench, want)
        case RuleIs(_, "unsettled"):
            return seek_unsettled(bench, want)
    return seek(bench, want, budget=budget)


Suggestion = tuple[Draft, tuple[Ask, ...]]
"""A case, and what it was made for or shows besides."""


class Answers:
    """What becomes of every hole of one edition's coverage."""

    def __init__(self, measured: Measured, *, budget: int = BUDGET) -> None:
        self.measured = measured
        self.bench = CoverageBench(measured.program, [row.inputs for row in measured.table.rows])
        self.budget = budget
        self.verdicts: dict[Ask, tuple[ItemStatus, str]] = {}
        self._found: dict[Want, Answer] = {}
        self._drafts: list[Draft] = []
        self._chosen: dict[Ask, Way] = {}
        for ask in measured.holes:
            self.verdicts[ask] = self._close(ask)

    def _close(self, ask: Ask) -> tuple[ItemStatus, str]:
        """Find cases for one way of showing it, or say why there is none."""
        whys, undecided = [], ""
        for way in sorted(ask.ways, key=lambda way: not self._begun(way)):
            answers = [self._answer(want) for want in way]
            impossible = next((each for each in answers if isinstance(each, Impossible)), None)
            other = next((each for each in answers if each is not None and not isinstance(each, Draft | Impossible)), None)
            if impossible is None and other is None:
                self._chosen[ask] = way
                return "open", self._missing(way)
            whys += [impossible.why] if impossible is not None else []
            undecided = undecided or (other.why if impossible is None and other is not None else "")
        return ("not_decided", undecided) if undecided else ("impossible", min(whys, key=len))

    def _missing(self, way: Way) -> str:
        """Which half is missing where cases show the other."""
        sides = [want for want in way if isinstance(want, Decides) and not self.measured.masks[want]]
        if len(sides) != 1 or len(way) == 1:
            return ""
        return f"missing: a case in which it is {'true' if sides[0].truth else 'false'} and alone decides"

    def _begun(self, way: Way) -> bool:
        return any(self.measured.masks[want] for want in way)

    def _answer(self, want: Want) -> Answer | None:
        """None where a case of the suites, or one found before, shows it already."""
        if self.measured.masks[want]:
            return None
        if want not in self._found:
            before = next((draft for draft in self._drafts if self.bench.shows(want, draft.row)), None)
            found = before or answer(self.bench, want, budget=self.budget)
            self._found[want] = found
            if isinstance(found, Draft) and before is None:
                self._drafts.append(found)
        return self._found[want]

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """As few cases as close every hole that can be closed, smallest first, each with what it shows."""
        drafts = self._needed(sorted(self._drafts, key=lambda draft: draft.size))
        return tuple((draft, asks) for draft, asks in self._shared(drafts) if asks)

    def _wants(self) -> dict[Want, None]:
        ways = self._chosen.values()
        return {want: None for way in ways for want in way if not self.measured.masks[want]}

    def _needed(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The cases without those that others make needless, the largest tried first."""
        table = Table(self.measured.program, [draft.row for draft in drafts])
        masks = [shown(want, table) for want in self._wants()]
        left = table.full
        for number in reversed(range(len(drafts))):
            without = left & ~(1 << number)
            if all(mask & without for mask in masks):
                left = without
        return [draft for number, draft in enumerate(drafts) if left >> number & 1]

    def _shared(self, drafts: Sequence[Draft]) -> list[Suggestion]:
        """Each hole with the first case that has a part in closing it; one that takes two stands with both."""
        table = Table(self.measured.program, [draft.row for draft in drafts])
        asks: list[list[Ask]] = [[] for _ in drafts]
        for ask, way in self._chosen.items():
            for want in way:
                mask = 0 if self.measured.masks[want] else shown(want, table)
                if mask:
                    asks[(mask & -mask).bit_length() - 1].append(ask)
        return [(draft, tuple(dict.fromkeys(each))) for draft, each in zip(drafts, asks, strict=True)]
