"""JSON Schemas of what programs read: decisions, refused cases, and the problems that `check` reports."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter

from riskengine.codes.findings import FINDINGS
from riskengine.deciding.decision import DECISION_SCHEMA, DecisionRecord
from riskengine.records import record

__all__ = ["CHECK_SCHEMA", "REFUSAL_SCHEMA", "decision_schema", "diagnostics_schema", "whole_schema"]

CHECK_SCHEMA = "riskengine/check/1"
REFUSAL_SCHEMA = "riskengine/refusal/1"

Schema = dict[str, Any]


@record
class PlaceShape:
    """A place in a text. Lines and columns count from 1, in code points; 0 means not known. `pointer` is RFC 6901."""

    file: str
    line: int
    column: int
    pointer: str


@record
class RelatedShape:
    """A second place, and what it has to do with the problem."""

    place: PlaceShape
    message: str


@record
class DiagnosticShape:
    """One thing that is wrong."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    help: str
    place: PlaceShape
    related: tuple[RelatedShape, ...]


@record
class CheckShape:
    """What `riskengine check --format json` prints. `editions` are those that were checked."""

    schema: Literal["riskengine/check/1"]
    rules: str
    editions: tuple[str, ...]
    errors: int
    warnings: int
    diagnostics: tuple[DiagnosticShape, ...]


@record
class RefusalShape:
    """What stands in the place of a decision where a case was refused."""

    schema: Literal["riskengine/refusal/1"]
    file: str
    message: str
    exit_code: int
    diagnostics: tuple[DiagnosticShape, ...]


def decision_schema() -> Schema:
    """The JSON Schema of a decision: of the records that the library hands out."""
    schema = _whole(_schema_of(DecisionRecord))
    schema["properties"]["schema"] = {"const": DECISION_SCHEMA}
    code = schema["$defs"]["Finding"]["properties"]["code"]
    code["description"] = "One of: " + ", ".join(FINDINGS)
    return schema


def diagnostics_schema() -> Schema:
    """The JSON Schema of problems: of a whole check, or of one refused case."""
    return _whole(_schema_of(CheckShape | RefusalShape))


def whole_schema(shape: Any) -> Schema:
    """The JSON Schema of records of any kind, all of whose fields are always written."""
    return _whole(_schema_of(shape))


def _schema_of(shape: Any) -> Schema:
    schema: Schema = TypeAdapter(shape).json_schema(mode="serialization")
    return schema


def _whole(schema: Schema) -> Schema:
    """Every field is always written, those with a default too."""
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            part["required"] = sorted(part["properties"])
    return schema
