"""What the regression cases of a rule set come to under each edition: every rule's outcome, every time limit's state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from riskengine.authoring.matrix import MatrixCase
from riskengine.authoring.suite_running import decide, run_case
from riskengine.authoring.suites import Suite, SuiteCase
from riskengine.deciding.ruling import Judgement
from riskengine.decision import Decision
from riskengine.engine import Engine
from riskengine.records import record

__all__ = ["JudgedCase", "judged_cases"]


@record
class JudgedCase:
    """A case with what came out, and what it states: pairs of a rule or time limit and the outcome or state it must have."""

    row: MatrixCase
    stated: frozenset[tuple[str, str]]


def judged_cases(suites: Iterable[Suite], engine: Engine) -> dict[tuple[str, str], list[JudgedCase]]:
    """The cases by the rule set and edition that judged them, numbered from 1 in the order of their suites.

    A case that cannot be judged stands under the edition in whose folder it lies, with nothing that came out. Raises
    RuleSetError where an edition cannot be used.
    """
    found: dict[tuple[str, str], list[JudgedCase]] = defaultdict(list)
    for suite, case in ((each, case) for each in suites for case in each.cases):
        result = run_case(suite, case, engine)
        decision = None if result.problems else decide(case, engine)
        judgement = None if decision is None else decision.ruling.judgement
        edition = (suite.file.ruleset, suite.file.edition) if judgement is None else _edition(judgement)
        row = _row(len(found[edition]) + 1, suite, case, decision, passed=result.passed)
        found[edition].append(JudgedCase(row, frozenset(_stated(case))))
    return dict(found)


def _edition(judgement: Judgement) -> tuple[str, str]:
    return judgement.program.ruleset.id, judgement.program.ruleset.edition


def _row(number: int, suite: Suite, case: SuiteCase, decision: Decision | None, *, passed: bool) -> MatrixCase:
    return MatrixCase(
        number=number,
        suite=suite.title,
        case=case.name,
        file=case.place.file or suite.file.path,
        line=case.place.line,
        as_of=case.as_of.isoformat(),
        passed=passed,
        rules=_outcomes(decision),
        time_limits={} if decision is None else {clock.id: clock.state for clock in decision.clocks},
    )


def _outcomes(decision: Decision | None) -> dict[str, str]:
    """What came out of each rule; nothing where the rule set does not cover the case."""
    judgement = None if decision is None else decision.ruling.judgement
    if judgement is None or judgement.verdict == "out_of_scope":
        return {}
    return {rule.rule.id: outcome for rule, outcome in zip(judgement.program.rules, judgement.settled.outcomes, strict=True)}


def _stated(case: SuiteCase) -> Iterator[tuple[str, str]]:
    for each in case.expectations:
        if each.kind == "outcome" or (each.kind == "clock" and each.part in ("", "state")):
            yield each.subject, str(each.value)
