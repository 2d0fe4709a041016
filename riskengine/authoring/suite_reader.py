"""Reads suites: a YAML, JSON or CSV file to complete cases with expectations, with everything that is wrong at once."""

from __future__ import annotations

from pathlib import Path

from riskengine.authoring.suite_cases import parts_of
from riskengine.authoring.suite_completing import Base, Parts, Written, complete
from riskengine.authoring.suite_expectations import read_day, read_expectations
from riskengine.authoring.suite_sheets import read_sheet
from riskengine.authoring.suites import Suite, SuiteFile
from riskengine.calendar import JURISDICTIONS
from riskengine.diagnostics import Diagnostic
from riskengine.loading.decoding import decode, read_bytes
from riskengine.loading.json_places import read_json
from riskengine.loading.kinds import one_of, read_edition, read_name, read_ruleset_id, read_text, unique
from riskengine.loading.nodes import MapNode, Node, Reading, ScalarNode
from riskengine.loading.shape import as_list, as_mapping, read_shape, shape
from riskengine.loading.yaml_reader import read_yaml

__all__ = ["read_nodes", "read_suite"]


def read_suite(file: SuiteFile, problems: list[Diagnostic], data: bytes | None = None) -> Suite | None:
    """Read one suite, from `data` where that is given. None, with every problem noted, where its form is wrong.

    A case that is no whole case is left out, and its problems are noted. Whether the names in it exist is for
    `check_names`, because that depends on the edition.
    """
    before = len(problems)
    found = read_nodes(file, problems, data)
    if found is None:
        return None
    root, reading = found
    values = read_shape(reading, root, _SUITE)
    return None if values is None or len(problems) > before else complete(reading, root, file, values)


def read_nodes(file: SuiteFile, problems: list[Diagnostic], data: bytes | None = None) -> tuple[Node, Reading] | None:
    """The tree of a suite, whatever its form; None, with the problem noted, where it has none."""
    data = read_bytes(Path(file.path), file.path, problems) if data is None else data
    if data is None:
        return None
    suffix = Path(file.path).suffix.lower()
    if suffix not in (".json", ".csv"):
        return read_yaml(data, file.path, problems)
    reading = decode(data, file.path, problems)
    if reading is None:
        return None
    root = read_sheet(reading) if suffix == ".csv" else read_json(reading.text, file.path, problems)
    return None if root is None else (root, reading)


# what stands under each key


def _facts(reading: Reading, node: Node) -> Parts | None:
    mapping = as_mapping(reading, node, "`facts`")
    return None if mapping is None else parts_of(reading, mapping, "/facts")


def _assessment(reading: Reading, node: Node) -> Parts | bool | None:
    """Its parts; False where it is `null`."""
    if type(node) is ScalarNode and node.value is None:
        return False
    mapping = as_mapping(reading, node, "`assessment`")
    return None if mapping is None else parts_of(reading, mapping, "/assessment")


_BASE = shape("`base`", {}, {"facts": _facts, "assessment": _assessment})


def _base(reading: Reading, node: Node) -> Base | None:
    values = read_shape(reading, node, _BASE)
    return None if values is None else Base(values.get("facts", {}), values.get("assessment") or {})


_CASE = shape(
    "a case",
    {"case": read_text},
    {
        "facts": _facts,
        "without": unique("`without`", read_name),
        "assessment": _assessment,
        "as_of": read_day,
        "jurisdiction": one_of(*JURISDICTIONS),
        "edition": read_edition,
        "note": read_text,
        "expect": read_expectations,
    },
)


def _case(reading: Reading, node: Node) -> Written | None:
    values = read_shape(reading, node, _CASE)
    return None if values is None or type(node) is not MapNode else Written(node, values)


def _cases(reading: Reading, node: Node) -> tuple[Written, ...] | None:
    if getattr(node, "items", None) == ():
        reading.report("RE803", node, "this suite has no case, so it tests nothing", "write a case, or delete the file")
        return None
    listed = as_list(reading, node, "`cases`")
    cases = [_case(reading, item) for item in listed.items] if listed else [None]
    return None if None in cases else tuple(case for case in cases if case is not None)


_SUITE = shape(
    "a suite",
    {"suite": read_text, "cases": _cases},
    {
        "as_of": read_day,
        "jurisdiction": one_of(*JURISDICTIONS),
        "ruleset": read_ruleset_id,
        "edition": read_edition,
        "base": _base,
        "note": read_text,
    },
)
