"""A rule set as the text of its files: the printer that lets random rule sets go through the loader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from riskengine.ruleset import RuleSet
from tests.printing.plain import plain_clocks, plain_facts, plain_rules, plain_ruleset

__all__ = ["GUIDANCE", "folder_of", "yaml_text"]

GUIDANCE = """---
source: test
edition: "1"
title: Guidance made up for tests
publisher: Nobody
published: 2016-01-01
effective: {from: 2016-01-01}
address: https://example.org/guidance
jurisdictions: [england-and-wales, northern-ireland]
confidence: verified
---

## One {#one}

- status: encoded

What the rules of a random rule set cite.
"""


def folder_of(ruleset: RuleSet, folder: Path) -> Path:
    """Write the files of one edition into `folder`, rules divided over two files; gives the folder."""
    (folder / "rules").mkdir(parents=True)
    (folder / "ruleset.yaml").write_text(yaml_text(plain_ruleset(ruleset)), encoding="utf-8")
    (folder / "facts.yaml").write_text(yaml_text(plain_facts(ruleset)), encoding="utf-8")
    if ruleset.clocks:
        (folder / "clocks.yaml").write_text(yaml_text(plain_clocks(ruleset)), encoding="utf-8")
    rules = plain_rules(ruleset)
    for name, part in (("b", rules[::2]), ("a", rules[1::2])):
        if part:
            (folder / "rules" / f"{name}.yaml").write_text(yaml_text(part), encoding="utf-8")
    return folder


def yaml_text(data: Any) -> str:
    """Plain data as YAML: one line for each entry of the outermost mapping or list."""
    if isinstance(data, Mapping):
        return "".join(f"{key}: {_flow(value)}\n" for key, value in data.items())
    return "".join(f"- {_flow(value)}\n" for value in data)


def _flow(value: Any) -> str:
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
        case None:
            return "null"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str() if type(value).__name__ == "Bare":
            return value
        case bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case date():
            return value.isoformat().replace("+00:00", "Z")
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
    raise TypeError(type(value))
