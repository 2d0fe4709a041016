"""Looks for a case that shows something, over the finite cells of what a case may hold; or proves that there is none.

A completion that certainly shows it becomes a case, made small. Where no completion could show it, none can: that is the
proof. Cells that cannot be cut finely enough, and domains beyond the budget, leave it undecided, and are then tried value by
value, which may find a case and never proves that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from riskengine.authoring.coverage_bench import (
    Answer,
    CoverageBench,
    Draft,
    Ground,
    Impossible,
    NotDecided,
    day_of,
    knowing,
    without,
)
from riskengine.authoring.coverage_between import between
from riskengine.authoring.coverage_days import depends_on_day
from riskengine.authoring.coverage_fixing import any_value_of, chosen, fixed, is_exact, some_values
from riskengine.authoring.coverage_goals import Goal, goal_masks, nodes_of, own_masks, refs_of
from riskengine.authoring.coverage_wants import At, Decides, Inside, NodeIs, RuleIs, Want, Window
from riskengine.authoring.invariants_shrinking import shrink
from riskengine.authoring.sampling import Sampler
from riskengine.authoring.sampling_trials import Bench
from riskengine.authoring.sampling_values import has_values, nth_quiet_value, representatives
from riskengine.case import Assessment
from riskengine.compiling.program import Ref
from riskengine.evaluating.axes import Axis
from riskengine.evaluating.completions import BUDGET
from riskengine.evaluating.cube import Cube
from riskengine.evaluating.cutting import cut
from riskengine.evaluating.groups import fit, sampled
from riskengine.evaluating.inputs import FALSE_LEVEL, Inputs
from riskengine.facts import FactState, Value
from riskengine.records import changed

__all__ = ["completed", "seek", "seek_on", "smaller", "sought", "without_idle_facts"]

_PINNED = 24
_DRAWN = 40
_DEEPEST = 2
_NONE = Impossible("")


def seek(bench: CoverageBench, want: Goal, *, budget: int = BUDGET) -> Answer:
    """A case that shows it, or why there is none: tried on every day worth trying and under every grade that may count."""
    window = want.window if isinstance(want, RuleIs) else Window()
    answers: list[Draft | Impossible | None] = []
    for ground in bench.grounds(window, graded=_asks_for_grade(bench, want)):
        answers.append(seek_on(bench, want, ground, budget=budget))
        if isinstance(answers[-1], Draft):
            return answers[-1]
    if None in answers:
        answers.append(_from_known(bench, want, budget) or _drawn(bench, want))
    why = "no case does, whatever its facts are" if getattr(want, "anywhere", False) else "no case within the scope does"
    return sought(bench, answers, nodes_of(bench.program, want), why, refs_of(want))


def sought(
    bench: CoverageBench, answers: Iterable[Draft | Impossible | None], nodes: Sequence[int], why: str, refs: Sequence[Ref] = ()
) -> Answer:
    """What searches on all grounds come to: a case, a proof where each of them is one for every day, or neither."""
    left_open, anywhere = False, True
    for answer in answers:
        if isinstance(answer, Draft):
            return answer
        left_open |= answer is None
        anywhere &= isinstance(answer, Impossible) and answer.anywhere
    if left_open:
        return NotDecided("no case was found, and no proof that there is none")
    scope = bench.program.scope
    rests_on = [node for node in nodes if node != scope] + ([] if anywhere else [scope])
    if depends_on_day(bench.program, rests_on, refs):
        return NotDecided("it depends on the day, and not every day was tried")
    return Impossible(why)


def _asks_for_grade(bench: CoverageBench, want: Goal) -> bool:
    grade = Ref("fact", bench.program.grade_slot)
    return grade in refs_of(want) or bool(bench.late.intersection(nodes_of(bench.program, want)))


def seek_on(bench: CoverageBench, want: Goal, ground: Ground, *, budget: int = BUDGET) -> Draft | Impossible | None:
    """The same on one ground alone, where what is proved holds; None where it is left open."""
    exact = is_exact(bench, want, ground)
    grounds = [*fixed(bench, want, ground), *between(bench, want, ground)]
    found: Draft | Impossible | None = _NONE
    for each in grounds:
        answer = _searched(bench, want, each, budget)
        if isinstance(answer, Draft):
            return answer
        found = found and answer
    return found if exact else _searched(bench, want, ground, budget)


def _searched(bench: CoverageBench, want: Goal, ground: Ground, budget: int, pinned: int = 0) -> Draft | Impossible | None:
    """The completions of a ground all at once, then those at the ends of every cell, then with some facts pinned down."""
    program, inputs = bench.program, ground.inputs
    evaluation = bench.evaluation(inputs)
    axes = cut(program, inputs, evaluation, nodes_of(program, want), _scores(bench, want))
    axes = [axis for axis in axes if has_values(program.facts[axis.slot], day_of(inputs))]
    whole, _ = fit(axes, budget)
    cube = Cube(program, inputs, evaluation, whole)
    certain, possible = goal_masks(want, cube)
    if not possible:
        return Impossible("", anywhere=not own_masks(want, cube)[1])
    found = _draft(bench, want, ground, cube, certain)
    if found is None:
        ends, _ = fit(sampled(axes), budget)
        cube = Cube(program, inputs, evaluation, ends)
        found = _draft(bench, want, ground, cube, goal_masks(want, cube)[0])
    return found or (_pinned(bench, want, ground, budget, axes, whole, pinned) if pinned < _DEEPEST else None)


def _pinned(
    bench: CoverageBench, want: Goal, ground: Ground, budget: int, axes: Sequence[Axis], whole: Sequence[Axis], pinned: int
) -> Draft | None:
    """With a fact known that could not be cut finely enough, at a few values each."""
    tries = _PINNED
    for axis, uncut in zip(axes, whole, strict=True):
        if uncut.size > 1:
            continue
        for value in some_values(bench.program.facts[axis.slot], axis, ground.inputs):
            tries -= 1
            known = Ground(knowing(ground.inputs, {axis.slot: value}), ground.grade)
            found = _searched(bench, want, known, budget, pinned + 1) if tries >= 0 else None
            if isinstance(found, Draft):
                return found
    return None


def _scores(bench: CoverageBench, want: Goal) -> tuple[int, ...]:
    """The scores whose rules say where to cut."""
    found = [ref.index for ref in refs_of(want) if ref.kind == "score"]
    if isinstance(want, At | Inside) and want.node >= 0:
        rules = (rule for rule in bench.program.rules if rule.node == want.node)
        found += [rule.points_by.score for rule in rules if rule.points_by and rule.points_by.subject == want.subject]
    return tuple(found)


# from completions to cases


def _draft(bench: CoverageBench, want: Goal, ground: Ground, cube: Cube, certain: int) -> Draft | None:
    """A completion as a case that is as small as it can be, None where there is none or it does not hold on trial."""
    if not certain:
        return None
    facts = dict(_facts(bench, cube, (certain & -certain).bit_length() - 1))
    return _small(bench, want, Ground(without_idle_facts(bench, knowing(ground.inputs, facts)), ground.grade))


def _facts(bench: CoverageBench, cube: Cube, number: int) -> Iterator[tuple[int, Value]]:
    """The values of one completion, by slot."""
    for slot, axis in cube.axes.items():
        cell = number // cube.strides[slot] % axis.size
        fact = bench.program.facts[slot]
        yield slot, chosen(fact, axis, axis.line[cell], cube.inputs) if axis.line else representatives(fact, axis)[cell]


def without_idle_facts(bench: CoverageBench, inputs: Inputs) -> Inputs:
    """The same without facts that do not apply, which nobody could record."""
    levels = bench.evaluation(inputs).levels
    idle = {slot for slot, gate in bench.program.gated if levels[gate] == FALSE_LEVEL}
    values = tuple(None if slot in idle else value for slot, value in enumerate(inputs.values))
    states = tuple(FactState.NOT_ASKED if slot in idle else state for slot, state in enumerate(inputs.states))
    return changed(inputs, values=values, states=states)


def completed(bench: CoverageBench, inputs: Inputs, slots: Iterable[int] | None = None) -> Inputs:
    """The same with these facts known too, or all that matter to anything: at values that ask for as little as they can."""
    program = bench.program
    wanted = frozenset(range(program.as_of_slot) if slots is None else slots)
    axes = cut(program, inputs, bench.evaluation(inputs), range(len(program.nodes)), range(len(program.scores)))
    facts = {
        axis.slot: nth_quiet_value(program.facts[axis.slot], axis, 0)
        for axis in axes
        if axis.slot in wanted and has_values(program.facts[axis.slot], day_of(inputs))
    }
    required = {slot for _, each in program.required for slot in each if slot in wanted and inputs.values[slot] is None}
    facts |= {slot: any_value_of(bench, slot, inputs) for slot in sorted(required - facts.keys())}
    return without_idle_facts(bench, knowing(inputs, facts))


def smaller(bench: CoverageBench, want: Want, draft: Draft) -> Draft:
    """The same without each fact that it can do without, one after the other."""
    for slot in range(bench.program.as_of_slot):
        if draft.inputs.states[slot] is not FactState.NOT_ASKED:
            draft = bench.draft(want, without(draft.inputs, [slot]), draft.assessment) or draft
    return draft


def _small(bench: CoverageBench, want: Goal, ground: Ground) -> Draft | None:
    """The smallest case that still shows it, judged in earnest."""
    inputs = ground.inputs

    def by_truths(each: Inputs) -> bool:
        return bench.shows(want, bench.light(each))

    def in_earnest(each: Inputs) -> bool:
        return bench.draft(want, each, _assessment(bench, ground, each)) is not None

    # Truths are enough to tell where no grade has a part, unless the scope stays open.
    still: Callable[[Inputs], bool] = by_truths if ground.grade < 0 and by_truths(inputs) else in_earnest
    if not still(inputs):
        return None
    smaller = shrink(bench.program, inputs, still)
    return bench.draft(want, smaller, _assessment(bench, ground, smaller))


def _assessment(bench: CoverageBench, ground: Ground, inputs: Inputs) -> Assessment | None:
    """The assessment by which the grade of the ground counts."""
    return None if ground.grade < 0 else bench.assessed(ground.grade, day_of(inputs))


def _from_known(bench: CoverageBench, want: Goal, budget: int) -> Draft | None:
    """Cases that there are, with the facts left open on which a comparison rests that is to decide something."""
    node = want.comparison if isinstance(want, Decides) else want.node if isinstance(want, NodeIs | At | Inside) else -1
    if node < 0:
        return None
    slots = [slot for slot in bench.program.node_support[node] if slot < bench.program.as_of_slot]
    for inputs in bench.known:
        ground = Ground(without(inputs, slots)) if inputs.values[-1] is None or not _asks_for_grade(bench, want) else None
        found = None if ground is None else _searched(bench, want, ground, budget, _DEEPEST)
        if isinstance(found, Draft):
            return found
    return None


def _drawn(bench: CoverageBench, want: Goal) -> Draft | None:
    """Cases drawn at random towards it, where nothing else has found one."""
    wishes = [want.node] if isinstance(want, NodeIs) and want.truth else []
    if isinstance(want, RuleIs) and want.outcome == "applies":
        wishes = [bench.program.rules[want.rule].node]
    sampler = Sampler(Bench(bench.program), repr(want))
    for inputs in sampler.cases(_DRAWN, wishes):
        found = _small(bench, want, Ground(inputs))
        if found is not None:
            return found
    return None
