"""The smallest edition that checks clean and has one of everything, and ways to spoil it. `▸` stands before a place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from riskengine.diagnostics import Diagnostic
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.ruleset import RuleSet

__all__ = ["GOOD", "marked", "read", "write"]

GOOD: Mapping[str, str] = {
    "ruleset.yaml": """\
format: 1
id: example
edition: "1"
title: An example
jurisdictions: [scotland]
status: draft
published: 2023-04-05
effective: {from: 2023-04-05}
owner: Nobody
provenance: illustrative
grades: [low, high]
scope: {when: {always: true}, otherwise: Every case is covered}
define:
  access: {any: [{home: true}, {work: true}], phrases: {true: there is access, false: there is none}}
quantities: {kinds: {count_true: [home, work]}}
scores: {weight: {bands: [{to: 4, grade: low}, {from: 5, grade: high}]}}
parameters: {limit: [{from: 2020-01-01, value: 7, cites: [s/1#p], verified: true}]}
""",
    "facts.yaml": """\
home: {type: boolean, question: Is there a child at home?, phrases: {true: there is a child at home, false: there is none}}
work: {type: boolean, question: Does the suspect work with children?}
children: {type: integer, minimum: 0, maximum: 9, question: How many children?, applies_when: {home: true}}
videos: {type: integer, question: How many videos?}
hours: {type: decimal, minimum: 0, maximum: 24, question: How many hours?}
category: {type: choice, options: [none, c, b, a], ordered: true, question: Which category?}
source: {type: choice, options: [police, school], question: Who told the police?}
kinds_seen: {type: choices, options: [images, videos, texts], question: Which kinds?}
seen: {type: date, question: When was it seen?}
told: {type: datetime, question: When were the police told?}
note: {type: text, question: What else?}
""",
    "rules/main.yaml": """\
- id: R-1
  title: Access
  when: {holds: access}
  effect: {minimum_grade: high}
  because: "{access}"
  cites: [s/1#p]
- id: R-2
  title: Points
  when: {home: true}
  effect: {points: {weight: 5}}
  because: "{home}"
  cites: [s/1#p]
- id: R-3
  title: Everything is used
  when:
    any:
      - children: {more_than: 3}
      - videos: {more_than: 3}
      - hours: {more_than: 3}
      - category: a
      - source: police
      - kinds_seen: {contains: images}
      - seen: {after: 2020-01-01}
      - told: {after: 2020-01-01}
      - note: urgent
      - kinds: {at_least: 2}
  effect: {flag: look at this}
  cites: [s/1#p]
""",
    "clocks.yaml": """\
- id: C-1
  title: Act in time
  when: {grade: high}
  starts: told
  within: {days: {param: limit}}
  stops: seen
  cites: [s/1#p]
""",
}
"""Every file by its name in the edition's folder."""


def marked(text: str) -> tuple[str, tuple[int, int] | None]:
    """A text without its `▸`, and the line and column, from 1, that it stood before."""
    if "▸" not in text:
        return text, None
    before, _, after = text.partition("▸")
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))


def write(folder: Path, changes: Mapping[str, str]) -> tuple[str, tuple[int, int]] | None:
    """Write the edition with some files changed, and give the file and place that `▸` marks.

    A change to `ruleset.yaml` and `facts.yaml` holds entries that replace those of the same name or are added;
    one to any other file is the whole file.
    """
    found = None
    for name, good in {**dict.fromkeys(changes, ""), **GOOD}.items():
        text = good
        if name in changes:
            text = _merged(good, changes[name]) if name in ("ruleset.yaml", "facts.yaml") else changes[name]
        plain, place = marked(text)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain, encoding="utf-8")
        if place is not None:
            found = (path.as_posix(), place)
    return found


def _merged(good: str, change: str) -> str:
    """The entries of a mapping, each beginning at the first column, with those of the same name replaced."""
    entries = _entries(good)
    for name, text in _entries(change).items():
        entries[name] = text
    return "".join(entries.values())


def _entries(text: str) -> dict[str, str]:
    entries: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if not line.startswith((" ", "-", "#")):
            name = line.partition(":")[0].lstrip("▸")
        entries[name] = entries.get(name, "") + line
    return entries


def read(folder: Path) -> RuleSet:
    """The edition, which must read without a problem."""
    problems: list[Diagnostic] = []
    ruleset = read_ruleset(folder, problems)
    assert problems == [], problems
    assert ruleset is not None
    return ruleset
