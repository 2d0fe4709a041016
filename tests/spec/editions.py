"""A rule set in several editions, written to disk: the ground for the tables of verdicts and of editions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.printing.yaml_text import GUIDANCE

__all__ = ["case", "write_editions"]

_RULESET = """
format: 1
id: small
edition: "{edition}"
title: A small rule set
jurisdictions: [england-and-wales]
status: {status}
published: {start}
effective: {{from: {start}, until: {end}}}
owner: nobody
provenance: illustrative
grades: [low, medium, high]
reason_codes: {{local: what is known locally}}
scope: {{when: {{kind: images}}, otherwise: This rule set covers images alone.}}
"""
_FACTS = """
kind:
  type: choice
  options: [images, other]
  question: What kind is it?
  phrases: {value: "it is {value}", unknown: the kind is not known}
""" + "".join(
    f"""
{name}:
  type: boolean
  question: Is it {name}?
  phrases: {{true: it is {name}, false: it is not {name}, unknown: it is not known whether it is {name}}}
"""
    for name in ("a", "b", "c", "checked")
).replace("Is it c?", "Is it c?\n  applies_when: {a: true}")
_RULES = """
- id: R-1
  title: What is a is high
  when: {{a: true}}
  effect: {{minimum_grade: high}}
  because: it is a
  cites: ["test/1#one"]
  discretion: supervisor
- id: R-2
  title: What is b is {b}
  when: {{b: true}}
  effect: {{minimum_grade: {b}}}
  because: it is b
  cites: ["test/1#one"]
- id: R-3
  title: It is to be checked
  effect: {{require: [checked]}}
  because: it is an image
  cites: ["test/1#one"]
"""
_EDITIONS = [
    # edition, status, in force from, until, the least grade of what is b
    ("2020", "released", "2020-01-01", "2022-12-31", "medium"),
    ("2023", "released", "2023-01-01", "2024-12-31", "high"),
    ("2025", "released", "2025-01-01", "2025-12-31", "high"),
    ("2026", "draft", "2026-01-01", "2026-12-31", "high"),
]


def write_editions(folder: Path) -> Path:
    """Write every edition and the guidance; gives the folder of rule sets."""
    for edition, status, start, end, least in _EDITIONS:
        place = folder / "rules" / "small" / edition
        (place / "rules").mkdir(parents=True)
        (place / "ruleset.yaml").write_text(
            _RULESET.format(edition=edition, status=status, start=start, end=end), encoding="utf-8"
        )
        (place / "facts.yaml").write_text(_FACTS, encoding="utf-8")
        (place / "rules" / "all.yaml").write_text(_RULES.format(b=least), encoding="utf-8")
    (folder / "guidance" / "test").mkdir(parents=True)
    (folder / "guidance" / "test" / "1.md").write_text(GUIDANCE, encoding="utf-8")
    return folder / "rules"


def case(facts: dict[str, Any], grade: str | None = None, **assessment: Any) -> dict[str, Any]:
    """A case in scope, checked, neither a nor b, unless `facts` says otherwise; a fact that is `...` was not asked."""
    whole = {"kind": "images", "checked": True, "a": False, "b": False} | facts
    found: dict[str, Any] = {
        "schema": "riskengine/case/1",
        "case_id": "SMALL",
        "jurisdiction": "england-and-wales",
        "facts": {name: value for name, value in whole.items() if value is not ...},
    }
    if grade is not None:
        found["assessment"] = {"grade": grade, "assessed_by": "DC 1", **assessment}
    return found
