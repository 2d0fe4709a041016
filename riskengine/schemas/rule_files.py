"""JSON Schemas of the files of a rule set, built from the tables that the loader itself reads by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from riskengine.facts import FactType
from riskengine.quantities import QUANTITY_KINDS
from riskengine.ruleset import RuleSet
from riskengine.schemas.conditions import CONDITION, condition_definitions, listing, name_of, record

__all__ = ["RULE_FILES"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_FLAG: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "number"}
_DATE: Schema = {"type": "string", "format": "date"}
_MOMENT: Schema = {"type": "string", "description": "A date, a datetime or `as_of`."}
_CITES: Schema = {"type": "array", "items": {"type": "string", "pattern": "^[^/#]+/[^/#]+#[^/#]+$"}, "minItems": 1}
_PHRASES = ("true", "false", "value", "unknown", "not_applicable")


def _phrases(keys: tuple[str, ...]) -> Schema:
    return record(dict.fromkeys(keys, _TEXT))


def _ruleset(ruleset: RuleSet | None) -> Schema:
    body = record(
        {
            "format": {"const": 1},
            "id": name_of("ruleset"),
            "edition": _TEXT,
            "title": _TEXT,
            "jurisdictions": listing(_TEXT),
            "status": {"enum": ["draft", "released", "withdrawn"]},
            "published": _DATE,
            "effective": record({"from": _DATE, "until": _DATE}, required=("from",)),
            "review_by": _DATE,
            "owner": _TEXT,
            "provenance": {"enum": ["official", "published", "illustrative"]},
            "grades": {**listing(_TEXT), "uniqueItems": True, "description": "Lowest first."},
            "reason_codes": {"type": "object", "additionalProperties": _TEXT},
            "scope": record({"when": CONDITION, "otherwise": _TEXT}, required=("when", "otherwise")),
            "define": {"type": "object", "additionalProperties": {"$ref": "#/$defs/definition"}},
            "quantities": {"type": "object", "additionalProperties": {"$ref": "#/$defs/quantity"}},
            "scores": {"type": "object", "additionalProperties": {"$ref": "#/$defs/score"}},
            "parameters": {"type": "object", "additionalProperties": listing({"$ref": "#/$defs/dated_value"})},
        },
        required=("format", "id", "edition", "title", "status", "effective", "provenance", "grades", "scope"),
    )
    return _with(body, ruleset, definition=_definition(), quantity=_quantity(), score=_score(), dated_value=_dated_value())


def _definition() -> Schema:
    """A condition, with phrases beside it."""
    phrases = {"type": "object", "properties": {"phrases": _phrases(("true", "false", "unknown"))}}
    return {"allOf": [phrases, {"$ref": "#/$defs/defined"}]}


def _quantity() -> Schema:
    """One kind with its inputs, and a phrase."""
    kinds = []
    for kind in QUANTITY_KINDS.values():
        inputs: Schema = {"type": "array", "items": {"$ref": "#/$defs/input"}, "minItems": kind.inputs or 1}
        if kind.inputs is not None:
            inputs["maxItems"] = kind.inputs
        kinds.append(record({kind.name: {**inputs, "description": kind.phrase}, "phrase": _TEXT}, required=(kind.name,)))
    return {"oneOf": kinds}


def _score() -> Schema:
    band = record({"from": _NUMBER, "to": _NUMBER, "grade": _TEXT}, required=("grade",))
    return record({"bands": listing(band)})


def _dated_value() -> Schema:
    return record({"from": _DATE, "value": _NUMBER, "cites": _CITES, "verified": _FLAG}, required=("from", "value"))


def _facts(ruleset: RuleSet | None) -> Schema:
    fact = record(
        {
            "type": {"enum": [kind.value for kind in FactType]},
            "question": _TEXT,
            "group": _TEXT,
            "direction": {"enum": ["raises", "lowers", "either"]},
            "immutable": _FLAG,
            "sensitive": _FLAG,
            "phrases": _phrases(_PHRASES),
            "applies_when": CONDITION,
            "options": {**listing(_TEXT), "uniqueItems": True, "description": "Lowest first where `ordered`."},
            "ordered": _FLAG,
            "minimum": _NUMBER,
            "maximum": _NUMBER,
            "earliest": _MOMENT,
            "latest": _MOMENT,
        },
        required=("type",),
    )
    body = {"type": "object", "propertyNames": name_of("name"), "additionalProperties": fact}
    return _with(body, ruleset)


def _effect(ruleset: RuleSet | None) -> Schema:
    grade = {"enum": list(ruleset.grades)} if ruleset else _TEXT
    score = {"enum": sorted(ruleset.scores)} if ruleset and ruleset.scores else _TEXT
    band = record({"from": _NUMBER, "to": _NUMBER, "points": _NUMBER}, required=("points",))
    action = record({"do": _TEXT, "cites": _CITES}, required=("do",))
    points_by = record(
        {"fact": _TEXT, "score": score, "bands": listing(band), "otherwise": _NUMBER}, required=("fact", "score", "bands")
    )
    effect = record(
        {
            "minimum_grade": grade,
            "points": {"type": "object", "propertyNames": score, "additionalProperties": _NUMBER, "minProperties": 1},
            "points_by": points_by,
            "require": listing(_TEXT),
            "action": {"anyOf": [action, listing(action)]},
            "flag": _TEXT,
            "review": {"const": "supervisor"},
        }
    )
    return {**effect, "minProperties": 1}


def _rules(ruleset: RuleSet | None) -> Schema:
    rule = record(
        {
            "id": _TEXT,
            "title": _TEXT,
            "when": CONDITION,
            "effect": _effect(ruleset),
            "because": _TEXT,
            "cites": _CITES,
            "when_unknown": {"enum": ["report", "presume", "accept"]},
            "discretion": {"enum": ["none", "supervisor"]},
        },
        required=("id", "title", "effect", "because", "cites"),
    )
    return _with({"type": "array", "items": rule}, ruleset)


def _clocks(ruleset: RuleSet | None) -> Schema:
    units = ("hours", "days", "working_days", "months")
    within = {"oneOf": [record({unit: {"$ref": "#/$defs/input"}}, required=(unit,)) for unit in units]}
    clock = record(
        {
            "id": _TEXT,
            "title": _TEXT,
            "when": CONDITION,
            "starts": _TEXT,
            "within": within,
            "stops": _TEXT,
            "cites": _CITES,
            "because": _TEXT,
        },
        required=("id", "title", "starts", "within", "cites"),
    )
    return _with({"type": "array", "items": clock}, ruleset)


def _invariants(ruleset: RuleSet | None) -> Schema:
    grade = {"enum": list(ruleset.grades)} if ruleset else _TEXT
    then = {"anyOf": [record({"minimum_grade": grade}, required=("minimum_grade",)), CONDITION]}
    invariant = record(
        {"id": _TEXT, "claim": _TEXT, "given": CONDITION, "then": then, "cites": _CITES}, required=("id", "claim", "then")
    )
    return _with({"type": "array", "items": invariant}, ruleset)


def _welsh(ruleset: RuleSet | None) -> Schema:
    """The Welsh wording of an edition; every name in it is one that the edition has."""
    phrases = _phrases(_PHRASES)
    rule = record({"title": _TEXT, "because": _TEXT, "flag": _TEXT, "actions": {"type": "array", "items": _TEXT}})
    return record(
        {
            "title": _TEXT,
            "otherwise": _TEXT,
            "names": _each(_TEXT, None),
            "facts": _each(record({"question": _TEXT, "phrases": phrases}), ruleset.facts if ruleset else None),
            "define": _each(phrases, ruleset.definitions if ruleset else None),
            "quantities": _each(_TEXT, ruleset.quantities if ruleset else None),
            "rules": _each(rule, [rule.id for rule in ruleset.rules] if ruleset else None),
            "clocks": _each(_TEXT, [clock.id for clock in ruleset.clocks] if ruleset else None),
        }
    )


def _each(body: Schema, names: Iterable[str] | None) -> Schema:
    """A mapping from names, those of an edition where they are given."""
    found: Schema = {"type": "object", "additionalProperties": body}
    return found if names is None else {**found, "propertyNames": {"enum": sorted(names)}}


def _with(body: Schema, ruleset: RuleSet | None, **definitions: Schema) -> Schema:
    return {**body, "$defs": {**condition_definitions(ruleset), **definitions}}


RULE_FILES: dict[str, Callable[[RuleSet | None], Schema]] = {
    "clocks": _clocks,
    "facts": _facts,
    "invariants": _invariants,
    "rules": _rules,
    "ruleset": _ruleset,
    "welsh": _welsh,
}
"""What builds the schema of each kind of file."""
