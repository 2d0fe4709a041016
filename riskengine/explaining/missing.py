"""What is not known and matters, in the order in which it is worth asking (language 3.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from riskengine.deciding.decision import Missing
from riskengine.deciding.ruling import Judgement, Ruling
from riskengine.evaluating.settled import Outcome
from riskengine.explaining.reasons import open_slots

__all__ = ["list_missing"]

Why = Literal["grade", "scope", "required", "action", "presumption"]
Entry = tuple[int, Why, int, tuple[int, ...]]
"""A slot, why it matters, the grade it could reach (-1: none), and the rules that it could change."""


def list_missing(ruling: Ruling) -> tuple[Missing, ...]:
    """What is not known and matters. Each fact once, under the first reason that it has.

    Relevant facts come in settled order; then required ones, those that could change only actions, reviews,
    flags or time limits, and those behind a presumption.
    """
    judgement = ruling.judgement
    if judgement is None:
        return ()
    seen: dict[int, Missing] = {}
    for slot, why, reach, rules in _entries(ruling, judgement):
        if slot not in seen:
            seen[slot] = _missing(judgement, slot, why, reach, rules)
    return tuple(seen.values())


def _entries(ruling: Ruling, judgement: Judgement) -> Iterator[Entry]:
    grading = _openers(judgement, ("unsettled", "accepted"), changes_grade=True)
    for fact in judgement.settled.relevant:
        yield fact.slot, fact.why, fact.could_reach, tuple(grading.get(fact.slot, ()))
    if judgement.verdict == "out_of_scope":
        return
    yield from _required(judgement)
    yield from _in_order(judgement, "action", _acting(ruling, judgement))
    yield from _in_order(judgement, "presumption", _openers(judgement, ("presumed",)))


def _required(judgement: Judgement) -> Iterator[Entry]:
    rules: dict[int, list[int]] = {}
    for slot, rule in judgement.missing_required:
        rules.setdefault(slot, []).append(rule)
    yield from _in_order(judgement, "required", rules)


def _acting(ruling: Ruling, judgement: Judgement) -> dict[int, list[int]]:
    """The facts that keep rules without a say in the grade, or time limits, open."""
    found = _openers(judgement, ("unsettled", "accepted"), changes_grade=False)
    undetermined = {clock.id for clock in ruling.clocks if clock.state == "undetermined"}
    for clock in judgement.program.clocks:
        if clock.clock.id in undetermined:
            for slot in _clock_slots(judgement, clock.node, (clock.starts, clock.stops)):
                found.setdefault(slot, [])
    return found


def _clock_slots(judgement: Judgement, node: int, ends: tuple[int, int]) -> Iterator[int]:
    yield from open_slots(judgement, node)
    start, _ = ends
    if judgement.bound.inputs.values[start] is None and start not in judgement.settled.not_applicable:
        yield start


def _openers(judgement: Judgement, outcomes: tuple[Outcome, ...], *, changes_grade: bool | None = None) -> dict[int, list[int]]:
    """By fact, the rules with one of these outcomes that it keeps open."""
    found: dict[int, list[int]] = {}
    for index, rule in enumerate(judgement.program.rules):
        if judgement.settled.outcomes[index] not in outcomes:
            continue
        grades = rule.minimum >= 0 or bool(rule.effect.points) or rule.points_by is not None
        if changes_grade is not None and grades is not changes_grade and not (grades and _acts(judgement, index)):
            continue
        for slot in open_slots(judgement, rule.node):
            found.setdefault(slot, []).append(index)
    return found


def _acts(judgement: Judgement, index: int) -> bool:
    """Whether a rule does something besides what it does to the grade."""
    effect = judgement.program.rules[index].effect
    return bool(effect.actions or effect.flag or effect.review)


def _in_order(judgement: Judgement, why: Why, found: dict[int, list[int]]) -> Iterator[Entry]:
    """A gate's facts before what it gates, then by name."""
    for slot in sorted(found, key=lambda slot: (_depth(judgement, slot), judgement.program.facts[slot].name)):
        yield slot, why, -1, tuple(found[slot])


def _depth(judgement: Judgement, slot: int) -> int:
    """How many gates stand one above another over a fact."""
    program = judgement.program
    gate = program.gates[slot]
    return 0 if gate < 0 else 1 + max((_depth(judgement, above) for above in program.node_support[gate]), default=0)


def _missing(judgement: Judgement, slot: int, why: Why, reach: int, rules: Iterable[int]) -> Missing:
    program = judgement.program
    fact = program.facts[slot]
    return Missing(
        fact=fact.name,
        state="unknown" if judgement.bound.inputs.states[slot].value == "unknown" else "not_asked",
        why=why,
        question=fact.question,
        could_reach=program.grades[reach] if reach >= 0 and why in ("grade", "scope") else None,
        rules=tuple(sorted({program.rules[rule].rule.id for rule in rules})),
    )
