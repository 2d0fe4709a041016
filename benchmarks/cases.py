"""Cases for the generated rule set: all facts known, or a share of them not."""

from __future__ import annotations

from random import Random
from typing import Any

from benchmarks.model import Model

__all__ = ["draw_cases", "forget"]

Facts = dict[str, Any]


def draw_cases(model: Model, count: int, seed: int = 2) -> list[Facts]:
    """So many complete cases."""
    random = Random(seed)  # noqa: S311 - cases, not secrets
    return [{spec.name: spec.draw(random) for spec in model.facts} for _ in range(count)]


def forget(cases: list[Facts], share: float, seed: int = 3) -> list[Facts]:
    """The same cases, a share of the facts of each asked and not established."""
    random = Random(seed)  # noqa: S311 - cases, not secrets
    found = []
    for case in cases:
        gone = set(random.sample(sorted(case), round(len(case) * share)))
        found.append({name: None if name in gone else value for name, value in case.items()})
    return found
