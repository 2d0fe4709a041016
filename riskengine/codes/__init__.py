"""Every code that the package can report, in one table: diagnostics of files and cases, and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskengine.codes.findings import FINDINGS, FindingCode, exit_code_of

if TYPE_CHECKING:
    from riskengine.codes.row import Code
    from riskengine.codes.table import CODES

__all__ = ["CODES", "FINDINGS", "Code", "FindingCode", "exit_code_of"]


def __getattr__(name: str) -> object:
    """The table of all codes, made when first asked for: a case that is in order needs those of findings alone."""
    if name == "Code":
        from riskengine.codes.row import Code

        return Code
    if name == "CODES":
        from riskengine.codes.table import CODES

        return CODES
    raise AttributeError(f"module 'riskengine.codes' has no attribute '{name}'")
