"""The fastest peer that was found, zen-engine, with the same rules as one decision table.

The peer is given the ages and dates as numbers, worked out beforehand, and its cases already as mappings of
the types it takes. It gives the grade and the rules that apply, like the function written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from benchmarks.model import Model
from benchmarks.vocabulary import GRADES

__all__ = ["peer_account", "peer_answer", "peer_input", "zen_decision"]

_SIGNS = {"at_least": ">=", "less_than": "<", "on_or_after": ">=", "is": "=="}
_LEVELS = ("none", "c", "b", "a")
Evaluate = Callable[[dict[str, Any]], Any]


def zen_decision(model: Model, *, trace: bool) -> Evaluate | None:
    """A function that evaluates a case with zen-engine; None where that is not installed."""
    try:
        import zen
    except ImportError:
        return None
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(_graph(model))))
    options: Any = {"trace": trace}

    def evaluate(case: dict[str, Any]) -> Any:
        return decision.evaluate(case, options)

    return evaluate


def peer_answer(found: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What the peer said: the grade and the rules that apply."""
    rows = found["result"]
    return GRADES[max((row["grade"] for row in rows), default=0)], [row["rule"] for row in rows]


def peer_account(found: Mapping[str, Any]) -> float:
    """How many microseconds the peer says it spent inside, Python's values going in and out left aside."""
    text = str(found["performance"])
    factor = {"ns": 1e-3, "µs": 1.0, "ms": 1e3}
    return next(float(text.removesuffix(unit)) * each for unit, each in factor.items() if text.endswith(unit))


def peer_input(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A complete case as the peer takes it."""
    plain: dict[str, Any] = {}
    for name, value in facts.items():
        plain[name] = sorted(value) if isinstance(value, frozenset) else value.toordinal() if isinstance(value, date) else value
    born, referred = facts["date_of_birth"], facts["referral_received"]
    return plain | {"age": referred.year - born.year - ((referred.month, referred.day) < (born.month, born.day))}


def _graph(model: Model) -> dict[str, Any]:
    """Input, named conditions, the table, output."""
    names = [{"id": name, "key": name, "value": _expression(when)} for name, when in model.definitions.items()]
    count = " + ".join(f"({name} ? 1 : 0)" for name in model.indicators)
    names.append({"id": "indicators", "key": "indicators", "value": count})
    rows = [
        {"_id": rule.id, "when": _expression(rule.when), "rule": f'"{rule.id}"', "grade": str(GRADES.index(rule.minimum))}
        for rule in model.rules
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when", "type": "expression"}],
        "outputs": [{"id": each, "name": each, "field": each, "type": "expression"} for each in ("rule", "grade")],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "named", "name": "named", "type": "expressionNode", "content": {"expressions": names, "passThrough": True}},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    steps = (("in", "named"), ("named", "table"), ("table", "out"))
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in steps]
    return {"nodes": nodes, "edges": edges}


def _expression(condition: Mapping[str, Any]) -> str:
    ((key, value),) = condition.items()
    match key:
        case "all" | "any":
            return f" {'and' if key == 'all' else 'or'} ".join(f"({_expression(part)})" for part in value)
        case "not":
            return f"not ({_expression(value)})"
        case "at_least":
            return f"{' + '.join(f'(({_expression(part)}) ? 1 : 0)' for part in value['of'])} >= {value['n']}"
        case "holds":
            return str(value)
    ((operator, operand),) = value.items()
    if operator == "contains_any":
        return " or ".join(f"contains({key}, {json.dumps(each)})" for each in operand)
    if operator == "in":
        return f"{key} in {json.dumps(operand)}"
    if operand in _LEVELS:
        return f"{key} in {json.dumps(_LEVELS[_LEVELS.index(operand) :])}"
    number = operand.toordinal() if isinstance(operand, date) else operand
    return key if operand is True else f"{key} {_SIGNS[operator]} {number}"
