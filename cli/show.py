"""`riskengine show`: rule sets, editions, rules, facts, guidance and codes, in plain words."""

from __future__ import annotations

import enum
import json
from typing import Annotated

import typer

from riskengine_cli.options import Force, Output, Rules
from riskengine_cli.output import check_target, terminal_width, write

__all__ = ["ShowFormat", "show"]


class ShowFormat(enum.StrEnum):
    """How `show` prints."""

    TEXT = "text"
    JSON = "json"


def show(
    what: Annotated[
        str | None,
        typer.Argument(help="A rule set, edition, rule, fact, provision or code.", show_default=False),
    ] = None,
    rules: Rules = None,
    format_: Annotated[ShowFormat, typer.Option("--format", help="How to print it.")] = ShowFormat.TEXT,
    output: Output = None,
    force: Force = False,
) -> int:
    """Show what is in force, a rule with the guidance behind it, or what a code means.

    Examples: riskengine show; riskengine show suspect-priority/2026.1; riskengine show ACC-1;
    riskengine show lives_with_child; riskengine show misgraded; riskengine show RE301.
    """
    from riskengine.loading.store import Store
    from riskengine_cli.lookup import look_up, overview
    from riskengine_cli.sheet import sheet

    check_target(output, force=force)
    store = Store.open(rules)
    record = overview(store) if what is None else look_up(store, what)
    if format_ is ShowFormat.JSON:
        write([json.dumps(record, indent=2, ensure_ascii=False) + "\n"], output, force=force)
    else:
        write([sheet(record, terminal_width())], output, force=force)
    return 0
