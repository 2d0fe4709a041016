"""A case system that uses riskengine by its public names alone: what `mypy --strict` must accept, and what must run.

It checks a case when an officer saves it, keeps the decision beside the case, and tells the officer what to put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import riskengine


@dataclass(frozen=True)
class Saved:
    """What the case system keeps, and what it shows to the officer who saved the case."""

    decision: str
    digest: str
    to_put_right: tuple[str, ...]
    to_ask: tuple[str, ...]


class CaseSystem:
    """One for the whole system: engines may be shared by threads."""

    def __init__(self, rules: str | None = None) -> None:
        self.engine = riskengine.Engine.open(rules)

    def save(self, case: Mapping[str, object], today: date) -> Saved | tuple[str, ...]:
        """Check a case; where it cannot be read, what is wrong with it and where."""
        try:
            decision = self.engine.assess(case, as_of=today)
        except riskengine.CaseError as error:
            return tuple(self._line(diagnostic) for diagnostic in error.diagnostics)
        return Saved(
            decision=decision.model_dump_json(),
            digest=decision.digest,
            to_put_right=tuple(finding.message for finding in decision.findings if finding.severity == "error"),
            to_ask=tuple(missing.question for missing in decision.record.missing),
        )

    def overnight(self, cases: Iterable[Mapping[str, object]], today: date) -> Iterator[tuple[str | None, int]]:
        """Every case again: its id and its exit code, worst first left to the caller."""
        for result in self.engine.assess_many(cases, as_of=today):
            match result:
                case riskengine.Decision():
                    yield result.case_id, result.exit_code
                case riskengine.Refusal():
                    yield result.case_id, result.exit_code

    def letter(self, case: Mapping[str, object], today: date) -> str:
        """The explanation for the paper file, without what is sensitive."""
        explanation: riskengine.Explanation = self.engine.assess(case, as_of=today).explain(view="disclosure")
        return explanation.markdown()

    def overdue(self, decision: riskengine.Decision) -> list[tuple[str, int]]:
        """Every time limit that has passed, with the days since."""
        clocks: tuple[riskengine.ClockResult, ...] = decision.clocks
        return [(clock.id, clock.late_by) for clock in clocks if clock.state == "overdue" and clock.late_by is not None]

    @staticmethod
    def _line(diagnostic: riskengine.Diagnostic) -> str:
        place: riskengine.Place = diagnostic.place
        return f"{diagnostic.code} {place.pointer}: {diagnostic.message}"
