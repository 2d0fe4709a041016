"""Splits for a certificate: cases in each of which three-valued logic gives a claim, found by dividing what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from riskengine.certificate_check import ALWAYS, FALSE, OPEN, TRUE, Refused, Test, World
from riskengine.certifying.examples import as_json
from riskengine.compiling.program import Program
from riskengine.evaluating.axes import Axis, after, value_at
from riskengine.evaluating.inputs import Inputs

__all__ = ["MOST_CASES", "Cuts", "TooManyCases", "cuts_of", "open_facts", "split"]

MOST_CASES = 4096
"""A claim that takes more cases than this is not proved."""

Cuts = Mapping[str, tuple[tuple[str, Any], ...]]
"""For each fact that is not known, the splits worth trying: the question and its value as JSON has it."""


class TooManyCases(Refused):
    """A claim would take more cases than a certificate may have."""


def cuts_of(program: Program, inputs: Inputs, axes: Sequence[Axis]) -> Cuts:
    """The splits by which the cells of some axes are told apart."""
    return {program.facts[axis.slot].name: tuple(_cuts(program, axis)) for axis in axes if inputs.values[axis.slot] is None}


def _cuts(program: Program, axis: Axis) -> Iterator[tuple[str, Any]]:
    fact = program.facts[axis.slot]
    if axis.unit is not None:
        top = None if axis.whole is None else axis.whole.high
        lows = {span.low for span in axis.line if span.low is not None}
        ends = {after(span.high, axis.unit) for span in axis.line if span.high is not None and span.high != top}
        for place in sorted(lows | ends):
            yield "below", as_json(value_at(place, fact, axis.unit))
    elif fact.type == "choices":
        mentioned: set[str] = set().union(*(value for value in axis.values if isinstance(value, frozenset)))
        yield from (("has", option) for option in sorted(mentioned))
    else:
        yield from (("is", value) for value in axis.values)


def split(
    world: World,
    test: Test,
    roots: Callable[[World], Iterator[Any]],
    cuts: Cuts,
    *,
    first: Collection[str] = (),
    wanted: Collection[int] = (TRUE,),
) -> Any:
    """The cases in each of which a test comes to one of what is wanted; facts in `first` are divided before others.

    `roots` gives the conditions that are open in a world. Raises TooManyCases, and Refused where nothing is left to divide.
    """
    room = [MOST_CASES]

    def under(world: World) -> Any:
        if test(world) in wanted:
            return None
        room[0] -= 1
        if not room[0]:
            raise TooManyCases(f"it would take more than {MOST_CASES} cases")
        open_ = next((found for root in roots(world) if (found := _divisible(world, root, cuts))), None)
        if open_ is None:
            raise Refused("no cases were found in which three-valued logic proves it, which counts no working days")
        name = min(open_, key=lambda name: (name not in first, -open_[name], len(cuts[name]), name))
        choices = _left(world, name, cuts)
        kind, value = choices[len(choices) // 2]
        question = {"fact": name, kind: value}
        yes, no = world.divided(question)
        return question | {"yes": under(yes), "no": under(no)}

    return under(world)


def _divisible(world: World, root: Any, cuts: Cuts) -> Counter[str]:
    """How often each fact that can be divided further stands in what is open in a condition."""
    found = Counter(open_facts(world, root))
    return Counter({name: number for name, number in found.items() if _left(world, name, cuts)})


def _left(world: World, name: str, cuts: Cuts) -> list[tuple[str, Any]]:
    """The splits of a fact that still divide its cell."""
    cell = world.cells[name]
    found = []
    for kind, value in cuts.get(name, ()):
        if kind == "has":
            divides = value in cell[1] - cell[0]
        elif kind == "is":
            divides = value in cell and len(cell) > 1
        else:
            divides = cell[0] < world.given.cell(name, value)[0] <= cell[1]
        if divides:
            found.append((kind, value))
    return found


def open_facts(world: World, root: Any) -> Iterator[str]:
    """The facts that are not known in what is open in a condition, or in a score named by a text, once for each use."""
    if isinstance(root, str):
        yield from _of_name(world, root)
    elif world.truth(root) == OPEN:
        for key, value in root.items():
            if key != "phrases" and world.part(key, value) == OPEN:
                yield from _of_part(world, key, value)


def _of_part(world: World, key: str, value: Any) -> Iterator[str]:
    match key:
        case "holds":
            yield from open_facts(world, world.given.head["define"][value])
        case "not":
            yield from open_facts(world, value)
        case "all" | "any" | "none" | "at_least":
            for each in value["of"] if key == "at_least" else value:
                yield from open_facts(world, each)
        case _:
            for name in (key, *_compared_with(value)):
                yield from _of_name(world, name)


def _compared_with(value: Any) -> Iterator[str]:
    """The facts and quantities that operands name."""
    for operand in value.values() if isinstance(value, dict) else ():
        for each in operand if isinstance(operand, list) else [operand]:
            if isinstance(each, dict) and "fact" in each:
                yield each["fact"]


def _of_name(world: World, name: str) -> Iterator[str]:
    given = world.given
    if name in given.facts:
        yield from open_facts(world, given.facts[name].get("applies_when", ALWAYS))
        if name not in given.known:
            yield name
    elif name in given.head["define"]:
        yield from open_facts(world, given.head["define"][name])
    elif name in given.head["quantities"]:
        inputs = [each for listed in given.head["quantities"][name].values() if isinstance(listed, list) for each in listed]
        for each in inputs:
            yield from _of_name(world, each) if isinstance(each, str) else ()
    elif name in given.head["scores"]:
        yield from _of_score(world, name)


def _of_score(world: World, name: str) -> Iterator[str]:
    for rule, written in world.given.rules.items():
        by = written["effect"].get("points_by", {})
        by_range = by.get("score") == name
        if world.applies(rule) != FALSE and (by_range or name in written["effect"].get("points", {})):
            if world.applies(rule) == OPEN:
                yield from open_facts(world, written.get("when", ALWAYS))
            yield from _of_name(world, by["fact"]) if by_range else ()
