"""What broken input is fed to: case reading, the loader of rule sets and guidance, and the reader of suites.

A target takes bytes. Whatever they are it comes back, or raises an error of the tree in `riskengine.diagnostics`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from riskengine import Engine
from riskengine.authoring.suite_reader import read_suite
from riskengine.authoring.suite_running import run_suite
from riskengine.authoring.suites import SuiteFile
from riskengine.diagnostics import Diagnostic, RiskEngineError
from riskengine.loading.case_reader import read_each_case
from tests.conformance.files import write_table
from tests.conformance.tables import FOLDER, read_tables

__all__ = ["TARGETS", "Target"]

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 1)


@dataclass(frozen=True)
class Target:
    """Something to feed bytes to, and what to start from."""

    name: str
    feed: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


@cache
def _engine() -> Engine:
    return Engine.open(ROOT / "rules")


def _cases(data: bytes, file: str) -> None:
    """Read cases, assess them, and write the decisions out."""
    with suppress(RiskEngineError):
        for case in read_each_case(data, file):
            if isinstance(case, RiskEngineError):
                continue
            with suppress(RiskEngineError):
                decision = _engine().assess(case, as_of=AS_OF)
                decision.model_dump_json()
                decision.explain().text()


def _json_cases(data: bytes) -> None:
    _cases(data, "case.json")


def _yaml_cases(data: bytes) -> None:
    _cases(data, "case.yaml")


def _suites(data: bytes) -> None:
    """Read a suite and run it."""
    with suppress(RiskEngineError):
        for name in ("suite.yaml", "suite.csv", "suite.json"):
            problems: list[Diagnostic] = []
            suite = read_suite(SuiteFile(name, "rules", "suspect-priority", "2026.1"), problems, data)
            if suite is not None and not problems:
                list(run_suite(suite, _engine()))


class _Folder:
    """A copy of a small folder of rule sets in which one file is replaced at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = sorted(path for path in folder.rglob("*") if path.is_file())

    def open_with(self, file: Path, data: bytes) -> None:
        before = file.read_bytes()
        try:
            file.write_bytes(data)
            with suppress(RiskEngineError):
                engine = Engine.open(self.folder / "rules")
                for ruleset in engine.store.ids:
                    for edition in engine.editions(ruleset):
                        with suppress(RiskEngineError):
                            engine.program(ruleset, edition)
        finally:
            file.write_bytes(before)


@cache
def _folders() -> tuple[_Folder, ...]:
    """The rule sets of the conformance suite, and one that ships."""
    place = Path(tempfile.mkdtemp(prefix="riskengine-fuzz-"))
    for table in read_tables(FOLDER):
        write_table(table, place / table.name)
    shutil.copytree(ROOT / "rules" / "moj-images", place / "shipped" / "rules" / "moj-images")
    shutil.copytree(ROOT / "guidance", place / "shipped" / "guidance")
    return tuple(_Folder(path) for path in sorted(place.iterdir()))


def _files() -> list[tuple[_Folder, Path]]:
    return [(folder, file) for folder in _folders() for file in folder.files if file.suffix in (".yaml", ".md", ".lock")]


def _rule_sets(data: bytes) -> None:
    """The first two bytes say which file of which folder the rest is put in the place of."""
    files = _files()
    folder, file = files[int.from_bytes(data[:2], "big") % len(files)]
    folder.open_with(file, data[2:])


def _rule_set_seeds() -> list[bytes]:
    return [number.to_bytes(2, "big") + file.read_bytes() for number, (_, file) in enumerate(_files())]


def _read_all(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for path in _found(patterns)]


def _found(patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted((ROOT / "rules").glob(pattern))


TARGETS = {
    target.name: target
    for target in (
        Target("json-cases", _json_cases, lambda: _read_all("*/examples/*.json")),
        Target("yaml-cases", _yaml_cases, lambda: _read_all("*/examples/*.json", "*/*/cases/*.yaml")),
        Target("rule-sets", _rule_sets, _rule_set_seeds),
        Target("suites", _suites, lambda: _read_all("*/*/cases/*.yaml", "*/*/cases/*.csv")),
    )
}
