"""The table of every code of a diagnostic."""

from __future__ import annotations

from riskengine.codes.cases import CASE_CODES
from riskengine.codes.checking import CHECKING_CODES
from riskengine.codes.reading import READING_CODES
from riskengine.codes.row import Code
from riskengine.codes.store import STORE_CODES
from riskengine.codes.suites import SUITE_CODES

__all__ = ["CODES"]

CODES: dict[str, Code] = {row.code: row for row in (*READING_CODES, *CHECKING_CODES, *STORE_CODES, *CASE_CODES, *SUITE_CODES)}
"""Every diagnostic code: RE1 and RE2 reading, RE3 types, RE4 the store, RE5 guidance, RE6 lint, RE7 cases, RE8 suites."""
