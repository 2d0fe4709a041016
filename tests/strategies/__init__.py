"""Hypothesis strategies that make whole random rule sets, and cases of which some facts are not known."""

from __future__ import annotations

from tests.strategies.families import FINITE, LARGE, RICH, RICH_FINITE, WITH_GAPS, WITH_GAPS_FINITE, Family
from tests.strategies.inputs import inputs_of
from tests.strategies.programs import program_of
from tests.strategies.rulesets import rulesets
from tests.strategies.situations import situations

__all__ = [
    "FINITE",
    "LARGE",
    "RICH",
    "RICH_FINITE",
    "WITH_GAPS",
    "WITH_GAPS_FINITE",
    "Family",
    "inputs_of",
    "program_of",
    "rulesets",
    "situations",
]
