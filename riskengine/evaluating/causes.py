"""Which rules bring about the least required: alone, or so that none of them can be left out."""

from __future__ import annotations

from functools import partial
from operator import eq, ne
from typing import TYPE_CHECKING

from riskengine.compiling.program import Program
from riskengine.evaluating.groups import band_of
from riskengine.truth import Truth

if TYPE_CHECKING:
    from riskengine.evaluating.completions import Completions

__all__ = ["decisive_rules", "forcing_rules"]

_COUNTS = ("applies", "presumed")


def forcing_rules(completions: Completions, least: int) -> tuple[int, ...]:
    """The rules each of which forces the least required if no other rule counts towards the grade.

    None where bands force it without any rule.
    """
    if least <= 0 or (completions.banded and completions.least(lambda _: False) >= least):
        return ()
    program, outcomes = completions.program, completions.outcomes
    found = {number for grade, number in program.floors if grade >= least and outcomes[number] in _COUNTS}
    others = {n for score in completions.banded for n in program.scores[score].rules if _could_alone(program, n, score, least)}
    if completions.scope is Truth.UNKNOWN:
        others |= {number for number, rule in enumerate(program.rules) if rule.minimum >= least}
    possible = [number for number in others - found if outcomes[number] != "does_not_apply"]
    found |= {number for number in possible if completions.least(partial(eq, number)) >= least}
    return tuple(sorted(found))


def _could_alone(program: Program, number: int, score: int, least: int) -> bool:
    """Whether the most that one rule can give to a score lies in a band of the least required."""
    rule, name = program.rules[number], program.scores[score].name
    points = rule.effect.points.get(name, 0)
    by = rule.effect.points_by
    if by is not None and by.score == name:
        points += max([0, by.otherwise or 0, *(band.points for band in by.bands)])
    return band_of(program.scores[score].bands, max(0, points)) >= least


def decisive_rules(completions: Completions, least: int, forcing: tuple[int, ...]) -> tuple[int, ...]:
    """The rules without any one of which the least required would be lower."""
    program, outcomes = completions.program, completions.outcomes
    by_floor = [number for number in forcing if outcomes[number] in _COUNTS and program.rules[number].minimum >= least]
    if least <= 0:
        return ()
    if by_floor and not program.compared:
        # Without any other rule one of these still forces it; two of them leave each other.
        alone = by_floor if len(by_floor) == 1 else []
        return tuple(number for number in alone if completions.least(partial(ne, number)) < least)
    weighed = {number for score in {*completions.banded, *program.compared} for number in program.scores[score].rules}
    weighed |= {number for number, rule in enumerate(program.rules) if rule.minimum >= least}
    candidates = sorted(number for number in weighed if outcomes[number] != "does_not_apply")
    return tuple(number for number in candidates if completions.least_of(partial(ne, number)) < least)
