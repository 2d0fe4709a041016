"""The options that several commands share, each worded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from riskengine.diagnostics import UsageError

__all__ = ["Force", "Output", "Rules", "day_of"]

Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules", metavar="DIR", help="The folder of rule sets, with `guidance` beside it; without it, what ships here."
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to this file, whole or not at all.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite a file that exists.")]


def day_of(text: str, option: str) -> date:
    """The day that an option names, written YYYY-MM-DD. Raises UsageError where it is not one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UsageError(f"{option} takes a day written YYYY-MM-DD, for example 2026-11-01; `{text}` is not one")
    return day
