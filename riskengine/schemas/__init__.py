"""The published shapes: a JSON Schema (draft 2020-12) for everything that people write or programs read.

>>> sorted(SCHEMAS)[:3]
['case', 'certificate', 'clocks']
>>> schema_of("case")["$schema"]
'https://json-schema.org/draft/2020-12/schema'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from riskengine.diagnostics import UsageError, nearest
from riskengine.ruleset import RuleSet

__all__ = ["SCHEMAS", "schema_of"]

Schema = dict[str, Any]
Builder = Callable[[RuleSet | None, Sequence[RuleSet]], Schema]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _case(ruleset: RuleSet | None, also: Sequence[RuleSet]) -> Schema:
    from riskengine.schemas.cases import case_schema

    return case_schema(ruleset, also)


def _certificate(_: RuleSet | None, __: Sequence[RuleSet]) -> Schema:
    from riskengine.schemas.certificates import certificate_schema

    return certificate_schema()


def _comparison(_: RuleSet | None, __: Sequence[RuleSet]) -> Schema:
    from riskengine.schemas.comparisons import comparison_schema

    return comparison_schema()


def _decision(_: RuleSet | None, __: Sequence[RuleSet]) -> Schema:
    from riskengine.schemas.decisions import decision_schema

    return decision_schema()


def _diagnostics(_: RuleSet | None, __: Sequence[RuleSet]) -> Schema:
    from riskengine.schemas.decisions import diagnostics_schema

    return diagnostics_schema()


def _matrix(_: RuleSet | None, __: Sequence[RuleSet]) -> Schema:
    from riskengine.schemas.matrix import matrix_schema

    return matrix_schema()


def _test(_: RuleSet | None, __: Sequence[RuleSet]) -> Schema:
    from riskengine.schemas.suites import test_schema

    return test_schema()


def _rule_file(kind: str) -> Builder:
    def build(ruleset: RuleSet | None, _: Sequence[RuleSet]) -> Schema:
        from riskengine.schemas.rule_files import RULE_FILES

        return RULE_FILES[kind](ruleset)

    return build


SCHEMAS: dict[str, Builder] = {
    "case": _case,
    "certificate": _certificate,
    "comparison": _comparison,
    "decision": _decision,
    "diagnostics": _diagnostics,
    "matrix": _matrix,
    "test": _test,
    **{kind: _rule_file(kind) for kind in ("ruleset", "facts", "rules", "clocks", "invariants", "welsh")},
}
"""What builds each schema, by its name on the command line."""


def schema_of(name: str, ruleset: RuleSet | None = None, *, also: Sequence[RuleSet] = ()) -> Schema:
    """The JSON Schema called `name`, a key of `SCHEMAS`; with `ruleset`, its own names are the only ones allowed.

    `also` are further editions, whose facts a case may hold too.

    Raises UsageError where there is no such schema.
    """
    if name not in SCHEMAS:
        near = nearest(name, SCHEMAS) or f"there are: {', '.join(sorted(SCHEMAS))}"
        raise UsageError(f"there is no schema `{name}`: {near}")
    return {"$schema": DIALECT, "$id": f"urn:riskengine:schema:{name}:1", **SCHEMAS[name](ruleset, also)}
