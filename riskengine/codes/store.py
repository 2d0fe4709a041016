"""Diagnostic codes of store."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["STORE_CODES"]

STORE_CODES: tuple[Code, ...] = ()
