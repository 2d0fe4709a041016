"""A situation in words short enough to read in a failing test's output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.printing.plain import plain_clocks, plain_facts, plain_rules, plain_ruleset
from tests.printing.yaml_text import yaml_text

if TYPE_CHECKING:
    from tests.oracle import Situation

__all__ = ["describe"]

_TOLD = ("scope", "define", "quantities", "scores", "parameters")
_SKIPPED = ("title", "because", "cites", "phrases", "question", "discretion", "phrase")


def describe(situation: Situation) -> str:
    """The rule set as YAML, without what cannot matter, then what is known."""
    whole = plain_ruleset(situation.ruleset)
    parts = {
        "facts": {name: _short(fact) for name, fact in plain_facts(situation.ruleset).items()},
        "ruleset": {key: whole[key] for key in _TOLD if key in whole},
    }
    lines = [f"--- {name}\n{yaml_text(part)}" for name, part in parts.items()]
    rules = [_short(rule) for rule in plain_rules(situation.ruleset)]
    clocks = [_short(clock) for clock in plain_clocks(situation.ruleset)]
    known = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in situation.known.items()}
    facts = yaml_text(
        {"as_of": situation.as_of, "jurisdiction": situation.jurisdiction, "known": known, "asked": sorted(situation.asked)}
    )
    return "\n" + "".join([*lines, f"--- rules\n{yaml_text(rules)}", f"--- clocks\n{yaml_text(clocks)}", f"--- case\n{facts}"])


def _short(entry: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in entry.items() if key not in _SKIPPED}
