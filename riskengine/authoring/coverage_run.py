"""The coverage of a run of suites: measured, every hole answered, and the missing cases written down."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from riskengine.authoring.coverage import COVERAGE_SCHEMA, Coverage
from riskengine.authoring.coverage_answers import Answers
from riskengine.authoring.coverage_measuring import Measured
from riskengine.authoring.coverage_suggesting import suggested_suite
from riskengine.authoring.coverage_table import Row, row_of
from riskengine.authoring.suite_running import decide, select
from riskengine.authoring.suites import Suite
from riskengine.deciding.ruling import Judgement
from riskengine.diagnostics import CaseError, UsageError
from riskengine.engine import Engine
from riskengine.evaluating.completions import BUDGET
from riskengine.evaluating.fast import FastEvaluator
from riskengine.loading.folders import shipped_folder
from riskengine.records import record

__all__ = ["CoverageRun", "run_coverage"]


@record
class CoverageRun:
    """The coverage of some editions, and for each of those with holes that can be closed the suite that closes them.

    `suites` pairs the name of an edition, such as `plain-1`, with the text of a suite in YAML.
    """

    coverage: Coverage
    suites: tuple[tuple[str, str], ...]


def run_coverage(
    folders: Iterable[Path],
    suites: Sequence[Suite],
    *,
    rules: Path | None = None,
    only: str = "",
    suggest: bool = False,
    budget: int = BUDGET,
) -> CoverageRun:
    """What suites show of the editions in these folders; with `suggest`, the cases that are missing too.

    A case counts for the edition that judges it, whether or not it comes out as its suite says; `only` picks cases as
    `select` does. `rules` is the folder of rule sets for suites that lie outside of one. `budget` is the most completions
    that are worked through at once. Raises RuleSetError where an edition cannot be used.
    """
    benches = _Benches(suites, rules)
    rows = benches.rows(suites, only)
    editions, texts = [], []
    for folder in folders:
        engine = benches.engine(folder.parent.parent)
        key = (_plain(folder.parent.parent), folder.parent.name, folder.name)
        found = Measured(engine.program(*key[1:]), rows.get(key, ()))
        answers = Answers(found, budget=budget)
        editions.append(found.coverage(answers.verdicts))
        text = suggested_suite(found.program, answers.suggestions, Engine(engine.store, fast=False)) if suggest else ""
        texts += [(f"{key[1]}-{key[2]}", text)] if text else []
    return CoverageRun(Coverage(COVERAGE_SCHEMA, tuple(editions)), tuple(texts))


def _plain(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


class _Benches:
    """The engines of a run, one for each folder of rule sets, opened by the name that a person gave it."""

    def __init__(self, suites: Iterable[Suite], rules: Path | None) -> None:
        self.elsewhere = shipped_folder() if rules is None else rules
        self.named = {_plain(Path(suite.file.rules)): Path(suite.file.rules) for suite in suites if suite.file.rules}
        self.engines: dict[Path, Engine] = {}
        self.fast: dict[int, FastEvaluator] = {}

    def engine(self, rules: Path) -> Engine:
        """The engine over a folder of rule sets."""
        key = _plain(rules)
        if key not in self.engines:
            self.engines[key] = Engine.open(self.named.get(key, rules))
        return self.engines[key]

    def rows(self, suites: Iterable[Suite], only: str) -> dict[tuple[Path, str, str], list[Row]]:
        """What the cases gave, by folder of rule sets, rule set and the edition that judged them."""
        found: dict[tuple[Path, str, str], list[Row]] = defaultdict(list)
        for rules, name, judgement in self._judgements(suites, only):
            ruleset = judgement.program.ruleset
            fast = self.fast.get(id(judgement.program))
            if fast is None:
                fast = self.fast[id(judgement.program)] = FastEvaluator(judgement.program)
            found[_plain(rules), ruleset.id, ruleset.edition].append(row_of(judgement, fast, name))
        return dict(found)

    def _judgements(self, suites: Iterable[Suite], only: str) -> Iterator[tuple[Path, str, Judgement]]:
        for suite in suites:
            rules = Path(suite.file.rules) if suite.file.rules else self.elsewhere
            for case in select(suite, only):
                try:
                    judgement = decide(case, self.engine(rules)).ruling.judgement
                except (CaseError, UsageError):
                    continue
                if judgement is not None:
                    yield rules, case.name, judgement
