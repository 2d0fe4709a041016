"""The JSON Schema of the matrix of guidance, rules and regression cases."""

from __future__ import annotations

from typing import Any

from riskengine.authoring.matrix import Matrix
from riskengine.schemas.decisions import whole_schema

__all__ = ["matrix_schema"]


def matrix_schema() -> dict[str, Any]:
    """The JSON Schema of what `riskengine matrix --format json` prints."""
    return whole_schema(Matrix)
