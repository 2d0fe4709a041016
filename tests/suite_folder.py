"""A small rule set with one of everything that a suite can expect something of, and suites for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from riskengine.authoring.suite_files import find_suites
from riskengine.authoring.suite_reader import read_suite
from riskengine.authoring.suite_workers import run_all
from riskengine.authoring.suites import CaseResult, Suite
from riskengine.diagnostics import Diagnostic
from tests.small_folder import FILES, PROVISIONS, RULESET, Change, build

__all__ = ["CASES", "HEAD", "one_case", "problems_of", "read", "results_of", "suite_folder"]

CASES = "rules/plain/1/cases"

_FACTS = """access:
  type: boolean
  question: Does the suspect have access to a child?
  phrases: {true: there is access, false: there is no access, unknown: access is not known}
worry: {type: boolean, question: Is anyone worried?}
asked: {type: boolean, question: Was the child asked?}
count: {type: integer, minimum: 0, maximum: 9, question: How many?}
told: {type: date, question: When was it told?}
acted: {type: date, question: When was it acted on?}
"""

_RULES = """- id: R-1
  title: Access asks for a high grade
  when: {access: true}
  effect: {minimum_grade: high}
  because: "{access}"
  cites: [test/1#access]
- id: R-2
  title: Worry is presumed
  when: {worry: true}
  effect: {minimum_grade: medium}
  because: someone is worried
  cites: [test/1#access]
  when_unknown: presume
- id: R-3
  title: What was asked in vain is accepted
  when: {asked: true}
  effect: {minimum_grade: high}
  because: the child was asked
  cites: [test/1#access]
  when_unknown: accept
- id: R-4
  title: Many count
  when: {count: {at_least: 5}}
  effect: {points: {weight: 3}}
  because: there are many
  cites: [test/1#access]
"""

_CLOCKS = """- id: C-1
  title: Act within a week
  starts: told
  within: {days: 7}
  stops: acted
  cites: [test/1#access]
"""


def _head(edition: str, effective: str) -> str:
    text = RULESET.replace("grades: [low, high]", "grades: [low, medium, high]").replace("{from: 2020-01-01}", effective)
    scores = "scores: {weight: {bands: [{to: 2, grade: low}, {from: 3, grade: medium}]}}\n"
    return text.replace('edition: "1"', f'edition: "{edition}"') + scores


def suite_folder(folder: Path, suites: Mapping[str, str | bytes]) -> Path:
    """Write two editions of the rule set, and the suites of the first by the name of their file; the path of `rules`."""
    changes: dict[str, Change] = {"guidance/test/1.md": PROVISIONS}
    for edition, days in (("1", "{from: 2020-01-01, until: 2021-12-31}"), ("2", "{from: 2022-01-01}")):
        changes |= {
            f"rules/plain/{edition}/ruleset.yaml": _head(edition, days),
            f"rules/plain/{edition}/facts.yaml": _FACTS,
            f"rules/plain/{edition}/rules/all.yaml": _RULES,
            f"rules/plain/{edition}/clocks.yaml": _CLOCKS,
        }
    changes |= {name if "/" in name else f"{CASES}/{name}": text for name, text in suites.items()}
    assert FILES.keys() <= changes.keys() | FILES.keys()
    return build(folder, changes)


HEAD = """suite: A suite
as_of: 2021-06-30
jurisdiction: england-and-wales
base:
  facts: {access: false, worry: false, asked: false, count: 1}
  assessment: {grade: low, assessed_on: 2021-06-01, edition: "1"}
cases:
"""
"""A suite up to its cases. Every fact of the grade is known, so that the grade is settled at low."""


def one_case(expect: str, more: str = "") -> str:
    """A suite with one case, after a case that uses the whole base; `more` are further keys, one a line."""
    keys = "".join(f"    {line}\n" for line in more.splitlines())
    return f"{HEAD}  - case: The base\n    expect: {{verdict: consistent}}\n  - case: A case\n{keys}    expect: {expect}\n"


def read(rules: Path, problems: list[Diagnostic]) -> list[Suite]:
    """Every suite that can be read; what is wrong is added to `problems`."""
    return [suite for file in find_suites([rules], problems) if (suite := read_suite(file, problems)) is not None]


def results_of(rules: Path) -> list[CaseResult]:
    """What became of every case; no suite may be unreadable."""
    problems: list[Diagnostic] = []
    suites = read(rules, problems)
    assert problems == []
    return list(run_all(suites))


def problems_of(rules: Path) -> list[Diagnostic]:
    """Everything wrong in the suites, or with what their cases are about."""
    problems: list[Diagnostic] = []
    suites = read(rules, problems)
    return [*problems, *(problem for result in run_all(suites) for problem in result.problems)]
