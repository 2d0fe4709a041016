"""Checks risk assessments against versioned rule sets that encode the guidance in force, and explains itself.

>>> from datetime import date
>>> import riskengine
>>> engine = riskengine.Engine.open()
>>> case = {
...     "schema": "riskengine/case/1",
...     "case_id": "EX-1",
...     "jurisdiction": "england-and-wales",
...     "facts": {"offence_type": "images", "lives_with_child": True},
...     "assessment": {"grade": "low", "assessed_on": "2026-10-02", "edition": "2026.1"},
... }
>>> engine.assess(case, as_of=date(2026, 11, 1)).grade.verdict
'below_minimum'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from riskengine._version import VERSION as __version__  # noqa: N811 - the name that Python's tools look for

if TYPE_CHECKING:
    from riskengine.case import Case
    from riskengine.codes.findings import FINDINGS
    from riskengine.deciding.decision import ClockResult, DecisionRecord, Finding, GradeResult
    from riskengine.decision import Decision, Refusal
    from riskengine.diagnostics import CaseError, Diagnostic, Place, RiskEngineError, RuleSetError, UsageError
    from riskengine.engine import Engine
    from riskengine.explaining.explanation import Explanation
    from riskengine.loading.case_reader import read_case

__all__ = [
    "FINDINGS",
    "Case",
    "CaseError",
    "ClockResult",
    "Decision",
    "DecisionRecord",
    "Diagnostic",
    "Engine",
    "Explanation",
    "Finding",
    "GradeResult",
    "Place",
    "Refusal",
    "RiskEngineError",
    "RuleSetError",
    "UsageError",
    "__version__",
    "read_case",
]

_HOMES = {
    "riskengine.case": ("Case",),
    "riskengine.codes.findings": ("FINDINGS",),
    "riskengine.deciding.decision": ("ClockResult", "DecisionRecord", "Finding", "GradeResult"),
    "riskengine.decision": ("Decision", "Refusal"),
    "riskengine.diagnostics": ("CaseError", "Diagnostic", "Place", "RiskEngineError", "RuleSetError", "UsageError"),
    "riskengine.engine": ("Engine",),
    "riskengine.explaining.explanation": ("Explanation",),
    "riskengine.loading.case_reader": ("read_case",),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that a program pays only for what it needs."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'riskengine' has no attribute '{name}'")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return list(__all__)
