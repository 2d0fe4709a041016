"""Splits for a certificate: cases in each of which three-valued logic gives a claim, found by dividing what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from riskengine.certificate_check import ALWAYS, FALSE, INF, OPEN, TRUE, Refused, Test, World
from riskengine.certifying.examples import as_json
from riskengine.compiling.program import Program
from riskengine.evaluating.axes import Axis, after, value_at
from riskengine.evaluating.inputs import Inputs

__all__ = ["MOST_CASES", "MOST_TRIED", "Contradicted", "Cuts", "Roots", "TooManyCases", "cuts_of", "open_facts", "seek", "split"]

MOST_CASES = 4096
"""A claim that takes more cases than this is not proved."""
MOST_TRIED = 1500
"""So many parts of the completions are looked at in search of an example."""

Cuts = Mapping[str, tuple[tuple[str, Any], ...]]
"""For each fact that is not known, the splits worth trying: the question and its value as JSON has it."""


class TooManyCases(Refused):
    """A claim would take more cases than a certificate may have."""


class Contradicted(Refused):
    """A claim is certainly false in some of the completions."""


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


Roots = Callable[[World], Iterator[Any]]
"""The conditions and scores on which a claim rests and that are open in a world, in the order to look at them."""


def split(
    world: World, test: Test, roots: Roots, cuts: Cuts, *, first: Collection[str] = (), wanted: Collection[int] = (TRUE,)
) -> Any:
    """The cases in each of which a test comes to one of what is wanted; facts in `first` are divided before others.

    Raises TooManyCases, Contradicted, and Refused where nothing is left to divide.
    """
    room = [MOST_CASES]

    def under(world: World) -> Any:
        found = test(world)
        if found in wanted:
            return None
        if found != OPEN:
            raise Contradicted("it is not so in every case")
        room[0] -= 1
        if not room[0]:
            raise TooManyCases(f"it would take more than {MOST_CASES} cases")
        question = _question(world, roots, cuts, first)
        if question is None:
            raise Refused("no cases were found in which three-valued logic proves it, which counts no working days")
        yes, no = world.divided(question)
        return question | {"yes": under(yes), "no": under(no)}

    return under(world)


def seek(world: World, test: Test, wanted: int, roots: Roots, cuts: Cuts) -> dict[str, Any] | None:
    """Values with which a test comes to what is wanted, found by dividing what is open; None where none was found in time."""
    room = [MOST_TRIED]

    def under(world: World, asked: frozenset[str]) -> dict[str, Any] | None:
        found = test(world)
        if found == wanted:
            return {name: _any_of(world.cells[name]) for name in sorted(asked)}
        room[0] -= 1
        question = _question(world, roots, cuts, ()) if found == OPEN and room[0] > 0 else None
        if question is None:
            return None
        yes, no = world.divided(question)
        for part in (no, yes):
            example = under(part, asked | {question["fact"]})
            if example is not None:
                return example
        return None

    return under(world, frozenset())


def _any_of(cell: Any) -> Any:
    """A value of a cell, as JSON has it."""
    if isinstance(cell, frozenset):
        return min(cell, key=str)
    low, high = cell
    if isinstance(low, frozenset):
        return sorted(low)
    return as_json(low if low != -INF else high if high != INF else 0)


def _question(world: World, roots: Roots, cuts: Cuts, first: Collection[str]) -> dict[str, Any] | None:
    """How to divide a world: by the fact that stands most often in the first root with anything to divide, in its middle."""
    open_ = next((found for root in roots(world) if (found := _divisible(world, root, cuts))), None)
    if open_ is None:
        return None
    name = min(open_, key=lambda name: (name not in first, -open_[name], len(cuts[name]), name))
    choices = _left(world, name, cuts)
    kind, value = choices[len(choices) // 2]
    return {"fact": name, kind: value}


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
