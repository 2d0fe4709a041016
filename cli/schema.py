"""`riskengine schema`: JSON Schemas for editors and for programs that read decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from riskengine.diagnostics import UsageError
from riskengine_cli.options import Force, Output, Rules
from riskengine_cli.output import check_target, write

__all__ = ["schema"]


def schema(
    name: Annotated[
        str | None,
        typer.Argument(help="The name of the schema; without it, all their names.", show_default=False),
    ] = None,
    rules: Rules = None,
    ruleset: Annotated[str | None, typer.Option(help="Allow this rule set's names alone, for an editor.", metavar="ID")] = None,
    edition: Annotated[str | None, typer.Option(help="The edition meant; without it, the newest.", metavar="E")] = None,
    output: Output = None,
    force: Force = False,
) -> int:
    """Print a JSON Schema (draft 2020-12).

    The words of the rule language, which no fact may be called, are in the schema of facts.

    Example: riskengine schema case --ruleset suspect-priority
    """
    from riskengine.schemas import SCHEMAS, schema_of

    check_target(output, force=force)
    if name is None:
        write((f"{each}\n" for each in sorted(SCHEMAS)), output, force=force)
        return 0
    if edition is not None and ruleset is None:
        raise UsageError("--edition needs --ruleset: which rule set's edition is meant?")
    published = schema_of(name, **_names_of(rules, ruleset, edition)) if ruleset else schema_of(name)
    write([json.dumps(published, indent=2, ensure_ascii=False) + "\n"], output, force=force)
    return 0


def _names_of(rules: Path | None, ruleset: str, edition: str | None) -> dict[str, Any]:
    """The edition whose names are meant; where none was chosen the newest, with the facts of the earlier ones."""
    from riskengine.loading.store import Store

    store = Store.open(rules)
    if edition is not None:
        return {"ruleset": store.edition(ruleset, edition)}
    *earlier, newest = [store.edition(ruleset, header.edition) for header in store.headers(ruleset)]
    return {"ruleset": newest, "also": earlier}
