"""Regression suites as data: cases with what must come out of them, and what did come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from riskengine.case import Case
from riskengine.diagnostics import NOWHERE, Diagnostic, Place
from riskengine.records import record

__all__ = [
    "KINDS",
    "CaseResult",
    "Difference",
    "Expectation",
    "Expected",
    "Kind",
    "Run",
    "Suite",
    "SuiteCase",
    "SuiteFile",
    "Value",
]

Kind = Literal[
    "verdict", "least", "most", "outcome", "missing", "all_missing", "finding", "all_findings", "clock", "score", "then", "text"
]
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
"""Every kind of expectation: each is read, has its names checked, is compared and explained by a row of a table."""

Value = bool | int | Decimal | str | date | None
Expected = Value | tuple[Value, ...]
"""What is expected, or came out."""


@record
class SuiteFile:
    """Where a suite lies: its file, and the rule set and edition whose folder it lies in (empty outside of one).

    `rules` is the folder of rule sets, empty where the suite lies outside of one.
    """

    path: str
    rules: str = ""
    ruleset: str = ""
    edition: str = ""


@record
class Expectation:
    """One thing that must come out of a case.

    `subject` is the rule, fact, finding, clock, score or text that it is about, empty for what a case has one of; `part`
    is the part of a clock or of `then`. `value` is what is expected: for `outcome` the outcome, for `missing`,
    `finding` and `text` whether it must be there, for `all_missing` and `all_findings` everything there is, for `score`
    the two ends. `path` leads from `expect` to where it is written.
    """

    kind: Kind
    value: Expected
    subject: str = ""
    part: str = ""
    path: tuple[str | int, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@record
class SuiteCase:
    """One case of a suite, complete: nothing is inherited any more.

    `edition` is None where the case is judged by the edition in force on `as_of`. `places` says where the suite
    holds what a JSON pointer into the case leads to; `expect_place` where `expect` is written.
    """

    name: str
    case: Case
    ruleset: str
    edition: str | None
    as_of: date
    expectations: tuple[Expectation, ...]
    place: Place = field(default=NOWHERE, compare=False)
    expect_place: Place = field(default=NOWHERE, compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@record
class Suite:
    """One suite. `file` says where it lies; `title` what it is about."""

    title: str
    file: SuiteFile
    cases: tuple[SuiteCase, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class Difference:
    """Something that came out otherwise than expected.

    `what` names it as a reader would; `expected` and `actual` are words that follow it. `reasons` say in plain English what
    led there. `written` is where the rule, time limit or score concerned is written. `value` is what came out.
    """

    expectation: Expectation
    what: str
    expected: str
    actual: str
    reasons: tuple[str, ...] = ()
    written: Place = field(default=NOWHERE, compare=False)
    value: Expected = None

    @property
    def place(self) -> Place:
        """Where the expectation is written."""
        return self.expectation.place


@record
class CaseResult:
    """What became of one case. `problems` say why it could not be compared; it passed where nothing is wrong."""

    suite: str
    file: SuiteFile
    case: str
    place: Place = field(default=NOWHERE, compare=False)
    differences: tuple[Difference, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences and not self.problems


@record
class Run:
    """A whole run: what became of every case, in order, and what is wrong with suites that could not be run.

    `suites` counts those of which some case was run; `not_run` the cases that were left when the run was stopped.
    """

    results: tuple[CaseResult, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    suites: int = 0
    not_run: int = 0

    @property
    def passed(self) -> bool:
        """Whether something was run, and all of it came out as expected."""
        return bool(self.results) and not self.problems and all(result.passed for result in self.results)
