"""The JSON Schema of a comparison of two editions."""

from __future__ import annotations

from typing import Any

from riskengine.comparing.records import COMPARISON_SCHEMA, ComparisonRecord
from riskengine.schemas.decisions import whole_schema

__all__ = ["comparison_schema"]


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of what `riskengine assess --compare-edition` prints as JSON."""
    schema = whole_schema(ComparisonRecord)
    schema["properties"]["schema"] = {"const": COMPARISON_SCHEMA}
    return schema
