"""Runs many suites: in this process, or in several that share the cases, always with the same results in the same order."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from riskengine.authoring.suite_running import run_case, select
from riskengine.authoring.suites import CaseResult, Suite
from riskengine.engine import Engine

__all__ = ["EngineOf", "count", "run_all"]

EngineOf = Callable[[str], Engine]
"""Gives the engine for a folder of rule sets; for an empty text, for what ships with the package."""

_CHUNK = 100


def run_all(suites: Iterable[Suite], *, only: str = "", jobs: int = 1, rules: str = "") -> Iterator[CaseResult]:
    """What became of every case, in order, as they are done. Each edition is compiled once for each process.

    `rules` is the folder of rule sets for suites that lie outside of one. Raises RuleSetError where an edition
    cannot be used. Where the iterator is closed early, no more cases are run.
    """
    chosen = [chunk for suite in suites for chunk in _chunks(suite, only)]
    engine_of = functools.cache(lambda folder: Engine.open(folder or rules or None))
    if jobs <= 1 or len(chosen) <= 1:
        for suite in chosen:
            for case in suite.cases:
                yield run_case(suite, case, engine_of(suite.file.rules))
        return
    yield from _in_processes(chosen, jobs, rules)


def count(suites: Iterable[Suite], only: str = "") -> int:
    """The number of cases that would be run."""
    return sum(len(select(suite, only)) for suite in suites)


def _chunks(suite: Suite, only: str) -> Iterator[Suite]:
    """A suite in parts of a size that is worth sending to another process."""
    cases = select(suite, only)
    for start in range(0, len(cases), _CHUNK):
        yield replace(suite, cases=cases[start : start + _CHUNK])


def _in_processes(chosen: list[Suite], jobs: int, rules: str) -> Iterator[CaseResult]:
    # What one process does not need is not imported for it.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(chosen)), mp_context=context, initializer=_start) as pool:
        try:
            for results in pool.map(functools.partial(_run_chunk, rules), chosen):
                yield from results
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _start() -> None:
    """A worker leaves an interrupt to the process that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


@functools.cache
def _engine(folder: str) -> Engine:
    """The engine of a worker, which lives no longer than one run."""
    return Engine.open(folder or None)


def _run_chunk(rules: str, suite: Suite) -> tuple[CaseResult, ...]:
    engine = _engine(suite.file.rules or rules)
    return tuple(run_case(suite, case, engine) for case in suite.cases)
