"""A run of suites as JUnit XML, which build servers read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from riskengine.authoring.suite_report import failure_text
from riskengine.authoring.suites import CaseResult, Run
from riskengine.diagnostics import Diagnostic
from riskengine.excerpt import printable, render

__all__ = ["as_junit"]


def as_junit(run: Run) -> str:
    """The whole run. What is wrong with a suite itself is an error of a test of the suite's name.

    No times are given: a run gives the same text however long it took.

    >>> as_junit(Run()).splitlines()[1]
    '<testsuites tests="0" failures="0" errors="0" />'
    """
    root = Element("testsuites", _counts(run.results, run.problems))
    for (path, title), group in groupby(run.results, key=lambda result: (result.file.path, result.suite)):
        results = list(group)
        suite = SubElement(root, "testsuite", {"name": printable(title), "file": path, **_counts(results, ())})
        for result in results:
            _add_case(suite, result)
    if run.problems:
        suite = SubElement(root, "testsuite", {"name": "suites", **_counts((), run.problems)})
        for problem in run.problems:
            _add_problem(suite, problem)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _counts(results: Iterable[CaseResult], problems: Iterable[Diagnostic]) -> dict[str, str]:
    listed, errors = list(results), len(list(problems))
    failures = sum(bool(result.differences) and not result.problems for result in listed)
    errors += sum(bool(result.problems) for result in listed)
    return {"tests": str(len(listed) + len(list(problems))), "failures": str(failures), "errors": str(errors)}


def _add_case(suite: Element, result: CaseResult) -> None:
    of = "/".join(part for part in (result.file.ruleset, result.file.edition) if part)
    attributes = {
        "classname": f"{of or 'suite'}.{printable(result.suite)}",
        "name": printable(result.case),
        "file": result.file.path,
        "line": str(result.place.line),
    }
    case = SubElement(suite, "testcase", attributes)
    if result.passed:
        return
    kind, message = (
        "failure",
        "; ".join(f"{each.what}: expected {each.expected}, and it is {each.actual}" for each in result.differences),
    )
    if result.problems:
        kind, message = "error", "; ".join(problem.message for problem in result.problems)
    SubElement(case, kind, {"message": printable(message)}).text = failure_text(result)


def _add_problem(suite: Element, problem: Diagnostic) -> None:
    case = SubElement(suite, "testcase", {"classname": "suite", "name": problem.place.file or problem.code})
    SubElement(case, "error", {"message": printable(problem.message)}).text = render(problem)
