"""How cost grows with the number of rules, and what reading an edition costs."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from benchmarks.contest import AS_OF, Contest, contest, taking_turns
from benchmarks.report import Row
from benchmarks.timing import medians
from riskengine import Engine

__all__ = ["loading", "scaling"]

_GROUP = "Growth with the number of rules"
_MOST_FACTS = 1900
"""A case may record 2,000 facts."""
_LINEAR = 1.5
"""Ten times the rules may cost fifteen times the time: caches get smaller, the work does not grow faster."""


def scaling(rounds: int, largest: int) -> Iterator[Row]:
    """The time of one complete case for 10, 100, ... rules, and how much more each step costs than ten times."""
    times: dict[int, float] = {}
    size = 10
    while size <= largest:
        with contest(size, min(max(16, size * 4 // 5), _MOST_FACTS), cases=5) as ready:
            times[size] = _assess_time(ready, rounds)
        yield Row(_GROUP, f"assess, {size:,} rules", times[size] * 1e6, "us")
        size *= 10
    for size, seconds in times.items():
        if size >= 1000:
            yield Row(_GROUP, f"{size:,} rules / ten times {size // 10:,} rules", seconds / times[size // 10] / 10, "x", _LINEAR)


def _assess_time(ready: Contest, rounds: int) -> float:
    call = taking_turns(ready.assess, ready.parsed(ready.facts))
    return medians({"assess": call}, max(3, rounds // 3))["assess"]


def loading(rounds: int) -> Iterator[Row]:
    """The time from a folder to a first decision, the rule set having 50 rules."""
    group = "Loading an edition of 50 rules"
    with contest(50, 40, cases=1) as ready:
        case = ready.parsed(ready.facts)[0]
        for name, fast in (
            ("open, compile to Python, first decision", True),
            ("open, first decision by the plain evaluator", False),
        ):
            times = []
            for _ in range(max(3, rounds // 3)):
                start = perf_counter()
                Engine.open(ready.rules, fast=fast).assess(case, as_of=AS_OF)
                times.append(perf_counter() - start)
            yield Row(group, name, sorted(times)[len(times) // 2] * 1e3, "ms")
