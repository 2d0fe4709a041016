"""Problems as plain data, as `--format json` prints them; the shapes are those of `riskengine schema diagnostics`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from riskengine.diagnostics import Diagnostic, Place, RiskEngineError
from riskengine.explaining.record_json import escape_unseen

__all__ = ["CHECK_SCHEMA", "REFUSAL_SCHEMA", "check_json", "refusal_json"]

CHECK_SCHEMA = "riskengine/check/1"
REFUSAL_SCHEMA = "riskengine/refusal/1"


def refusal_json(file: str, error: RiskEngineError, *, indent: int | None) -> str:
    """What stands in the place of a decision where a case was refused."""
    record = {
        "schema": REFUSAL_SCHEMA,
        "file": file,
        "message": error.message,
        "exit_code": error.exit_code,
        "diagnostics": [_diagnostic(each) for each in error.diagnostics],
    }
    return escape_unseen(json.dumps(record, indent=indent, ensure_ascii=False))


def check_json(rules: str, editions: Iterable[str], diagnostics: tuple[Diagnostic, ...]) -> str:
    """A whole check."""
    record = {
        "schema": CHECK_SCHEMA,
        "rules": rules,
        "editions": list(editions),
        "errors": sum(each.severity == "error" for each in diagnostics),
        "warnings": sum(each.severity == "warning" for each in diagnostics),
        "diagnostics": [_diagnostic(each) for each in diagnostics],
    }
    return escape_unseen(json.dumps(record, indent=2, ensure_ascii=False)) + "\n"


def _diagnostic(given: Diagnostic) -> dict[str, Any]:
    return {
        "code": given.code,
        "severity": given.severity,
        "message": given.message,
        "help": given.help,
        "place": _place(given.place),
        "related": [{"place": _place(place), "message": message} for place, message in given.related],
    }


def _place(place: Place) -> dict[str, str | int]:
    return {"file": place.file, "line": place.line, "column": place.column, "pointer": place.pointer}
