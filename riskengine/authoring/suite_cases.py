"""From what a suite says of a case to a Case of the engine, with the place of everything in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from riskengine.case import Case
from riskengine.diagnostics import NOWHERE, CaseError, Diagnostic, Place
from riskengine.loading.case_places import plain, pointer_to
from riskengine.loading.case_reader import read_case
from riskengine.loading.case_shape import CASE_SCHEMA
from riskengine.loading.nodes import BrokenNode, ListNode, MapNode, Node, Position, Reading
from riskengine.records import record

__all__ = ["Part", "case_of", "case_problems", "in_suite", "parts_of", "stretch"]


@record
class Part:
    """One fact, or one key of an assessment, as written: its plain value, and the places of everything in it."""

    value: object
    place: Place
    places: Mapping[str, Place]


def parts_of(reading: Reading, node: MapNode, pointer: str) -> dict[str, Part]:
    """The entries of a mapping; `pointer` is where it stands in a case."""
    found = {}
    for name, entry in node.entries.items():
        key, whole = reading.place(entry.key), reading.place(entry.value)
        place = replace(key, end_line=whole.end_line, end_column=whole.end_column)
        below = pointer + pointer_to(name)
        found[name] = Part(plain(entry.value), place, {below: place, **dict(_below(reading, entry.value, below))})
    return found


def _below(reading: Reading, node: Node, pointer: str) -> Iterator[tuple[str, Place]]:
    children: Iterator[tuple[str | int, Node]] = iter(())
    if type(node) is MapNode:
        children = ((name, entry.value) for name, entry in node.entries.items())
    elif type(node) is ListNode:
        children = iter(enumerate(node.items))
    for step, child in children:
        below = pointer + pointer_to(step)
        yield below, reading.place(child)
        yield from _below(reading, child, below)


def case_of(
    name: str,
    *,
    jurisdiction: str,
    ruleset: str,
    facts: Mapping[str, object],
    assessment: Mapping[str, object] | None,
    place: Place = NOWHERE,
) -> Case:
    """The Case that a suite's case stands for: everything of the base that it keeps, and everything of its own.

    The same facts in a case file give the same Case. Raises CaseError with every problem, placed by JSON pointers.

    >>> case_of("A", jurisdiction="wales", ruleset="r", facts={"age": 12}, assessment=None).facts["age"][0].value
    12
    """
    tree = {
        "schema": CASE_SCHEMA,
        "case_id": name,
        "jurisdiction": jurisdiction,
        "ruleset": ruleset,
        "facts": facts,
        "assessment": assessment,
    }
    return replace(read_case(tree), place=replace(place, pointer=""))


def case_problems(error: CaseError, places: Mapping[str, Place], otherwise: Place) -> tuple[Diagnostic, ...]:
    """What is wrong with a case, at its places in the suite."""
    return tuple(in_suite(problem, places, otherwise) for problem in error.diagnostics)


def in_suite(problem: Diagnostic, places: Mapping[str, Place], otherwise: Place) -> Diagnostic:
    """A problem of a case, as near to its place in the suite as is known."""
    related = tuple((_nearest(place.pointer, places, otherwise), word) for place, word in problem.related)
    return replace(problem, place=_nearest(problem.place.pointer, places, otherwise), related=related)


def _nearest(pointer: str, places: Mapping[str, Place], otherwise: Place) -> Place:
    while pointer:
        if pointer in places:
            return places[pointer]
        pointer = pointer.rpartition("/")[0]
    return otherwise


def stretch(place: Place) -> BrokenNode:
    """A place as something that problems can be noted at."""
    return BrokenNode(Position(place.line - 1, place.column - 1), Position(place.end_line - 1, place.end_column - 1))
