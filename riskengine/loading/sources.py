"""The lines of text that problems stand in, for problems that were found after their file was closed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from riskengine.diagnostics import Diagnostic
from riskengine.loading.decoding import decode, read_bytes
from riskengine.loading.nodes import Reading
from riskengine.records import changed

__all__ = ["with_sources"]


def with_sources(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same problems, in the same order, each with its line of text where its file can still be read.

    Reads each file once. What has a line already, or no file, stays as it is.

    >>> with_sources([Diagnostic("RE301", "there is no fact `agee`")])[0].source
    ''
    """
    readings: dict[str, Reading | None] = {}
    return tuple(_with_source(problem, readings) for problem in problems)


def _with_source(problem: Diagnostic, readings: dict[str, Reading | None]) -> Diagnostic:
    place = problem.place
    if problem.source or not place.file or not place.line:
        return problem
    if place.file not in readings:
        readings[place.file] = _open(place.file)
    reading = readings[place.file]
    return problem if reading is None else changed(problem, source=reading.line(place.line))


def _open(file: str) -> Reading | None:
    ignored: list[Diagnostic] = []
    data = read_bytes(Path(file), file, ignored)
    return None if data is None else decode(data, file, ignored)
