"""Tables as frozen data: a rule set in one or several editions, and cases with what is expected of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.conformance.reading import read_yaml

__all__ = ["EXPECTED", "FOLDER", "FOUND", "Case", "Table", "read_table", "read_tables"]

FOLDER = Path(__file__).parent / "tables"
FOUND = Path(__file__).parent / "found"
FORMAT = 1

EXPECTED = (
    "truths",
    "quantities",
    "outcomes",
    "range",
    "scores",
    "decisive",
    "forcing",
    "relevant",
    "verdict",
    "findings",
    "clocks",
    "then",
    "exit_code",
    "refused",
)
"""What a case may expect. README.md says what each means."""

_TABLE_KEYS = {"format", "about", "as_of", "jurisdiction", "ruleset", "editions", "cases"}
_CASE_KEYS = {"name", "why", "as_of", "jurisdiction", "edition", "facts", "grade", "assessment", "expect"}


@dataclass(frozen=True, eq=False)
class Case:
    """One row: what is recorded, on which day it is judged, and what is expected."""

    name: str
    as_of: date
    record: Mapping[str, Any]
    edition: str | None
    expect: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Table:
    """One file: `editions` holds each edition's parts as written."""

    name: str
    about: str
    editions: tuple[Mapping[str, Any], ...]
    cases: tuple[Case, ...]


def read_tables(*folders: Path) -> tuple[Table, ...]:
    """Every table of some folders, by file name."""
    return tuple(read_table(path) for folder in folders for path in sorted(folder.glob("*.yaml")))


def read_table(path: Path) -> Table:
    """One table. Raises ValueError for anything that is not in the format."""
    whole = read_yaml(path)
    _check_keys(whole, _TABLE_KEYS, f"{path.name}")
    if whole.get("format") != FORMAT:
        raise ValueError(f"{path.name}: `format` is {whole.get('format')}, not {FORMAT}")
    common = whole["ruleset"]
    editions = tuple({**common, **each} for each in whole.get("editions") or [{}])
    cases = tuple(_case(path.name, whole, each) for each in whole["cases"])
    names = [case.name for case in cases]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"{path.name}: cases of one name: {sorted(twice)}")
    return Table(path.stem, whole["about"], editions, cases)


def _check_keys(mapping: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = set(mapping) - known
    if unknown:
        raise ValueError(f"{where}: no such keys: {sorted(unknown)}")


def _case(file: str, whole: Mapping[str, Any], case: Mapping[str, Any]) -> Case:
    where = f"{file}: {case.get('name')}"
    _check_keys(case, _CASE_KEYS, where)
    _check_keys(case["expect"], set(EXPECTED), where)
    as_of = case.get("as_of", whole.get("as_of", "2024-02-29"))
    record = {
        "schema": "riskengine/case/1",
        "case_id": "ROW",
        "jurisdiction": case.get("jurisdiction", whole.get("jurisdiction", "england-and-wales")),
        "facts": case.get("facts", {}),
    }
    if "grade" in case:
        record["assessment"] = {"grade": case["grade"], "assessed_on": as_of, "edition": "1", "assessed_by": "DC 1"}
    if "assessment" in case:
        record["assessment"] = case["assessment"]
    return Case(case["name"], date.fromisoformat(as_of), record, case.get("edition"), case["expect"])
