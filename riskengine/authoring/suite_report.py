"""A run of suites as people and programs read it: text, JSON, and annotations of GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from riskengine.authoring.suites import CaseResult, Difference, Expected, Run
from riskengine.diagnostics import Diagnostic, Place
from riskengine.excerpt import printable, render

__all__ = ["TEST_SCHEMA", "as_annotations", "as_plain", "as_text", "failure_text", "summary"]

TEST_SCHEMA = "riskengine/test/1"


def as_text(run: Run) -> Iterator[str]:
    """Everything that failed, and a line that sums up; what passed is only counted."""
    for result in run.results:
        if not result.passed:
            yield failure_text(result) + "\n\n"
    for problem in run.problems:
        yield render(problem) + "\n\n"
    yield summary(run) + "\n"


def summary(run: Run) -> str:
    """How many cases passed and failed, in one line.

    >>> summary(Run())
    '0 cases in 0 suites: nothing was tested'
    """
    failed = sum(not result.passed for result in run.results)
    counts = [f"{len(run.results) - failed} passed"] if run.results else ["nothing was tested"]
    if failed:
        counts.append(f"{failed} failed")
    if run.problems:
        counts.append(_count(len(run.problems), "problem with suites", "problems with suites"))
    if run.not_run:
        counts.append(f"{run.not_run} not run")
    return f"{_count(len(run.results), 'case')} in {_count(run.suites, 'suite')}: {', '.join(counts)}"


def _count(number: int, noun: str, nouns: str = "") -> str:
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def failure_text(result: CaseResult) -> str:
    """One case that failed: what was expected, what came out, and why; each with its place."""
    lines = [f"FAILED: {printable(result.case)}", f"  in {printable(result.suite)}, {result.place or result.file.path}"]
    for difference in result.differences:
        lines += ["", *_difference(difference)]
    for problem in result.problems:
        lines += ["", *(f"  {line}" for line in render(problem).split("\n"))]
    return "\n".join(lines)


def _difference(difference: Difference) -> Iterator[str]:
    yield f"  {printable(difference.what)}  ({_short(difference.place)})"
    yield f"    expected: {printable(difference.expected)}"
    yield f"    actual:   {printable(difference.actual)}"
    for number, reason in enumerate(difference.reasons):
        yield f"    {'because:  ' if number == 0 else '          '}{printable(reason)}"
    if difference.written.file:
        yield f"    written:  {difference.written}"


def _short(place: Place) -> str:
    """A place in a file that was named just before."""
    return f"line {place.line}, column {place.column}" if place.line else ""


def as_plain(run: Run) -> dict[str, Any]:
    """The run as plain data, for JSON."""
    failed = sum(not result.passed for result in run.results)
    return {
        "schema": TEST_SCHEMA,
        "suites": run.suites,
        "cases": len(run.results),
        "passed": len(run.results) - failed,
        "failed": failed,
        "not_run": run.not_run,
        "results": [_result(result) for result in run.results],
        "problems": [_problem(problem) for problem in run.problems],
    }


def _result(result: CaseResult) -> dict[str, Any]:
    return {
        "suite": result.suite,
        "case": result.case,
        "ruleset": result.file.ruleset,
        "edition": result.file.edition,
        "passed": result.passed,
        "place": _place(result.place),
        "differences": [_plain_difference(difference) for difference in result.differences],
        "problems": [_problem(problem) for problem in result.problems],
    }


def _plain_difference(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.expectation.kind,
        "subject": difference.expectation.subject,
        "part": difference.expectation.part,
        "what": difference.what,
        "expected": _json(difference.expectation.value),
        "actual": _json(difference.value),
        "reasons": list(difference.reasons),
        "place": _place(difference.place),
        "written": _place(difference.written) if difference.written.file else None,
    }


def _json(value: Expected) -> Any:
    if isinstance(value, tuple):
        return [_json(each) for each in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _problem(problem: Diagnostic) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
        "place": _place(problem.place),
        "related": [{"place": _place(place), "message": message} for place, message in problem.related],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column, "pointer": place.pointer}


def as_annotations(run: Run) -> Iterator[str]:
    """The failures as workflow commands, which GitHub shows beside the lines of the suites."""
    for result in run.results:
        for difference in result.differences:
            message = f"expected {difference.expected}, and it is {difference.actual}"
            because = f"\nbecause {'; '.join(difference.reasons)}" if difference.reasons else ""
            yield _annotation(difference.place, f"{result.case}: {difference.what}", message + because)
        yield from _problems(result.problems)
    yield from _problems(run.problems)
    yield summary(run) + "\n"


def _problems(problems: Iterable[Diagnostic]) -> Iterator[str]:
    for problem in problems:
        yield _annotation(problem.place, problem.code, problem.message + (f"\n{problem.help}" if problem.help else ""))


def _annotation(place: Place, title: str, message: str) -> str:
    file = Path(place.file).as_posix() if place.file else ""
    parts = [("file", file), ("line", place.line), ("col", place.column), ("title", title)]
    given = ",".join(f"{name}={_property(str(value))}" for name, value in parts if value)
    return f"::error {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
