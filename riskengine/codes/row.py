"""The shape of a row in the tables of diagnostic codes."""

from __future__ import annotations

from typing import Literal

from riskengine.records import record

__all__ = ["Code"]


@record
class Code:
    """A diagnostic code: its name is the bad pattern, so that "allow *name*" reads well.

    `what` says in a sentence what is wrong and `why` why it matters.
    """

    code: str
    name: str
    what: str
    why: str
    severity: Literal["error", "warning", "note"] = "error"
