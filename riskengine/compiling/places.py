"""Where the parts of a rule stand."""

from __future__ import annotations

from riskengine.diagnostics import Place
from riskengine.ruleset import Rule

__all__ = ["place_in"]


def place_in(rule: Rule, key: str) -> Place:
    """Where the value of a key of a rule or of its effect stands; the rule's own place where that is not known.

    >>> from riskengine.conditions import Always
    >>> from riskengine.ruleset import Effect
    >>> place_in(Rule("A-1", "", Always(), Effect(), "", (), place=Place("a.yaml", 3, 1)), "because").line
    3
    """
    return rule.places.get(key, rule.place)
