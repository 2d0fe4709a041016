"""The least and the most that a score may come to over the completions inside the scope (language 3.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from riskengine.evaluating.cube import Cube
from riskengine.evaluating.parts import Mask
from riskengine.facts import Number

if TYPE_CHECKING:
    from riskengine.evaluating.completions import Completions

__all__ = ["score_range"]

_Range = tuple[Number | None, Number | None]


def score_range(completions: Completions, score: int) -> _Range:
    """The range of one score, None where it is open or no completion has it."""
    group = next((group for group in completions.groups if score in group.scores), None)
    if group is None:
        return _quiet_range(completions, score)
    return _range_over(completions, group.cube, score, group.inside)


def _quiet_range(completions: Completions, score: int) -> _Range:
    """The range of a score without bands: it has no part in the grade, so it is worked out on its own."""
    if not completions.needs.score(score):
        span = completions.evaluation.scores[score]
        return span.low, span.high
    program = completions.program
    nodes = [program.rules[number].node for number in program.scores[score].rules]
    tied = bool(completions.scope_needs & completions.needs.score(score))
    cube = completions.cube([*nodes, program.scope] if tied else nodes, [score])
    inside = cube.full & ~cube.node(program.scope)[1] if tied else cube.full
    spans = [span for span, _ in cube.score_of(score, completions.fixed(cube))]
    completions.undecided |= any(span.low != span.high for span in spans)
    return _range_over(completions, cube, score, inside)


def _range_over(completions: Completions, cube: Cube, score: int, inside: int) -> _Range:
    """The least that a score comes to with every rule, and the most without those that are accepted."""
    fixed = completions.fixed(cube)
    gone: dict[int, Mask] = {**fixed, **dict.fromkeys(completions.gone, (0, cube.full))}
    least = [span.low for span, mask in cube.score_of(score, fixed) if mask & inside]
    most = [span.high for span, mask in cube.score_of(score, gone) if mask & inside]
    return _ends(least, most)


def _ends(least: Iterable[Number | None], most: Iterable[Number | None]) -> _Range:
    """The least and the most that a score comes to; the most, from which accepted rules are left out, never below the least."""
    low = min((value for value in least if value is not None), default=None)
    high = max((value for value in most if value is not None), default=None)
    return low, low if low is not None and (high is None or high < low) else high
