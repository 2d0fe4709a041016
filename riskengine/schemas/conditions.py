"""The JSON Schema of conditions, from the tables of operators and of reserved names."""

from __future__ import annotations

from typing import Any

from riskengine.loading.names import ID_PATTERN, NAME_PATTERN, RESERVED, RULESET_PATTERN
from riskengine.operators import OPERATORS
from riskengine.ruleset import RuleSet

__all__ = ["CONDITION", "condition_definitions", "listing", "name_of", "record"]

Schema = dict[str, Any]

CONDITION: Schema = {"$ref": "#/$defs/condition"}
_CONDITIONS: Schema = {"type": "array", "items": CONDITION, "minItems": 1}
_PATTERNS = {"name": f"^{NAME_PATTERN}$", "id": f"^{ID_PATTERN}$", "ruleset": f"^{RULESET_PATTERN}$"}


def record(properties: dict[str, Schema], *, required: tuple[str, ...] = ()) -> Schema:
    """A mapping with these keys and no others."""
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def listing(items: Schema) -> Schema:
    """A list with at least one member."""
    return {"type": "array", "items": items, "minItems": 1}


def name_of(kind: str) -> Schema:
    """A `name`, of facts and the like, that is no word of the language; the `id` of a rule; that of a `ruleset`."""
    name: Schema = {"type": "string", "pattern": _PATTERNS[kind]}
    return {**name, "not": {"enum": sorted(RESERVED)}} if kind == "name" else name


def condition_definitions(ruleset: RuleSet | None) -> dict[str, Schema]:
    """The definitions that every rule file shares; with `ruleset`, its names are the only ones allowed."""
    return {
        "condition": _condition(ruleset),
        "defined": _condition(ruleset, beside=("phrases",)),
        "comparison": _comparison(),
        "literal": {"type": ["boolean", "number", "string"]},
        "operand": {"anyOf": [{"$ref": "#/$defs/literal"}, {"$ref": "#/$defs/reference"}]},
        "reference": {
            "oneOf": [record({key: {"type": "string"}}, required=(key,)) for key in ("fact", "param")],
            "description": "`{param: name}` or, for numbers and dates, `{fact: name}`",
        },
        "input": {"anyOf": [{"type": ["number", "string"]}, {"$ref": "#/$defs/reference"}]},
    }


def _condition(ruleset: RuleSet | None, beside: tuple[str, ...] = ()) -> Schema:
    names = sorted(ruleset.definitions) if ruleset else []
    count = {"type": "integer", "minimum": 1}
    structure: dict[str, Schema] = {
        "all": _CONDITIONS,
        "any": _CONDITIONS,
        "none": _CONDITIONS,
        "not": CONDITION,
        "at_least": record({"n": count, "of": _CONDITIONS}, required=("n", "of")),
        "holds": {"enum": names} if names else {"type": "string"},
        "always": {"const": True},
        **{key: {} for key in beside},
    }
    condition: Schema = {"type": "object", "minProperties": 1, "properties": structure}
    if ruleset is None:
        return {**condition, "additionalProperties": {"$ref": "#/$defs/comparison"}}
    subjects = sorted({*ruleset.facts, *ruleset.quantities, *ruleset.scores, "as_of", "grade"})
    compared = {subject: {"$ref": "#/$defs/comparison"} for subject in subjects}
    return {**condition, "properties": {**compared, **structure}, "additionalProperties": False}


def _comparison() -> Schema:
    """A literal, which means `is`, or operators with their operands; several mean all of them."""
    one: Schema = {"$ref": "#/$defs/operand"}
    shapes: dict[str, Schema] = {
        "one": one,
        "list": {"type": "array", "items": one, "minItems": 1},
        "bounds": {"type": "array", "items": one, "minItems": 2, "maxItems": 2},
    }
    operators = {row.name: {**shapes[row.operand], "description": row.phrase} for row in OPERATORS.values()}
    several: Schema = {"type": "array", "items": {"type": "string"}, "description": "the options of a `choices` fact"}
    return {"anyOf": [{"$ref": "#/$defs/literal"}, {**record(operators), "minProperties": 1}, several]}
