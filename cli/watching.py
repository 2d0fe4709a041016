"""Runs something again whenever a file below some folders changes, until it is interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from riskengine.diagnostics import RiskEngineError
from riskengine_cli.failures import INTERRUPTED, report
from riskengine_cli.output import say

__all__ = ["changed", "snapshot", "watch"]

PAUSE = 0.4
"""The seconds between two looks at the files."""

Snapshot = Mapping[str, tuple[int, int]]


def watch(run: Callable[[], int], paths: Iterable[Path], pause: Callable[[float], object] = time.sleep) -> int:
    """Run, and run again after each change below the folders in which `paths` lie. Ends by an interrupt alone."""
    folders = sorted({_folder_of(path) for path in paths} or {_shipped()})
    try:
        while True:
            before = snapshot(folders)
            code = _run(run)
            say(f"riskengine: exit code {code}; waiting for changes (Ctrl-C ends it)")
            while not (names := changed(before, snapshot(folders))):
                pause(PAUSE)
            say(f"riskengine: changed: {', '.join(names)}")
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(run: Callable[[], int]) -> int:
    """One run; what is wrong with a rule set is told, and does not end the watching: its author is at work on it."""
    try:
        return run()
    except RiskEngineError as error:
        return report(error, debug=False)


def _shipped() -> Path:
    from riskengine.loading.folders import shipped_folder

    return shipped_folder()


def _folder_of(path: Path) -> Path:
    """The folder to watch: the one that holds the rule sets, with the guidance beside it, where a path lies in one."""
    found = path.absolute() if path.is_dir() else path.absolute().parent
    for above in (found, *found.parents):
        if (above / "guidance").is_dir() and above != found:
            return above
    return found


def snapshot(folders: Iterable[Path]) -> Snapshot:
    """Every file of rules, guidance and suites, with its time and size."""
    return {path: found for folder in folders for path in _files(folder) if (found := _mark(path))}


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """The names of the files that came, went or changed.

    >>> changed({"a/b.yaml": (1, 1)}, {"a/b.yaml": (2, 1), "c.csv": (1, 1)})
    ['b.yaml', 'c.csv']
    """
    return sorted(Path(path).name for path in {*before, *after} if before.get(path) != after.get(path))


_SUFFIXES = (".yaml", ".yml", ".json", ".csv", ".md", ".lock")


def _files(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_")) and name != "node_modules"]
        yield from (os.path.join(parent, name) for name in names if name.endswith(_SUFFIXES))  # noqa: PTH118 - many files


def _mark(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - many files, many times
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
