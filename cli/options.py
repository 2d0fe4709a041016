"""The options that several commands share, each worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskengine_cli.days import day_of

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
