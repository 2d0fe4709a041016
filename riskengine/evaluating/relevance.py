"""Which facts that are not known could change the grade or the scope, in the order worth asking (language 3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from riskengine.evaluating.groups import Group
from riskengine.evaluating.settled import Relevant

if TYPE_CHECKING:
    from riskengine.evaluating.completions import Completions

__all__ = ["relevant_facts"]


def relevant_facts(completions: Completions, least: int) -> tuple[Relevant, ...]:
    """The facts that matter, a gate before what it gates, then by what they could reach.

    Grades are taken without accepted rules, but never under the least required.
    """
    base = max(least, completions.base(completions.counted))
    views = [_View(group) for group in completions.groups]
    found: list[tuple[Relevant, int]] = []
    for view in views:
        others = [other for other in views if other is not view]
        floor = max([base, *(other.least for other in others)])
        ceiling = max([base, *(other.most for other in others)])
        for slot in view.group.cube.axes:
            fact = view.relevant(slot, floor, ceiling)
            if fact is not None:
                found.append((fact, view.worst_left(slot, floor, ceiling)))
    return _ordered(completions, found)


class _View:
    """One group's grades, rules that are accepted left aside."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.sure, self.maybe = group.without_accepted
        self.least = group.least(self.sure, group.inside)
        self.most = group.most(self.maybe, group.inside)
        self.scoped = group.scope[0] != group.cube.full

    def relevant(self, slot: int, floor: int, ceiling: int) -> Relevant | None:
        """Whether the fact matters, and the highest grade of a pair of completions that differ only in it."""
        cube, inside = self.group.cube, self.group.inside
        reach = -1
        for grade in range(self.group.grades - 1, floor, -1):
            above = cube.collapse(inside & self.maybe[grade], slot)
            if above and above & cube.collapse(inside & ~self.sure[grade], slot):
                reach = grade
                break
        scope_reach = self._scope_reach(slot, ceiling) if self.scoped else -1
        if reach < 0 and scope_reach < 0:
            return None
        return Relevant(slot, "grade" if reach >= 0 else "scope", max(reach, scope_reach))

    def _scope_reach(self, slot: int, ceiling: int) -> int:
        """The highest grade of a completion in the scope that this fact alone would bring outside it."""
        cube, inside = self.group.cube, self.group.inside
        outside = cube.collapse(cube.full & ~self.group.scope[0], slot)
        for grade in range(self.group.grades - 1, -1, -1):
            if outside & cube.collapse(inside & self.maybe[grade], slot):
                return max(grade, ceiling)
        return -1

    def worst_left(self, slot: int, floor: int, ceiling: int) -> int:
        """The widest range that could remain once the fact is learnt, in steps of grades."""
        cube, group = self.group.cube, self.group
        widths = [0]
        for index in range(cube.axes[slot].size):
            within = group.inside & cube.cell(slot, index)
            if within:
                low = max(floor, group.least(self.sure, within))
                widths.append(max(low, ceiling, group.most(self.maybe, within)) - low)
        return max(widths)


def _ordered(completions: Completions, found: Sequence[tuple[Relevant, int]]) -> tuple[Relevant, ...]:
    facts = completions.program.facts
    waiting = sorted(found, key=lambda pair: (-pair[0].could_reach, pair[1], facts[pair[0].slot].name))
    gates = {pair[0].slot: completions.gating(pair[0].slot) for pair in waiting}
    ordered: list[Relevant] = []
    while waiting:
        slots = {pair[0].slot for pair in waiting}
        chosen = next((pair for pair in waiting if not gates[pair[0].slot] & slots), waiting[0])
        waiting.remove(chosen)
        ordered.append(chosen[0])
    return tuple(ordered)
