"""The `riskengine` program: its commands, its own options, and how every run of it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from riskengine._version import VERSION
from riskengine_cli.failures import INTERRUPTED, NOTHING_RUN, interrupted, report
from riskengine_cli.quick import QuickCommand, QuickGroup

__all__ = ["COMMANDS", "program", "run"]

COMMANDS = ("assess", "check", "test", "matrix", "show", "schema")
"""Every command, in the order of the help; each is the function of its name in the module of its name."""


def program(arguments: Sequence[str] = ()) -> typer.Typer:
    """The program with its commands; where the arguments name one, with that one alone, which starts sooner."""
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    app = typer.Typer(
        name="riskengine",
        cls=QuickGroup,
        callback=riskengine,
        no_args_is_help=True,
        pretty_exceptions_enable=False,  # a traceback is printed with --debug alone
        rich_markup_mode=None,  # plain help: nothing heavy is imported for it
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in (named,) if named in COMMANDS else COMMANDS:
        command = getattr(import_module(f"riskengine_cli.{name}"), name)
        app.command(name, cls=QuickCommand)(command)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"riskengine {VERSION}")
        raise typer.Exit


def riskengine(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the details of an error; they may quote the case.")] = False,
) -> None:
    """Check an officer's risk assessment against the guidance in force, and explain the result.

    It never sets a grade. It says what guidance requires, why, and what is not known. A person decides.

    Exit codes: 0 nothing to put right; 1 something to put right (misgraded, overdue, ...); 2 usage, or a case that cannot
    be read; 3 it cannot be determined; 4 an invalid rule set; 5 a test failed; 70 an internal error; 130 interrupted.
    """


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and give its exit code; whatever goes wrong is told on standard error."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        result = typer.main.get_command(program(given)).main(given, prog_name="riskengine", standalone_mode=False)
    except typer.Abort:
        return interrupted()
    except Exception as error:  # noqa: BLE001 - the last line of defence: nothing may end in a traceback
        return report(error, debug=_debugging(given))
    if result == INTERRUPTED:  # typer turns an interrupt into this code without a word
        return interrupted()
    if not given:  # the help was shown, and nothing was run
        return NOTHING_RUN
    return result if isinstance(result, int) else 0


def _debugging(arguments: list[str]) -> bool:
    """Whether `--debug` stands before the command, where it is an option of the program."""
    for argument in arguments:
        if not argument.startswith("-"):
            return False
        if argument == "--debug":
            return True
    return False
