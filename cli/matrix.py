"""`riskengine matrix`: which paragraph is behind which rule, which regression cases show it, and what no case shows."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskengine.diagnostics import UsageError
from riskengine_cli.failures import NOTHING_RUN, say_diagnostics, worst
from riskengine_cli.options import Force, Output, Rules
from riskengine_cli.output import check_target, say, terminal_width, write

if TYPE_CHECKING:
    from riskengine.authoring.matrix import Matrix
    from riskengine.authoring.suites import Suite
    from riskengine.diagnostics import Diagnostic
    from riskengine.engine import Engine
    from riskengine.loading.store import Store

__all__ = ["MatrixFormat", "matrix"]

FAILED = 5
UNREADABLE = 2


class MatrixFormat(enum.StrEnum):
    """How the matrix is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def matrix(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Rule sets, or editions such as suspect-priority/2023.1; without any, all.", metavar="[RULESET[/EDITION]...]"
        ),
    ] = None,
    rules: Rules = None,
    format_: Annotated[MatrixFormat, typer.Option("--format", help="How to print it.")] = MatrixFormat.TEXT,
    output: Output = None,
    force: Force = False,
) -> int:
    """Show which guidance is behind which rule, and which regression cases show the rule; and the other way round.

    Exit codes: 0 shown; 5 a regression case fails; 2 usage, or a suite cannot be read; 4 an invalid rule set.

    Example: riskengine matrix suspect-priority/2023.1 --format html --output matrix.html
    """
    from riskengine.authoring.matrix_building import build_matrix
    from riskengine.engine import Engine

    check_target(output, force=force)
    engine = Engine.open(rules)
    editions = _editions(engine.store, names or ())
    if not editions:
        say(f"riskengine: there is no rule set in {engine.store.folder}, so there is nothing to show")
        return NOTHING_RUN
    problems: list[Diagnostic] = []
    suites = _suites(engine, {ruleset for ruleset, _ in editions}, problems)
    found = build_matrix(engine, editions, suites)
    write(_printed(found, format_), output, force=force)
    return _exit_code(found, problems)


def _editions(store: Store, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The editions that the names stand for, each once; all where there are no names. Raises UsageError for a wrong one."""
    found: dict[tuple[str, str], None] = {}
    for name in names or store.ids:
        ruleset, _, edition = name.partition("/")
        known = [header.edition for header in store.headers(ruleset)]
        if edition and edition not in known:
            raise UsageError(f"there is no edition `{edition}` of {ruleset}: there are {', '.join(known)}")
        found.update({(ruleset, each): None for each in ([edition] if edition else known)})
    return tuple(found)


def _suites(engine: Engine, rulesets: set[str], problems: list[Diagnostic]) -> list[Suite]:
    """The suites of whole rule sets: a case of one edition's suites may be judged by another."""
    from riskengine.authoring.suite_files import find_suites
    from riskengine.authoring.suite_reader import read_suite

    folders = [Path(engine.store.folder) / each for each in sorted(rulesets)]
    found: list[Diagnostic] = []
    files = [file for folder in folders for file in find_suites([folder], found)]
    problems += [problem for problem in found if problem.code != NO_SUITE]
    return [suite for file in files if (suite := read_suite(file, problems)) is not None]


NO_SUITE = "RE801"


def _printed(found: Matrix, format_: MatrixFormat) -> Iterable[str]:
    match format_:
        case MatrixFormat.JSON:
            import json

            from riskengine.explaining.record_json import as_plain

            return [json.dumps(as_plain(found), indent=2, ensure_ascii=False) + "\n"]
        case MatrixFormat.HTML:
            from riskengine.authoring.matrix_html import matrix_html

            return [matrix_html(found)]
        case MatrixFormat.TEXT:
            from riskengine.authoring.matrix_text import matrix_text

            return matrix_text(found, terminal_width())


def _exit_code(found: Matrix, problems: list[Diagnostic]) -> int:
    """What was shown is shown; a suite that cannot be read, or a case that fails, makes it less than it seems."""
    from riskengine.authoring.matrix_words import not_passed

    say_diagnostics(problems)
    failed = not_passed(found.editions)
    if failed:
        say(f"riskengine: cases that did not come out as their suites say: {failed}; `riskengine test` says which and why")
    return worst([0, *([FAILED] if failed else []), *([UNREADABLE] if problems else [])])
