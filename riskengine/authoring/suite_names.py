"""Whether every name that a case's expectations use exists in the edition by which it is judged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from riskengine.authoring.suites import Expectation, Kind, SuiteCase
from riskengine.codes.findings import FINDINGS
from riskengine.compiling.program import Program
from riskengine.diagnostics import Diagnostic, nearest

__all__ = ["NAMES", "check_names"]

Check = Callable[[Program, Expectation], Iterator[tuple[str, str, str, Collection[str]]]]
"""The names that an expectation uses: code, kind of thing, name, and the names that there are."""

Row = Iterator[tuple[str, str, str, Collection[str]]]


def check_names(case: SuiteCase, program: Program, editions: Collection[str]) -> tuple[Diagnostic, ...]:
    """A problem for each name that does not exist; `editions` are those of the rule set."""
    of = f"{program.ruleset.id} {program.ruleset.edition}"
    problems = []
    for each in case.expectations:
        for code, what, name, names in NAMES[each.kind](program, each):
            if name not in names:
                problems.append(_unknown(code, f"{of} has no {what} `{name}`", each, name, names))
        if each.kind == "then" and each.part == "edition" and each.value is not None and each.value not in editions:
            message = f"there is no edition `{each.value}` of {program.ruleset.id}"
            problems.append(_unknown("RE817", message, each, str(each.value), editions))
    return tuple(problems)


def _unknown(code: str, message: str, each: Expectation, name: str, names: Collection[str]) -> Diagnostic:
    help_text = nearest(name, names) or _listed(names)
    return Diagnostic(code, message, each.place, help_text)


_MOST_LISTED = 12


def _listed(names: Collection[str]) -> str:
    listed = sorted(names)
    more = f", and {len(listed) - _MOST_LISTED} more" if len(listed) > _MOST_LISTED else ""
    return f"there are {', '.join(listed[:_MOST_LISTED])}{more}" if listed else "there is none"


def _nothing(_: Program, __: Expectation) -> Row:
    return iter(())


def _rule(program: Program, each: Expectation) -> Row:
    yield "RE811", "rule", each.subject, {rule.rule.id for rule in program.rules}


def _grade(program: Program, each: Expectation) -> Row:
    if each.value is not None:
        yield "RE815", "grade", str(each.value), program.grades


def _fact(program: Program, each: Expectation) -> Row:
    yield "RE812", "fact", each.subject, program.ruleset.facts


def _facts(program: Program, each: Expectation) -> Row:
    for name in each.value if isinstance(each.value, tuple) else ():
        yield "RE812", "fact", str(name), program.ruleset.facts


def _finding(_: Program, each: Expectation) -> Row:
    yield "RE816", "finding", each.subject, FINDINGS


def _findings(_: Program, each: Expectation) -> Row:
    for name in each.value if isinstance(each.value, tuple) else ():
        yield "RE816", "finding", str(name), FINDINGS


def _clock(program: Program, each: Expectation) -> Row:
    yield "RE813", "time limit", each.subject, {clock.clock.id for clock in program.clocks}


def _score(program: Program, each: Expectation) -> Row:
    yield "RE814", "score", each.subject, {score.name for score in program.scores}


def _then(program: Program, each: Expectation) -> Row:
    if each.part in ("least", "most"):
        yield from _grade(program, each)


NAMES: dict[Kind, Check] = {
    "verdict": _nothing,
    "least": _grade,
    "most": _grade,
    "outcome": _rule,
    "missing": _fact,
    "all_missing": _facts,
    "finding": _finding,
    "all_findings": _findings,
    "clock": _clock,
    "score": _score,
    "then": _then,
    "text": _nothing,
}
"""For each kind of expectation, the names that it uses."""
