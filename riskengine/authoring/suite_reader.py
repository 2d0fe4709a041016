"""Reads suites: a YAML, JSON or CSV file to complete cases with expectations, with everything that is wrong at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from riskengine.authoring.suite_cases import Part, case_of, case_problems, parts_of, stretch
from riskengine.authoring.suite_expectations import read_day, read_expectations
from riskengine.authoring.suite_sheets import read_sheet
from riskengine.authoring.suites import Expectation, Suite, SuiteCase, SuiteFile
from riskengine.calendar import JURISDICTIONS
from riskengine.case import Case
from riskengine.diagnostics import CaseError, Diagnostic, Place, nearest
from riskengine.loading.decoding import decode, read_bytes
from riskengine.loading.json_places import read_json
from riskengine.loading.kinds import one_of, read_edition, read_name, read_ruleset_id, read_text, unique
from riskengine.loading.nodes import MapNode, Node, Reading, ScalarNode
from riskengine.loading.shape import as_list, as_mapping, read_shape, shape
from riskengine.loading.yaml_reader import read_yaml
from riskengine.records import record

__all__ = ["IN_FORCE", "read_nodes", "read_suite"]

IN_FORCE = "in_force"
"""What `edition` says for the edition in force on `as_of`."""

Parts = dict[str, Part]


@record
class _Base:
    facts: Mapping[str, Part]
    assessment: Mapping[str, Part] | None


@record
class _Written:
    """A case as written, before it has what it takes from its suite. `assessment` is None where it says `null`."""

    node: MapNode
    values: Mapping[str, Any]


def read_suite(file: SuiteFile, problems: list[Diagnostic], data: bytes | None = None) -> Suite | None:
    """Read one suite, from `data` where that is given. None, with every problem noted, where anything cannot be read.

    Whether the names in it exist is for `check_names`, because that depends on the edition.
    """
    before = len(problems)
    found = read_nodes(file, problems, data)
    if found is None:
        return None
    root, reading = found
    values = read_shape(reading, root, _SUITE)
    if values is None or len(problems) > before:
        return None
    suite = _Work(reading, file, values).suite(root)
    return suite if len(problems) == before else None


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


def _base(reading: Reading, node: Node) -> _Base | None:
    values = read_shape(reading, node, _BASE)
    return None if values is None else _Base(values.get("facts", {}), values.get("assessment") or None)


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


def _case(reading: Reading, node: Node) -> _Written | None:
    values = read_shape(reading, node, _CASE)
    return None if values is None or type(node) is not MapNode else _Written(node, values)


def _cases(reading: Reading, node: Node) -> tuple[_Written, ...] | None:
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


class _Work:
    """One suite being put together: what its cases take from it, and what of it they use."""

    def __init__(self, reading: Reading, file: SuiteFile, values: Mapping[str, Any]) -> None:
        self.reading = reading
        self.file = file
        self.values = values
        self.base: _Base = values.get("base") or _Base({}, None)
        self.used: set[str] = set()
        self.names: dict[str, ScalarNode] = {}

    def suite(self, root: Node) -> Suite | None:
        """The whole suite; problems are noted."""
        place = self.reading.place(root)
        ruleset = self.values.get("ruleset") or self.file.ruleset
        if not ruleset or not (self.values.get("edition") or self.file.edition):
            message = "this suite lies in no edition, and does not say which it is for"
            self.reading.report("RE804", root, message, "move it into `cases` of an edition, or add `ruleset` and `edition`")
            return None
        cases = [self._complete(written, ruleset) for written in self.values["cases"]]
        self._check_used()
        return Suite(self.values["suite"], self.file, tuple(case for case in cases if case is not None), place)

    def _complete(self, written: _Written, ruleset: str) -> SuiteCase | None:
        before = self.reading.reported
        values = written.values
        name = self._name(written)
        expectations: tuple[Expectation, ...] = values.get("expect", ())
        if not expectations:
            hint = "add `expect: {verdict: ...}`, the rules that apply, or what else it shows"
            self.reading.report("RE805", name, "this case expects nothing, so it tests nothing", hint)
        as_of: dt.date | None = self._own(written, "as_of", "`as_of: 2023-11-01`")
        jurisdiction: str | None = self._own(written, "jurisdiction", "`jurisdiction: england-and-wales`")
        facts, assessment = self._facts_of(written), self._assessment_of(written)
        places = {pointer: place for part in (*facts.values(), *assessment.values()) for pointer, place in part.places.items()}
        place = self.reading.place(name)
        case = self._case(name.text, ruleset, jurisdiction or JURISDICTIONS[0], facts, assessment, places, place)
        if case is None or as_of is None or jurisdiction is None or self.reading.reported > before:
            return None
        edition = values.get("edition") or self.values.get("edition") or self.file.edition
        expect = written.node.entries["expect"]
        return SuiteCase(
            name=name.text,
            case=case,
            ruleset=ruleset,
            edition=None if edition == IN_FORCE else edition,
            as_of=as_of,
            expectations=expectations,
            place=place,
            expect_place=self.reading.place(expect.value),
            places={**places, "/edition": self._edition_place(written, place)},
        )

    def _edition_place(self, written: _Written, otherwise: Place) -> Place:
        entry = written.node.entries.get("edition")
        return otherwise if entry is None else self.reading.place(entry.value)

    def _name(self, written: _Written) -> ScalarNode:
        node = written.node.entries["case"].value
        assert type(node) is ScalarNode
        first = self.names.setdefault(node.text, node)
        if first is not node:
            related = ((self.reading.place(first), "first here"),)
            self.reading.report("RE806", node, "this suite has two cases of this name", "say what is different", related)
        return node

    def _own(self, written: _Written, key: str, example: str) -> Any:
        """What the case says under a key, or else its suite."""
        value = written.values.get(key, self.values.get(key))
        if value is None:
            message = f"neither this case nor its suite says `{key}`"
            self.reading.report("RE807", written.node.entries["case"].value, message, f"add {example} to the suite")
        return value

    def _facts_of(self, written: _Written) -> Parts:
        own: Parts = written.values.get("facts", {})
        gone: tuple[str, ...] = written.values.get("without", ())
        for name, item in zip(gone, getattr(written.node.entries["without"].value, "items", ()) if gone else (), strict=True):
            if name in own:
                self.reading.report(
                    "RE809", item, f"`{name}` is recorded in this case and taken away from it", "keep one of the two"
                )
            elif name not in self.base.facts:
                hint = nearest(name, self.base.facts) or "a fact that is not recorded was not asked: leave it out here"
                self.reading.report("RE809", item, f"the base does not record `{name}`, so nothing is taken away", hint)
        kept = {name: part for name, part in self.base.facts.items() if name not in gone and name not in own}
        self.used.update(f"/facts/{name}" for name in kept)
        return {**kept, **own}

    def _assessment_of(self, written: _Written) -> Parts:
        own: Parts | bool = written.values.get("assessment", {})
        if isinstance(own, bool):
            return {}
        kept = {name: part for name, part in (self.base.assessment or {}).items() if name not in own}
        self.used.update(f"/assessment/{name}" for name in kept)
        return {**kept, **own}

    def _case(
        self,
        name: str,
        ruleset: str,
        jurisdiction: str,
        facts: Parts,
        assessment: Parts,
        places: Mapping[str, Place],
        place: Place,
    ) -> Case | None:
        try:
            return case_of(
                name,
                jurisdiction=jurisdiction,
                ruleset=ruleset,
                facts={key: part.value for key, part in facts.items()},
                assessment={key: part.value for key, part in assessment.items()} or None,
                place=place,
            )
        except CaseError as error:
            self._report(case_problems(error, places, place))
            return None

    def _report(self, found: tuple[Diagnostic, ...]) -> None:
        """Note problems of a case, one of the base once and not for every case that has it."""
        for problem in found:
            if problem not in self.reading.problems:
                at = stretch(problem.place)
                self.reading.report(problem.code, at, problem.message, problem.help, problem.related)

    def _check_used(self) -> None:
        """Everything in the base is used by some case, or else it only looks as if it mattered."""
        parts = [("/facts/", self.base.facts), ("/assessment/", self.base.assessment or {})]
        for pointer, held in parts:
            for name, part in held.items():
                if pointer + name not in self.used:
                    message = f"no case uses `{name}` of the base: every one overrides it or takes it away"
                    self.reading.report("RE808", stretch(part.place), message, "delete it from the base")
