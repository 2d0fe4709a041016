"""`riskengine check`: rule sets and guidance loaded and linted, every problem at once."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskengine.diagnostics import Diagnostic, RuleSetError
from riskengine_cli.options import Force, Rules
from riskengine_cli.output import say, write
from riskengine_cli.records import check_json

if TYPE_CHECKING:
    from riskengine.loading.store import Store

__all__ = ["CheckFormat", "check"]

INVALID = 4
NOTHING_FOUND = 2


class CheckFormat(enum.StrEnum):
    """How the problems are printed."""

    TEXT = "text"
    JSON = "json"


def check(
    rules: Rules = None,
    format_: Annotated[CheckFormat, typer.Option("--format", help="How to print the problems.")] = CheckFormat.TEXT,
    write_lock: Annotated[bool, typer.Option("--write-lock", help="Record the digest of every released edition in editions.lock.")] = False,
    force: Annotated[bool, typer.Option("--force", help="With --write-lock: accept released editions that were changed.")] = False,
) -> int:
    """Check rule sets and the guidance that they cite; report every problem, sorted by place.

    Exit codes: 0 no error (warnings are told); 4 an error; 2 nothing was found to check.

    Example: riskengine check --rules ./rules
    """
    from riskengine.loading.store import Store

    store = Store.open(rules)
    if write_lock:
        _write_lock(store, force=force)
    editions = tuple(f"{ruleset}/{header.edition}" for ruleset in store.ids for header in store.headers(ruleset))
    problems = _problems(store)
    if not editions and not problems:
        say(f"riskengine: there is no rule set in {store.folder}, so nothing was checked")
        return NOTHING_FOUND
    if format_ is CheckFormat.JSON:
        write([check_json(str(store.folder), editions, problems)], None)
    else:
        write(_as_text(editions, problems), None)
    return INVALID if any(problem.severity == "error" for problem in problems) else 0


def _problems(store: Store) -> tuple[Diagnostic, ...]:
    """Everything wrong, each problem once, sorted by place."""
    found = set(store.check())
    for ruleset in store.ids:
        for header in store.headers(ruleset):
            found |= _problems_of(store, ruleset, header.edition)
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def _problems_of(store: Store, ruleset: str, edition: str) -> set[Diagnostic]:
    from riskengine.compiling import compile_ruleset, lint

    try:
        program = compile_ruleset(store.edition(ruleset, edition))
        return set(lint(program, store.guidance))
    except RuleSetError as error:
        return set(error.diagnostics)


def _as_text(editions: tuple[str, ...], problems: tuple[Diagnostic, ...]) -> list[str]:
    from riskengine.excerpt import render

    return [*(f"{render(problem)}\n\n" for problem in problems), _summary(editions, problems) + "\n"]


def _summary(editions: tuple[str, ...], problems: tuple[Diagnostic, ...]) -> str:
    checked = f"{_count(len(editions), 'edition')} checked"
    counts = [
        _count(number, severity)
        for severity in ("error", "warning", "note")
        if (number := sum(problem.severity == severity for problem in problems))
    ]
    return f"{checked}: {', '.join(counts) or 'nothing wrong'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _write_lock(store: Store, *, force: bool) -> None:
    from riskengine.loading.lock import write_lock

    path: Path = write_lock(store, force=force)
    say(f"riskengine: wrote {path}")
