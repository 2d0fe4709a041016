"""A case on which evaluators differ, written as a table, so that it is tried from then on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.conformance.tables import FOUND
from tests.oracle import Situation
from tests.printing.plain import plain_clocks, plain_facts, plain_rules, plain_ruleset
from tests.printing.yaml_text import yaml_text

__all__ = ["save", "table_text"]

_KEPT = ("grades", "define", "quantities", "scores", "parameters")
_FILLED_IN = ("question", "phrases", "phrase", "title", "because", "cites", "id")


def save(situation: Situation, record: Mapping[str, Any], expect: Mapping[str, Any], about: str, folder: Path = FOUND) -> Path:
    """Write a table of one case into the folder of what was found; gives its path."""
    text = table_text(situation, record, expect, about)
    folder.mkdir(exist_ok=True)
    path = folder / f"found-{hashlib.sha256(text.encode()).hexdigest()[:12]}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def table_text(situation: Situation, record: Mapping[str, Any], expect: Mapping[str, Any], about: str) -> str:
    """The table: the rule set in its short form, one case, and what is expected of it."""
    case: dict[str, Any] = {
        "name": "found",
        "as_of": situation.as_of,
        "edition": situation.ruleset.edition,
        "jurisdiction": situation.jurisdiction,
        "facts": _recorded(record["facts"]),
    }
    if "assessment" in record:
        case["assessment"] = _recorded(record["assessment"])
    case["expect"] = dict(expect)
    head = yaml_text({"format": 1, "about": about})
    return f"{head}ruleset:\n{_nested(_parts(situation))}cases:\n{_indented(yaml_text([case]))}"


def _parts(situation: Situation) -> dict[str, Any]:
    ruleset = situation.ruleset
    whole = plain_ruleset(ruleset)
    parts = {key: whole[key] for key in _KEPT if key in whole}
    for section in ("define", "quantities"):
        if section in parts:
            parts[section] = {name: _short(each) for name, each in parts[section].items()}
    effective = {"published": whole["published"], "effective": whole["effective"], "scope": whole["scope"]["when"]}
    rules = {each["id"]: _short(each) for each in plain_rules(ruleset)}
    clocks = {each["id"]: _short(each) for each in plain_clocks(ruleset)}
    facts = {name: _short(fact) for name, fact in plain_facts(ruleset).items()}
    return {**effective, **parts, "facts": facts, "rules": rules, **({"clocks": clocks} if clocks else {})}


def _short(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in _FILLED_IN}


def _nested(parts: Mapping[str, Any]) -> str:
    """Two levels of lines: a section, and each of its entries."""
    lines = []
    for name, part in parts.items():
        if isinstance(part, dict) and name in ("facts", "define", "quantities", "scores", "parameters", "rules", "clocks"):
            lines.append(f"  {name}:\n{_indented(_indented(yaml_text(part)))}")
        else:
            lines.append(_indented(yaml_text({name: part})))
    return "".join(lines)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def _recorded(value: Any) -> Any:
    """A recorded value as tables hold it."""
    if isinstance(value, Mapping):
        return {name: _recorded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_recorded(each) for each in value]
    return value if value is None or isinstance(value, bool | int | Decimal | date | str) else str(value)
