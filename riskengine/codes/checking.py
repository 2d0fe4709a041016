"""Diagnostic codes of checking."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["CHECKING_CODES"]

CHECKING_CODES: tuple[Code, ...] = ()
