"""The generated rule set as files: an edition, the guidance that it cites, and cases as the engine reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.model import Model
from benchmarks.vocabulary import GRADES

__all__ = ["as_case", "write_rules"]

_CITE = "bench/1#all"
_GUIDANCE = """---
source: bench
edition: "1"
title: Guidance made up for the benchmarks
publisher: Nobody
published: 2020-01-01
effective: {from: 2020-01-01}
address: https://example.org/guidance
jurisdictions: [england-and-wales]
confidence: verified
---

## Everything {#all}

- status: encoded

What the generated rules cite.
"""


def write_rules(model: Model, folder: Path) -> Path:
    """Write the rule set and its guidance below `folder`; gives the folder of rule sets."""
    edition = folder / "rules" / "bench" / "1"
    (edition / "rules").mkdir(parents=True)
    (folder / "guidance" / "bench").mkdir(parents=True)
    (folder / "guidance" / "bench" / "1.md").write_text(_GUIDANCE, encoding="utf-8")
    (edition / "ruleset.yaml").write_text(_yaml(_ruleset(model)), encoding="utf-8")
    (edition / "facts.yaml").write_text(_yaml({spec.name: spec.entry() for spec in model.facts}), encoding="utf-8")
    (edition / "clocks.yaml").write_text(_yaml(_clocks()), encoding="utf-8")
    for start in range(0, len(model.rules), 1000):
        part = _yaml([_rule(rule.id, rule.when, rule.minimum) for rule in model.rules[start : start + 1000]])
        (edition / "rules" / f"part-{start // 1000:03}.yaml").write_text(part, encoding="utf-8")
    return folder / "rules"


def _ruleset(model: Model) -> dict[str, Any]:
    words = {"true": "this holds", "false": "this does not hold", "unknown": "it is not known whether this holds"}
    return {
        "format": 1,
        "id": "bench",
        "edition": "1",
        "title": "A generated rule set",
        "jurisdictions": ["england-and-wales"],
        "status": "released",
        "published": date(2020, 1, 1),
        "effective": {"from": date(2020, 1, 1)},
        "owner": "nobody",
        "provenance": "illustrative",
        "grades": list(GRADES),
        "scope": {"when": {"always": True}, "otherwise": "Never."},
        "define": {name: {**condition, "phrases": words} for name, condition in model.definitions.items()},
        "quantities": {
            "age": {"years_between": ["date_of_birth", "referral_received"], "phrase": "age"},
            "indicators": {"count_true": model.indicators, "phrase": "indicators"},
        },
    }


def _rule(name: str, when: Any, minimum: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": f"Rule {name}",
        "when": when,
        "effect": {"minimum_grade": minimum},
        "because": f"what rule {name} describes is so",
        "cites": [_CITE],
    }


def _clocks() -> list[dict[str, Any]]:
    days = {"very_high": 1, "high": 7}
    return [
        {
            "id": f"ACT-{grade.replace('_', '-').upper()}",
            "title": f"Act on a {grade.replace('_', ' ')} case",
            "when": {"grade": {"is": grade}},
            "starts": "referral_received",
            "within": {"days": days[grade]},
            "stops": "enforcement_action",
            "cites": [_CITE],
        }
        for grade in days
    ]


def _yaml(data: Any) -> str:
    """One line for each entry, its value in YAML's flow style."""
    if isinstance(data, Mapping):
        return "".join(f"{key}: {_flow(value)}\n" for key, value in data.items())
    return "".join(f"- {_flow(value)}\n" for value in data)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def as_case(number: int, facts: Mapping[str, Any], assessed: date) -> dict[str, Any]:
    """A case as a case system hands it over. A fact that is None was not established."""
    plain = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in facts.items()}
    return {
        "schema": "riskengine/case/1",
        "case_id": f"BENCH-{number:05}",
        "jurisdiction": "england-and-wales",
        "facts": {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()},
        "assessment": {"grade": "high", "assessed_on": assessed.isoformat(), "edition": "1", "assessed_by": "DC 1"},
    }
