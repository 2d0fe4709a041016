"""`riskengine check`: rule sets and guidance loaded and linted, every problem at once."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskengine.diagnostics import Diagnostic, RuleSetError
from riskengine_cli.options import Rules
from riskengine_cli.output import say, write
from riskengine_cli.records import check_json

if TYPE_CHECKING:
    from riskengine.guidance import Guidance
    from riskengine.ruleset import RuleSet

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
    write_lock: Annotated[bool, typer.Option("--write-lock", help="Record released editions in editions.lock.")] = False,
    force: Annotated[bool, typer.Option("--force", help="With --write-lock: accept changed editions.")] = False,
) -> int:
    """Check rule sets and the guidance that they cite; report every problem, sorted by place.

    Exit codes: 0 no error (warnings are told); 4 an error; 2 nothing was found to check.

    Example: riskengine check --rules ./rules
    """
    from riskengine.loading.folders import shipped_folder

    folder = shipped_folder() if rules is None else rules
    if write_lock:
        _write_lock(folder, force=force)
    editions, problems = _checked(folder)
    if not editions and not problems:
        say(f"riskengine: there is no rule set in {folder}, so nothing was checked")
        return NOTHING_FOUND
    if format_ is CheckFormat.JSON:
        write([check_json(str(folder), editions, problems)], None)
    else:
        write(_as_text(editions, problems), None)
    return INVALID if any(problem.severity == "error" for problem in problems) else 0


def _checked(folder: Path) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The editions that were read, and everything wrong, each problem once, sorted by place.

    Whatever can be read is compiled too, even where the store would refuse it: an author sees everything at once.
    """
    from riskengine.loading.checking import read_folder
    from riskengine.loading.folders import refuse_path
    from riskengine.loading.sources import with_sources

    problems: list[Diagnostic] = []
    found = read_folder(folder, problems)
    refuse_path(folder, problems)
    for ruleset in found.rulesets:
        problems += _compiled(ruleset, found.guidance)
    editions = tuple(f"{header.id}/{header.edition}" for header in found.headers)
    return editions, tuple(sorted(dict.fromkeys(with_sources(problems)), key=lambda problem: problem.sort_key))


def _compiled(ruleset: RuleSet, guidance: Guidance) -> tuple[Diagnostic, ...]:
    """What compiling an edition shows, and what lint says where it compiles."""
    from riskengine.compiling.compile import compile_ruleset
    from riskengine.compiling.lint import lint

    try:
        return lint(compile_ruleset(ruleset), guidance)
    except RuleSetError as error:
        return error.diagnostics


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


def _write_lock(folder: Path, *, force: bool) -> None:
    from riskengine.loading.checking import write_lock_of

    entries = write_lock_of(folder, force=force)
    changed = ", ".join(f"{entry.ruleset}/{entry.edition}" for entry in entries)
    say(f"riskengine: the lock in {folder} records {changed}" if entries else f"riskengine: the lock in {folder} was up to date")
