"""The plainest calls of `riskengine assess`, understood without typer: loading it takes a sixth of such a call.

Whatever is not as plain as can be (help, an option that is unknown, repeated, joined with `=` or without its value, a
value that is not one) is left to typer, which then says what is wrong. A test holds this table to typer's.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from riskengine_cli.assessing import Color, Detail, Format, Lang, View, assess_files
from riskengine_cli.failures import report

__all__ = ["FLAGS", "VALUES", "run_plainly", "understood"]

VALUES: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "--rules": ("rules", Path),
    "--ruleset": ("ruleset", str),
    "--edition": ("edition", str),
    "--as-of": ("as_of", str),
    "--format": ("format_", Format),
    "--output": ("output", Path),
    "-o": ("output", Path),
    "--view": ("view", View),
    "--explain": ("explain", Detail),
    "--lang": ("lang", Lang),
    "--color": ("color", Color),
    "--certificate": ("certificate", Path),
    "--compare-edition": ("compare_edition", str),
}
"""Every option with a value: the parameter of `assess_files` that it fills, and what makes its value."""
FLAGS: Mapping[str, str] = {"--force": "force", "--no-cross-check": "no_cross_check"}
"""Every option without a value."""

_COMPLETING = "_RISKENGINE_COMPLETE"


def run_plainly(arguments: Sequence[str]) -> int | None:
    """Run a plain call of `assess` and give its exit code; None, with nothing done, where it is not one."""
    found = understood(arguments)
    if found is None or os.name == "nt" or _COMPLETING in os.environ:  # typer expands `*` on Windows
        return None
    try:
        return assess_files(**found)
    except Exception as error:  # noqa: BLE001 - the last line of defence: nothing may end in a traceback
        return report(error, debug=False)


def understood(arguments: Sequence[str]) -> dict[str, Any] | None:
    """The parameters of `assess_files` that a plain call of `assess` gives; None where it is not one.

    >>> understood(["assess", "case.json", "--as-of", "2026-11-01"])
    {'as_of': '2026-11-01', 'files': ['case.json']}
    >>> understood(["assess", "case.json", "--help"])
    """
    if not arguments or arguments[0] != "assess":
        return None
    files: list[str] = []
    found: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "-" or (argument and not argument.startswith("-")):
            files.append(argument)
        elif not _is_taken(argument, rest, found):
            return None
    return {**found, "files": files} if files else None


def _is_taken(option: str, rest: Iterator[str], found: dict[str, Any]) -> bool:
    """Whether an option and its value are as they should be, and now among what was found."""
    value: object
    if option in FLAGS:
        name, value = FLAGS[option], True
    elif option in VALUES:
        name, make = VALUES[option]
        text = next(rest, "")
        if not text or text.startswith("-"):
            return False
        try:
            value = make(text)
        except ValueError:
            return False
    else:
        return False
    if name in found:
        return False
    found[name] = value
    return True
