"""Memory over many cases: it must not grow with their number."""

from __future__ import annotations

import gc
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import forget
from benchmarks.contest import Contest, contest
from benchmarks.report import Row
from riskengine import Case

__all__ = ["memory"]

_GROUP = "Memory"
_TRACED = 4000


def memory(cases: int) -> Iterator[Row]:
    """Growth of the process over the last nine tenths of the cases, and of what Python itself holds over a few thousand."""
    with contest(50, 40) as ready:
        parsed = ready.parsed(ready.facts) + ready.parsed(forget(ready.facts, 0.1))
        yield Row(_GROUP, f"held by Python, {_TRACED:,} cases later", _traced(ready, parsed), "KiB", 64)
        before = _after(ready, parsed, cases // 10)
        if before is None:
            yield Row(_GROUP, "size of the process: not known on this system", 0, "")
            return
        grown = (_after(ready, parsed, cases - cases // 10) or 0) - before
        yield Row(_GROUP, f"growth of the process, {cases:,} cases in all", grown, "MiB", 2)


def _traced(ready: Contest, parsed: list[Case]) -> float:
    _work(ready, parsed, len(parsed))
    gc.collect()
    tracemalloc.start()
    _work(ready, parsed, len(parsed))
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    _work(ready, parsed, _TRACED)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / 1024


def _work(ready: Contest, parsed: list[Case], count: int) -> None:
    for number in range(count):
        ready.assess(parsed[number % len(parsed)])


def _after(ready: Contest, parsed: list[Case], count: int) -> float | None:
    """The size of the process in MiB after so many more cases, None where the system does not tell."""
    _work(ready, parsed, count)
    gc.collect()
    table = Path("/proc/self/statm")
    if not table.exists():
        return None
    return int(table.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
