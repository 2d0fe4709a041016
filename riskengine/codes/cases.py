"""Diagnostic codes of cases."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["CASE_CODES"]

CASE_CODES: tuple[Code, ...] = ()
