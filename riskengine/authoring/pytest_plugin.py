"""Collects suites as tests of pytest: where `--riskengine` is given, or a suite or its folder is named on the command line.

Every pytest run of an environment loads this, so nothing of the package is imported before there is a suite to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from riskengine.authoring.suites import CaseResult, Suite, SuiteCase
    from riskengine.engine import Engine

__all__ = ["CaseItem", "SuiteCollector", "pytest_addoption", "pytest_collect_file"]

_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".csv"})
_ENGINES = pytest.StashKey[dict[str, "Engine"]]()
_NAMED = pytest.StashKey[frozenset[Path]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option `--riskengine`."""
    group = parser.getgroup("riskengine")
    group.addoption("--riskengine", action="store_true", help="Collect the regression suites of riskengine's rule sets.")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SuiteCollector | None:
    """A collector for a suite, where suites are wanted; nothing for any other file."""
    if file_path.suffix not in _SUFFIXES or file_path.parent.name != "cases" or not _wanted(file_path, parent.config):
        return None
    if not (file_path.parent.parent / "ruleset.yaml").is_file():
        return None
    collector: SuiteCollector = SuiteCollector.from_parent(parent, path=file_path)
    return collector


def _wanted(path: Path, config: pytest.Config) -> bool:
    if config.getoption("riskengine"):
        return True
    named = config.stash.get(_NAMED, None)
    if named is None:
        base = config.invocation_params.dir
        named = config.stash[_NAMED] = frozenset((base / str(given).partition("::")[0]).resolve() for given in config.args)
    return path in named or path.parent in named


class SuiteFailure(Exception):
    """A case that failed, or a suite that cannot be read; the message is what a person reads."""


class SuiteCollector(pytest.File):
    """One suite."""

    def collect(self) -> Iterator[CaseItem]:
        """Its cases. Raises CollectError, with everything wrong, where it cannot be read."""
        from riskengine.authoring.suite_files import file_of
        from riskengine.authoring.suite_reader import read_suite
        from riskengine.excerpt import render

        problems: list[Any] = []
        suite = read_suite(file_of(self.path), problems)
        if suite is None or problems:
            raise self.CollectError("\n\n".join(render(problem) for problem in problems))
        for case in suite.cases:
            item: CaseItem = CaseItem.from_parent(self, name=case.name, suite=suite, case=case)
            yield item


class CaseItem(pytest.Item):
    """One case of a suite."""

    def __init__(self, *, suite: Suite, case: SuiteCase, **given: Any) -> None:
        super().__init__(**given)
        self.suite = suite
        self.case = case

    def runtest(self) -> None:
        """Run the case. Raises SuiteFailure where anything came out otherwise than expected."""
        from riskengine.authoring.suite_report import failure_text
        from riskengine.authoring.suite_running import run_case

        result: CaseResult = run_case(self.suite, self.case, self._engine())
        if not result.passed:
            raise SuiteFailure(failure_text(result))

    def _engine(self) -> Engine:
        """The engine of the suite's rule sets, opened once for the whole run."""
        from riskengine.engine import Engine

        engines = self.config.stash.setdefault(_ENGINES, {})
        folder = self.suite.file.rules
        if folder not in engines:
            engines[folder] = Engine.open(folder or None)
        return engines[folder]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What a person reads: no traceback where a case failed."""
        if isinstance(excinfo.value, SuiteFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case is written."""
        return self.path, self.case.place.line - 1, self.case.name
