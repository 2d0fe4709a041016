"""Where checks put what they find: every problem once, with its code, place and help."""

from __future__ import annotations

from riskengine.diagnostics import Diagnostic, Place

__all__ = ["Report"]


class Report:
    """A list of problems that grows while a rule set is checked.

    >>> report = Report()
    >>> report.error("RE301", "there is no fact `aeg`", Place("a.yaml", 1, 2), help="did you mean `age`?")
    >>> [problem.code for problem in report.problems]
    ['RE301']
    """

    __slots__ = ("_seen", "problems")

    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []
        self._seen: set[Diagnostic] = set()

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

    def note(self, code: str, message: str, place: Place, *, help: str = "") -> None:
        """Add a note."""
        self._add(Diagnostic(code, message, place, help, "note"))

    def _add(self, problem: Diagnostic) -> None:
        if problem not in self._seen:
            self._seen.add(problem)
            self.problems.append(problem)
