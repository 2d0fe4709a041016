"""Diagnostic codes of reading."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["READING_CODES"]

READING_CODES: tuple[Code, ...] = ()
