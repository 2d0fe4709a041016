"""The JSON Schema of a case as people record it, with one rule set's own fact names where it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from riskengine.facts import Fact, FactType
from riskengine.ruleset import RuleSet

__all__ = ["case_schema"]

Schema = dict[str, Any]
Recorded = bool | int | float | str | list[str] | None
"""A bare value. A number in JSON text is read as an exact decimal, never as binary floating point."""
Moment = dt.date | dt.datetime
Name = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FactEntry(_Strict):
    """One recorded value. `null` means asked and not established; a fact that was not asked is left out."""

    value: Recorded
    as_at: Moment | None = Field(None, description="When this was known; without it, the fact is taken as known all along.")
    source: str | None = Field(None, description="Where it comes from, for example `social care check`.")
    recorded_by: str | None = None
    basis: Literal["fact", "allegation", "assessment"] | None = Field(None, description="Shown, never evaluated.")


class Departure(_Strict):
    """A recorded departure from rules. An incomplete one is never refused: it becomes the finding `departure_invalid`."""

    rules: list[Name] | None = None
    reason_code: str | None = None
    reason: str | None = None
    by: str | None = None
    authorised_by: str | None = None
    authorised_on: dt.date | None = None


class Assessment(_Strict):
    """The officer's assessment."""

    grade: str | None = None
    assessed_on: dt.date | None = None
    edition: str | None = Field(None, description="The edition of the guidance that was used.")
    assessed_by: str | None = None
    departure: Departure | None = None


class Case(_Strict):
    """One case. Image or video data never belongs in it."""

    schema_: Literal["riskengine/case/1"] | None = Field(None, alias="schema")
    case_id: Name
    jurisdiction: Name
    ruleset: Name | None = Field(None, description="The rule set to use; without it exactly one must fit.")
    facts: dict[str, Recorded | FactEntry | list[FactEntry]]
    assessment: Assessment | None = None


def case_schema(ruleset: RuleSet | None = None, also: Sequence[RuleSet] = ()) -> Schema:
    """The JSON Schema of a case; with `ruleset`, of a case for it: its facts, domains, grades and jurisdictions.

    `also` are further editions, whose facts a case may hold too.
    """
    schema = Case.model_json_schema()
    if ruleset is not None:
        schema["title"] = f"Case for {ruleset.id} {ruleset.edition}"
        schema["properties"]["facts"] = {
            "type": "object",
            "additionalProperties": False,
            "properties": _facts([*also, ruleset]),
        }
        schema["properties"]["jurisdiction"] = {"enum": list(ruleset.jurisdictions)}
        schema["$defs"]["Assessment"]["properties"]["grade"] = {"enum": [*ruleset.grades, None]}
    return schema


def _facts(editions: Sequence[RuleSet]) -> dict[str, Schema]:
    """Every fact of the editions; one that is in several has every domain that it ever had."""
    names = sorted({name for edition in editions for name in edition.facts})
    known = {name: [edition.facts[name] for edition in reversed(editions) if name in edition.facts] for name in names}
    return {name: _any_of([_fact(fact) for fact in facts]) for name, facts in known.items()}


def _any_of(shapes: list[Schema]) -> Schema:
    distinct = [shape for number, shape in enumerate(shapes) if shape not in shapes[:number]]
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def _fact(fact: Fact) -> Schema:
    """A bare value, `null`, an object, or a list of objects, each with the fact's own domain."""
    value = {"anyOf": [_domain(fact), {"type": "null"}]}
    entry = {"allOf": [{"$ref": "#/$defs/FactEntry"}, {"properties": {"value": value}}]}
    return {
        "description": f"{fact.question} (asked under {fact.group})" if fact.group else fact.question,
        "anyOf": [_domain(fact), {"type": "null"}, entry, {"type": "array", "items": entry}],
    }


def _domain(fact: Fact) -> Schema:
    match fact.type:
        case FactType.BOOLEAN:
            return {"type": "boolean"}
        case FactType.INTEGER | FactType.DECIMAL:
            kind = "integer" if fact.type is FactType.INTEGER else "number"
            bounds = {"minimum": fact.minimum, "maximum": fact.maximum}
            return {"type": kind, **{key: _json_number(bound) for key, bound in bounds.items() if bound is not None}}
        case FactType.CHOICE:
            return {"enum": list(fact.options)}
        case FactType.CHOICES:
            return {"type": "array", "items": {"enum": list(fact.options)}, "uniqueItems": True}
        case FactType.DATE:
            return {"type": "string", "format": "date"}
        case FactType.DATETIME:
            return {"type": "string"}
        case FactType.TEXT:
            return {"type": "string"}


def _json_number(bound: Any) -> int | float:
    return int(bound) if bound == int(bound) else float(bound)
