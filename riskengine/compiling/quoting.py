"""The lines of the files in which problems stand, for excerpts with a caret."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from riskengine.diagnostics import Diagnostic
from riskengine.records import changed

__all__ = ["quoted"]


def quoted(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems sorted by place, each with the line on which it stands.

    A rule set that was not read from files, or whose files have changed or gone since, has no lines to quote.
    """
    files: dict[str, list[str]] = {}
    return tuple(_quoted(problem, files) for problem in sorted(problems, key=lambda problem: problem.sort_key))


def _quoted(problem: Diagnostic, files: dict[str, list[str]]) -> Diagnostic:
    place = problem.place
    if problem.source or not place.file or not place.line:
        return problem
    if place.file not in files:
        files[place.file] = _lines(place.file)
    lines = files[place.file]
    return changed(problem, source=lines[place.line - 1]) if place.line <= len(lines) else problem


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
