"""Runs suites: each case through the engine, and what came out compared with what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskengine.authoring.suite_cases import case_problems
from riskengine.authoring.suite_comparing import compare
from riskengine.authoring.suite_names import check_names
from riskengine.authoring.suites import CaseResult, Suite, SuiteCase
from riskengine.decision import Decision
from riskengine.diagnostics import CaseError, Diagnostic, UsageError
from riskengine.engine import Engine

__all__ = ["decide", "run_case", "run_suite", "select"]


def select(suite: Suite, only: str) -> tuple[SuiteCase, ...]:
    """The cases whose name, or whose suite's, holds a text, in capitals or not; all where it is empty."""
    wanted = only.casefold()
    if wanted in suite.title.casefold() or wanted in suite.file.path.casefold():
        return suite.cases
    return tuple(case for case in suite.cases if wanted in case.name.casefold())


def decide(case: SuiteCase, engine: Engine) -> Decision:
    """What the engine makes of a case, under its edition and on its day.

    Raises CaseError where the case does not fit the edition, UsageError where there is no such edition, RuleSetError where
    that cannot be used.
    """
    return engine.assess(case.case, as_of=case.as_of, ruleset=case.ruleset, edition=case.edition)


def run_suite(suite: Suite, engine: Engine, only: str = "") -> Iterator[CaseResult]:
    """What became of each case, in order. Raises RuleSetError where an edition cannot be used."""
    for case in select(suite, only):
        yield run_case(suite, case, engine)


def run_case(suite: Suite, case: SuiteCase, engine: Engine) -> CaseResult:
    """Run one case. Raises RuleSetError where its edition cannot be used."""
    problems: tuple[Diagnostic, ...] = ()
    try:
        problems = _check(case, engine)
        decision = decide(case, engine)
    except CaseError as error:
        problems += case_problems(error, case.places, case.place)
    except UsageError as error:
        problems += (_no_edition(case, error),)
    else:
        wrong = {problem.place for problem in problems}
        usable = tuple(each for each in case.expectations if each.place not in wrong)
        return CaseResult(suite.title, suite.file, case.name, case.place, compare(decision, usable), problems)
    return CaseResult(suite.title, suite.file, case.name, case.place, problems=problems)


def _check(case: SuiteCase, engine: Engine) -> tuple[Diagnostic, ...]:
    """The names that do not exist in the edition of a case. Where none is in force there are no names to check against."""
    edition = case.edition
    if edition is None:
        header = engine.store.in_force(case.ruleset, case.as_of)
        if header is None:
            return ()
        edition = header.edition
    return check_names(case, engine.program(case.ruleset, edition), engine.editions(case.ruleset))


def _no_edition(case: SuiteCase, error: UsageError) -> Diagnostic:
    message, *help_text = re.split("[:;] ", error.message, maxsplit=1)
    return Diagnostic("RE817", message, case.places.get("/edition", case.place), "".join(help_text))
