"""Where checks put what they find: every problem once, with its code, place and help."""

from __future__ import annotations

from dataclasses import dataclass, field

from riskengine.diagnostics import Diagnostic, Place

__all__ = ["Report"]


@dataclass(slots=True)
class Report:
    """A list of problems that grows while a rule set is checked.

    >>> report = Report()
    >>> report.error("RE301", "there is no fact `aeg`", Place("a.yaml", 1, 2), help="did you mean `age`?")
    >>> [problem.code for problem in report.problems]
    ['RE301']
    """

    problems: list[Diagnostic] = field(default_factory=list)
    _seen: set[Diagnostic] = field(default_factory=set)

    def error(
        self, code: str, message: str, place: Place, *, help: str = "", related: tuple[tuple[Place, str], ...] = ()
    ) -> None:
        """Add an error."""
        self._add(Diagnostic(code, message, place, help, "error", related))

    def warning(
        self, code: str, message: str, place: Place, *, help: str = "", related: tuple[tuple[Place, str], ...] = ()
    ) -> None:
        """Add a warning."""
        self._add(Diagnostic(code, message, place, help, "warning", related))

    def _add(self, problem: Diagnostic) -> None:
        if problem not in self._seen:
            self._seen.add(problem)
            self.problems.append(problem)
