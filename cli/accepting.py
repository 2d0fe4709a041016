"""Writes accepted expectations into the files of suites, and prints the difference that a person is to read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from riskengine.diagnostics import UsageError
from riskengine_cli.output import say, write

if TYPE_CHECKING:
    from riskengine.authoring.suites import CaseResult, Run, Suite

__all__ = ["accepted"]


def accepted(run: Run, suites: Iterable[Suite]) -> Run:
    """Rewrite every suite with failures and print how it changed; the run with what is left for a person."""
    from riskengine.authoring.suite_accepting import accept

    by_file: dict[str, list[CaseResult]] = {}
    for result in run.results:
        by_file.setdefault(result.file.path, []).append(result)
    # Everything is worked out before anything is written.
    found = [
        accept(suite, by_file[suite.file.path])
        for suite in suites
        if any(result.differences for result in by_file.get(suite.file.path, ()))
    ]
    left: dict[tuple[str, str], CaseResult] = {}
    for each in found:
        left.update(((result.file.path, result.case), result) for result in each.left)
        if each.changed:
            _replace(Path(each.path), each.after)
            write([each.difference, "\n"], None)
    changed = sum(each.changed for each in found)
    if changed:
        noun = "expectation was" if changed == 1 else "expectations were"
        say(f"riskengine: {changed} {noun} rewritten to what came out. Read the difference: is each of them what guidance says?")
    touched = {each.path for each in found}
    return replace(run, results=tuple(_after(result, left) if result.file.path in touched else result for result in run.results))


def _after(result: CaseResult, left: dict[tuple[str, str], CaseResult]) -> CaseResult:
    return left.get((result.file.path, result.case), replace(result, differences=(), problems=()))


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).chmod(target.stat().st_mode & 0o777)
            Path(name).replace(target)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
