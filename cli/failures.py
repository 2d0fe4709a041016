"""From what went wrong to what a person reads on standard error and the exit code that the process ends with."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from riskengine._version import VERSION
from riskengine.diagnostics import Diagnostic, RiskEngineError, RuleSetError
from riskengine_cli.output import say

__all__ = ["INTERNAL", "INTERRUPTED", "NOTHING_RUN", "WORST_FIRST", "interrupted", "report", "say_diagnostics", "worst"]

NOTHING_RUN = 2
INTERNAL = 70
INTERRUPTED = 130

WORST_FIRST = (INTERNAL, 7, 4, 2, 6, 5, 1, 3, 0)
"""Exit codes in the order in which one outranks another, within a case and over several."""


def worst(codes: Iterable[int]) -> int:
    """The exit code that stands for all of `codes`; where nothing was run it is 2, never 0.

    >>> worst([0, 3, 1]), worst([1, 2, 4]), worst([])
    (1, 4, 2)
    """
    seen = set(codes)
    if not seen:
        return NOTHING_RUN
    return next(code for code in WORST_FIRST if code in seen) if seen <= set(WORST_FIRST) else INTERNAL


def interrupted() -> int:
    """Say that a person stopped the run."""
    say("riskengine: interrupted; nothing more was done")
    return INTERRUPTED


def say_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Print every diagnostic with its place and excerpt on standard error."""
    from riskengine.excerpt import render

    for diagnostic in diagnostics:
        say(render(diagnostic))
        say("")


def report(error: Exception, *, debug: bool) -> int:
    """Print what went wrong and give the exit code. Only `debug` prints a traceback."""
    if debug:
        import traceback

        say("".join(traceback.format_exception(error)))
    if isinstance(error, RiskEngineError):
        say_diagnostics(_with_lines(error))
        say(f"riskengine: {error.message}")
        return error.exit_code
    show = getattr(error, "show", None)  # what typer raises where the command line itself is wrong
    if callable(show):
        show()
        return int(getattr(error, "exit_code", 2))
    return _internal(error, debug=debug)


def _with_lines(error: RiskEngineError) -> tuple[Diagnostic, ...]:
    """The diagnostics with the lines in which they stand; a line of a case is not repeated, because it may name a person."""
    if not isinstance(error, RuleSetError):
        return error.diagnostics
    from riskengine.loading.sources import with_sources

    return with_sources(error.diagnostics)


def _internal(error: Exception, *, debug: bool) -> int:
    """The message names the kind of error and the line, never its text, which may quote a case."""
    say(f"riskengine: internal error: {type(error).__name__}{_where(error)}")
    say("No decision was given. This is a fault in riskengine, not in the case: please report it to the project,")
    say(
        f"with the version (riskengine {VERSION}, Python {sys.version.split()[0]}) and the line above, and without any case data."
    )
    if not debug:
        say("`riskengine --debug ...` shows the details; they may quote the case.")
    return INTERNAL


def _where(error: Exception) -> str:
    trace = error.__traceback__
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    frame = trace.tb_frame
    return f" in {frame.f_globals.get('__name__', '?')}, line {trace.tb_lineno}"
