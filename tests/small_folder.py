"""The smallest folder of rule sets and guidance in which nothing is wrong, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

__all__ = ["EDITION", "FACTS", "FILES", "PROVISIONS", "RULES", "RULESET", "Change", "build", "edited", "second_edition"]

RULESET = """format: 1
id: plain
edition: "1"
title: A small rule set
jurisdictions: [england-and-wales]
status: released
published: 2020-01-01
effective: {from: 2020-01-01}
owner: Nobody
provenance: illustrative
grades: [low, high]
scope: {when: {always: true}, otherwise: It covers every case.}
"""

FACTS = """access:
  type: boolean
  question: Does the suspect have access to a child?
  group: Access
  phrases: {true: there is access, false: there is no access, unknown: access is not known}
"""

RULES = """- id: R-1
  title: Access asks for a high grade
  when: {access: true}
  effect: {minimum_grade: high}
  because: "{access}"
  cites: [test/1#access]
"""

PROVISIONS = """---
source: test
edition: "1"
title: Guidance made up for tests
publisher: Nobody
published: 2020-01-01
effective: {from: 2020-01-01}
address: https://example.org/guidance
jurisdictions: [england-and-wales]
confidence: verified
---

## Access to children {#access}

- status: encoded

Find out about access.
"""

EDITION = "rules/plain/1"

FILES: Mapping[str, str] = {
    f"{EDITION}/ruleset.yaml": RULESET,
    f"{EDITION}/facts.yaml": FACTS,
    f"{EDITION}/rules/all.yaml": RULES,
    "guidance/test/1.md": PROVISIONS,
}

Change = str | bytes | None | Callable[[str], str]
"""What a file is to hold: a text, nothing at all, or what a function makes of the text that it has."""


def build(folder: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """Write the files into `folder` with the changes, and give the path of `rules`."""
    files: dict[str, Change] = {**FILES}
    for name, change in (changes or {}).items():
        before = files.get(name)
        files[name] = change(before if isinstance(before, str) else "") if callable(change) else change
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else str(content).encode())
    return folder / "rules"


def edited(old: str, new: str) -> Callable[[str], str]:
    """A change that puts `new` in the place of `old`, which must be there."""

    def change(text: str) -> str:
        assert old in text, f"{old!r} is not in {text!r}"
        return text.replace(old, new)

    return change


def second_edition(effective: str, edition: str = "2", folder: str = "rules/plain/2") -> dict[str, Change]:
    """The files of another edition of the same rule set, with these days in force."""
    head = RULESET.replace('edition: "1"', f'edition: "{edition}"').replace("{from: 2020-01-01}", effective)
    return {f"{folder}/ruleset.yaml": head, f"{folder}/facts.yaml": FACTS, f"{folder}/rules/all.yaml": RULES}
