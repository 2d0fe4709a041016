"""Times that can be compared: contenders take turns, and the median of their rounds counts.

Times are the processor's, so that what else the machine does shows less.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

__all__ = ["medians"]

_SHORTEST = 0.02
"""Seconds that a round takes at least, so that the clock's own steps do not show."""


def medians(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of one call of each contender, which take turns in every round."""
    repeats = {name: _repeats(call) for name, call in contenders.items()}
    found: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in contenders.items():
                found[name].append(_time(call, repeats[name]) / repeats[name])
    finally:
        gc.enable()
    return {name: median(times) for name, times in found.items()}


def _repeats(call: Callable[[], object]) -> int:
    """How often to call it in one round."""
    call()
    count = 1
    while (taken := _time(call, count)) < _SHORTEST / 2:
        count *= 2
    return max(1, round(count * _SHORTEST / taken))


def _time(call: Callable[[], object], count: int) -> float:
    start = process_time()
    for _ in range(count):
        call()
    return process_time() - start
