"""The verdict of a case without a departure, read off the truth (language 3.8)."""

from __future__ import annotations

from tests.oracle import Exact, Situation

__all__ = ["verdict_of"]


def verdict_of(situation: Situation, truth: Exact, officer: str | None) -> str:
    """The first line of the table that fits."""
    if truth.scope is False:
        return "out_of_scope"
    if truth.scope is None:
        return "not_supported"
    if officer is None:
        return "not_graded"
    grade = situation.ruleset.grades.index(officer)
    if grade < truth.least:
        return "below_minimum"
    if grade < truth.most or _lacks_required(situation, truth) or _contradicts(situation, truth):
        return "not_supported"
    return "consistent"


def _lacks_required(situation: Situation, truth: Exact) -> bool:
    """Whether a rule that applies, or is not settled, requires a fact that is not known and may be applicable."""
    required = {
        name for rule in situation.ruleset.rules if truth.outcomes[rule.id] != "does_not_apply" for name in rule.effect.require
    }
    return any(name not in situation.known and truth.gates[name] is not False for name in required)


def _contradicts(situation: Situation, truth: Exact) -> bool:
    """Whether a fact is known whose gate is settled and false."""
    return any(gate is False and name in situation.known for name, gate in truth.gates.items())
