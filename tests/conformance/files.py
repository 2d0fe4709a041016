"""A table's rule set as the files of the published format, with what its short form leaves out filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.conformance.reading import Bare
from tests.conformance.tables import Table
from tests.printing.yaml_text import GUIDANCE, yaml_text

__all__ = ["grades_of", "write_table"]

_CITES = ["test/1#one"]
_HEAD: Mapping[str, Any] = {
    "format": 1,
    "id": "table",
    "edition": "1",
    "title": "A rule set of the conformance suite",
    "jurisdictions": ["england-and-wales", "northern-ireland", "scotland"],
    "status": "released",
    "published": Bare("2016-01-01"),
    "effective": {"from": Bare("2016-01-01")},
    "owner": "nobody",
    "provenance": "illustrative",
    "grades": ["low", "medium", "high", "very_high"],
    "reason_codes": {"local": "what is known locally"},
    "scope": {"always": True},
}
_FILES_OF_THEIR_OWN = ("facts", "rules", "clocks")


def write_table(table: Table, folder: Path) -> Path:
    """Write every edition and the guidance that it cites; gives the folder of rule sets."""
    for parts in table.editions:
        whole = {**_HEAD, **parts}
        place = folder / "rules" / whole["id"] / whole["edition"]
        (place / "rules").mkdir(parents=True)
        _write(place / "ruleset.yaml", _ruleset(whole))
        _write(place / "facts.yaml", {name: _fact(name, fact) for name, fact in whole["facts"].items()})
        _write(place / "rules" / "all.yaml", [_rule(name, rule) for name, rule in whole.get("rules", _SOME).items()])
        if whole.get("clocks"):
            _write(place / "clocks.yaml", [_clock(name, clock) for name, clock in whole["clocks"].items()])
    (folder / "guidance" / "test").mkdir(parents=True)
    (folder / "guidance" / "test" / "1.md").write_text(GUIDANCE.replace("northern-ireland]", "northern-ireland, scotland]"))
    return folder / "rules"


def grades_of(table: Table) -> list[str]:
    """The grades of a table's rule set, lowest first."""
    grades: list[str] = table.editions[0].get("grades", _HEAD["grades"])
    return grades


_SOME: Mapping[str, Any] = {"R-0": {"effect": {"minimum_grade": "low"}}}


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml_text(data), encoding="utf-8")


def _ruleset(whole: Mapping[str, Any]) -> dict[str, Any]:
    head = {name: value for name, value in whole.items() if name not in _FILES_OF_THEIR_OWN}
    head["scope"] = {"when": whole["scope"], "otherwise": "This rule set does not cover the case."}
    for section, fill in (("define", _definition), ("quantities", _quantity)):
        if section in head:
            head[section] = {name: fill(each) for name, each in head[section].items()}
    if "parameters" in head:
        head["parameters"] = {name: list(map(_dated, values)) for name, values in head["parameters"].items()}
    return head


def _definition(condition: Mapping[str, Any]) -> dict[str, Any]:
    return {**condition, "phrases": {"true": "it holds", "false": "it does not hold", "unknown": "it is open"}}


def _quantity(quantity: Mapping[str, Any]) -> dict[str, Any]:
    return {**quantity, "phrase": "a number"}


def _dated(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"cites": _CITES, "verified": True, **value}


def _fact(name: str, fact: str | Mapping[str, Any]) -> dict[str, Any]:
    written = {"type": fact} if isinstance(fact, str) else dict(fact)
    truths = {"true": f"it is {name}", "false": f"it is not {name}"}
    phrases = truths if written["type"] == "boolean" else {"value": f"{name} is {{value}}"}
    return {"question": f"What about {name}?", "phrases": {**phrases, "unknown": f"{name} is not known"}, **written}


def _rule(name: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "title": f"Rule {name}", "because": "so it is written", "cites": _CITES, **rule}


def _clock(name: str, clock: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "title": f"Time limit {name}", "cites": _CITES, **clock}
