"""`ruleset.yaml`: what a rule set says about itself, and its definitions, quantities, scores and parameters."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from riskengine.calendar import JURISDICTIONS
from riskengine.diagnostics import Diagnostic
from riskengine.loading.conditions import read_condition
from riskengine.loading.editions import DRAFT, RELEASED, WITHDRAWN, EditionHeader
from riskengine.loading.kinds import one_of, read_day, read_edition, read_integer, read_name, read_ruleset_id, read_text, unique
from riskengine.loading.named import read_each_named
from riskengine.loading.nodes import MapNode, Node, Reading
from riskengine.loading.quantities import read_definitions, read_quantities
from riskengine.loading.scores import read_parameters, read_scores
from riskengine.loading.shape import read_shape, shape
from riskengine.loading.yaml_reader import read_yaml_file
from riskengine.records import record
from riskengine.ruleset import Scope

__all__ = ["FORMAT", "PROVENANCES", "RULESET_FILE", "STATUSES", "read_front", "read_header"]

FORMAT = 1
"""The format of rule files that this package reads."""
RULESET_FILE = "ruleset.yaml"
STATUSES = (DRAFT, RELEASED, WITHDRAWN)
PROVENANCES = ("official", "published", "illustrative")


@record
class _Effective:
    start: date
    until: date | None


_EFFECTIVE = shape("`effective`", {"from": read_day}, {"until": read_day})


def _read_effective(reading: Reading, node: Node) -> _Effective | None:
    values = read_shape(reading, node, _EFFECTIVE)
    if values is None:
        return None
    effective = _Effective(values["from"], values.get("until"))
    if effective.until is not None and effective.until < effective.start:
        at = node.entries["until"].value if type(node) is MapNode else node
        reading.report("RE227", at, f"`until` is before `from`, {effective.start}", "both days are included: swap them")
        return None
    return effective


def _read_format(reading: Reading, node: Node) -> int | None:
    number = read_integer(reading, node)
    if number is None or number == FORMAT:
        return number
    reading.report(
        "RE221",
        node,
        f"format {number} is not known to this version of riskengine",
        f"write `format: {FORMAT}`, or use a newer version",
    )
    return None


_read_grade_names = unique("`grades`", read_name)


def _read_grades(reading: Reading, node: Node) -> tuple[str, ...] | None:
    grades: tuple[str, ...] | None = _read_grade_names(reading, node)
    if grades is None or len(grades) > 1:
        return grades
    reading.report(
        "RE226",
        node,
        "one grade cannot be too low, so there would be nothing to check",
        "list two grades or more, the lowest first",
    )
    return None


_SCOPE = shape("`scope`", {"when": read_condition, "otherwise": read_text})


def _read_scope(reading: Reading, node: Node) -> Scope | None:
    values = read_shape(reading, node, _SCOPE)
    return None if values is None else Scope(values["when"], values["otherwise"], reading.place(node))


_IDENTITY = shape(
    RULESET_FILE,
    {
        "format": _read_format,
        "id": read_ruleset_id,
        "edition": read_edition,
        "title": read_text,
        "jurisdictions": unique("`jurisdictions`", one_of(*JURISDICTIONS)),
        "status": one_of(*STATUSES),
        "published": read_day,
        "effective": _read_effective,
    },
)
_FRONT = shape(
    RULESET_FILE,
    {
        **{name: key.read for name, key in _IDENTITY.keys.items()},
        "owner": read_text,
        "provenance": one_of(*PROVENANCES),
        "grades": _read_grades,
        "scope": _read_scope,
    },
    {
        "review_by": read_day,
        "reason_codes": read_each_named("`reason_codes`", "a reason", read_text),
        "define": read_definitions,
        "quantities": read_quantities,
        "scores": read_scores,
        "parameters": read_parameters,
    },
)


def read_front(reading: Reading, node: Node) -> dict[str, Any] | None:
    """Everything that `ruleset.yaml` says, under the names of `RuleSet`'s fields."""
    values = read_shape(reading, node, _FRONT)
    if values is None:
        return None
    del values["format"]
    effective = values.pop("effective")
    values["effective_from"], values["effective_until"] = effective.start, effective.until
    values["definitions"] = values.pop("define", {})
    values = {"review_by": None, "reason_codes": {}, "quantities": {}, "scores": {}, "parameters": {}, **values}
    if values["review_by"] is not None and values["review_by"] < values["published"] and type(node) is MapNode:
        at = node.entries["review_by"].value
        reading.report(
            "RE227",
            at,
            f"`review_by` is before `published`, {values['published']}",
            "give the day by which the owner looks at it again",
        )
        return None
    return values


def read_header(folder: Path, problems: list[Diagnostic]) -> EditionHeader | None:
    """What an edition says about itself, from its `ruleset.yaml` alone; None with every problem of that noted.

    Cheap: nothing else in the file is looked at beyond its being YAML.
    """
    name = f"{folder.as_posix()}/{RULESET_FILE}"
    found = read_yaml_file(folder / RULESET_FILE, name, problems)
    if found is None:
        return None
    root, reading = found
    skip = _FRONT.keys.keys() | (root.entries.keys() if type(root) is MapNode else set())
    values = read_shape(reading, root, _IDENTITY, skip=skip)
    if values is None or type(root) is not MapNode:
        return None
    return EditionHeader(
        values["id"],
        values["edition"],
        values["title"],
        values["status"],
        values["effective"].start,
        values["effective"].until,
        values["jurisdictions"],
        folder.as_posix(),
        reading.place(root),
        {key: reading.place(root.entries[key].value) for key in ("id", "edition", "effective")},
    )
