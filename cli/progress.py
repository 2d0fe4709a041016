"""A progress bar on standard error: on a terminal only, and only once a run has taken a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TypeVar

__all__ = ["shown"]

_T = TypeVar("_T")

PATIENCE = 1.0
"""The seconds after which a run is long."""


def shown(items: Iterator[_T], total: int) -> Iterator[_T]:
    """The same items, with a bar that says how many of `total` are done."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    began, done = time.monotonic(), 0
    for item in items:
        yield item
        done += 1
        if time.monotonic() - began > PATIENCE:
            break
    yield from _with_bar(items, done, total)


def _with_bar(items: Iterator[_T], done: int, total: int) -> Iterator[_T]:
    item = next(items, None)
    if item is None:
        return
    # Imported here because a short run never shows a bar.
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Cases", total=total, completed=done)
        while item is not None:
            yield item
            progress.advance(task)
            item = next(items, None)
