"""From what is written of a suite to complete cases: each with what it takes from the base, and nothing left unused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from riskengine.authoring.suite_cases import Part, case_of, case_problems, stretch
from riskengine.authoring.suites import Expectation, Suite, SuiteCase, SuiteFile
from riskengine.calendar import JURISDICTIONS
from riskengine.case import Case
from riskengine.diagnostics import CaseError, Diagnostic, Place, nearest
from riskengine.loading.nodes import MapNode, Node, Reading, ScalarNode
from riskengine.records import record

__all__ = ["IN_FORCE", "Base", "Parts", "Written", "complete"]

IN_FORCE = "in_force"
"""What `edition` says for the edition in force on `as_of`."""

Parts = dict[str, Part]
"""Facts, or the keys of an assessment, by name."""


@record
class Base:
    """What every case starts from."""

    facts: Mapping[str, Part]
    assessment: Mapping[str, Part]


@record
class Written:
    """A case as written, before it has what it takes from its suite; an `assessment` that is `null` is False."""

    node: MapNode
    values: Mapping[str, Any]


def complete(reading: Reading, root: Node, file: SuiteFile, values: Mapping[str, Any]) -> Suite | None:
    """The suite whose keys hold these values. A case that is not whole is left out; every problem is noted.

    None where nothing says which edition the suite is for.
    """
    return _Work(reading, file, values).suite(root)


class _Work:
    """One suite being put together: what its cases take from it, and what of it they use."""

    def __init__(self, reading: Reading, file: SuiteFile, values: Mapping[str, Any]) -> None:
        self.reading = reading
        self.file = file
        self.values = values
        self.base: Base = values.get("base") or Base({}, {})
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

    def _complete(self, written: Written, ruleset: str) -> SuiteCase | None:
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

    def _edition_place(self, written: Written, otherwise: Place) -> Place:
        entry = written.node.entries.get("edition")
        return otherwise if entry is None else self.reading.place(entry.value)

    def _name(self, written: Written) -> ScalarNode:
        node = written.node.entries["case"].value
        assert type(node) is ScalarNode
        first = self.names.setdefault(node.text, node)
        if first is not node:
            related = ((self.reading.place(first), "first here"),)
            self.reading.report("RE806", node, "this suite has two cases of this name", "say what is different", related)
        return node

    def _own(self, written: Written, key: str, example: str) -> Any:
        """What the case says under a key, or else its suite."""
        value = written.values.get(key, self.values.get(key))
        if value is None:
            message = f"neither this case nor its suite says `{key}`"
            self.reading.report("RE807", written.node.entries["case"].value, message, f"add {example} to the suite")
        return value

    def _facts_of(self, written: Written) -> Parts:
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

    def _assessment_of(self, written: Written) -> Parts:
        own: Parts | bool = written.values.get("assessment", {})
        if isinstance(own, bool):
            return {}
        kept = {name: part for name, part in self.base.assessment.items() if name not in own}
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
        parts = [("/facts/", self.base.facts), ("/assessment/", self.base.assessment)]
        for pointer, held in parts:
            for name, part in held.items():
                if pointer + name not in self.used:
                    message = f"no case uses `{name}` of the base: every one overrides it or takes it away"
                    self.reading.report("RE808", stretch(part.place), message, "delete it from the base")
