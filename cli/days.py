"""Days as the command line takes them."""

from __future__ import annotations

from datetime import date

from riskengine.diagnostics import UsageError

__all__ = ["day_of"]


def day_of(text: str, option: str) -> date:
    """The day that an option names, written YYYY-MM-DD. Raises UsageError where it is not one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UsageError(f"{option} takes a day written YYYY-MM-DD, for example 2026-11-01; `{text}` is not one")
    return day
