"""All that a report of a disagreement needs: the case, the edition and its digest, and what each evaluator says.

It holds the case, so it is as confidential as the case is.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from riskengine._version import VERSION
from riskengine.case import Case
from riskengine.deciding.ruling import Judgement
from riskengine.loading.case_digest import case_tree
from riskengine.rete.conclusions import Conclusions
from riskengine.truth import Truth

__all__ = ["BUNDLE_SCHEMA", "bundle_of"]

BUNDLE_SCHEMA = "riskengine/disagreement/1"

_TRUTHS = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def bundle_of(case: Case, judgement: Judgement, second: Conclusions | None, day: date, problems: Sequence[str]) -> dict[str, Any]:
    """The bundle, as plain data that JSON can hold. `second` is None where the second evaluator failed."""
    ruleset = judgement.program.ruleset
    tree = case_tree(case.case_id, case.jurisdiction, case.ruleset, case.facts, case.assessment)
    bundle = {
        "schema": BUNDLE_SCHEMA,
        "versions": {"riskengine": VERSION, "durable-rules": _installed(), "python": sys.version.split()[0]},
        "edition": {"ruleset": ruleset.id, "edition": ruleset.edition, "digest": ruleset.digest},
        "as_of": day,
        "case_digest": case.digest,
        "case": tree,
        "differences": list(problems),
        "riskengine": _ours(judgement),
        "durable-rules": None if second is None else _theirs(second),
    }
    found: dict[str, Any] = _plain(bundle)
    return found


def _installed() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("durable-rules")
    except PackageNotFoundError:
        return "not installed"


def _ours(judgement: Judgement) -> dict[str, Any]:
    program, settled, truth = judgement.program, judgement.settled, judgement.evaluation.truth
    return {
        "verdict": judgement.verdict,
        "least": settled.least,
        "most": settled.most,
        "exact": settled.exact,
        "scope": _TRUTHS[truth(program.scope)],
        "rules": {rule.rule.id: _TRUTHS[truth(rule.node)] for rule in program.rules},
        "outcomes": {rule.rule.id: outcome for rule, outcome in zip(program.rules, settled.outcomes, strict=True)},
        "definitions": {name: _TRUTHS[truth(node)] for name, node in program.definitions.items()},
        "gates": {program.facts[slot].name: _TRUTHS[truth(node)] for slot, node in program.gated},
        "quantities": {
            each.name: list(span[:2]) for each, span in zip(program.quantities, judgement.evaluation.quantities, strict=True)
        },
        "scores": {each.name: list(ends) for each, ends in zip(program.scores, settled.scores, strict=True)},
    }


def _theirs(second: Conclusions) -> dict[str, Any]:
    return {
        "scope": second.scope,
        "rules": dict(second.rules),
        "definitions": dict(second.definitions),
        "gates": dict(second.gates),
        "quantities": {name: list(span[:2]) for name, span in second.quantities.items()},
        "scores": {name: list(span[:2]) for name, span in second.scores.items()},
    }


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else str(value)
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
    return value
