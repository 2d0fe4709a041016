"""The smallest parts of a condition that make it true or false: why a rule applies, what stops one that does not.

A witness of a node is a set of comparisons which, with the truths that they have, fix the truth of the
node whatever the other comparisons are. It is minimal: without any one of them the node is not fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from riskengine.compiling.program import Node, Ref
from riskengine.deciding.ruling import Judgement
from riskengine.evaluating.reference import truth_of_parts
from riskengine.explaining.knowledge import Knowledge, knowledge_of, node_refs, ref_slots
from riskengine.explaining.phrases import node_phrase
from riskengine.explaining.values import list_text
from riskengine.truth import Truth

__all__ = [
    "band_of",
    "leaf_slots",
    "lowest_band",
    "open_slots",
    "stopped_by",
    "stopping_leaves",
    "supporting_facts",
    "why_not_lower",
    "witness",
]

Leaves = frozenset[int]

_SWAPPED = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}


def witness(judgement: Judgement, node: int) -> Leaves | None:
    """A minimal set of comparisons that fixes the truth of a node; None where its truth is not known.

    The empty set means that the node is fixed by its form alone, as `always` is.
    """
    truth = judgement.evaluation.truth(node)
    if truth is Truth.UNKNOWN:
        return None
    return _minimal(judgement, node, truth, _witness(judgement, node, truth))


def _witness(judgement: Judgement, number: int, truth: Truth) -> Leaves:
    """A small witness: the smallest of each choice of parts, joined."""
    node = judgement.program.nodes[number]
    if node.kind == "compare":
        return frozenset((number,))
    if node.kind == "always":
        return frozenset()
    wanted = _SWAPPED[truth] if node.kind in ("not", "none") else truth
    parts = [
        _witness(judgement, child, wanted)
        for child in dict.fromkeys(node.children)
        if judgement.evaluation.truth(child) is wanted
    ]
    return _smallest_union(parts, _needed(node, truth))


def _needed(node: Node, truth: Truth) -> int:
    """How many parts with the deciding truth fix the truth of a node."""
    every, true = len(node.children), truth is Truth.TRUE
    match node.kind:
        case "all":
            return every if true else 1
        case "any":
            return 1 if true else every
        case "none":
            return every if true else 1
        case "at_least":
            return node.n if true else every - node.n + 1
    return 1


def _smallest_union(parts: Sequence[Leaves], needed: int) -> Leaves:
    """The union of the `needed` smallest parts, each chosen for what it adds; ties go to the earlier part."""
    found: Leaves = frozenset()
    left = list(parts)
    for _ in range(min(needed, len(left))):
        best = min(range(len(left)), key=lambda place: (len(left[place] - found), place))
        found |= left.pop(best)
    return found


def _minimal(judgement: Judgement, node: int, truth: Truth, leaves: Leaves) -> Leaves:
    """The same leaves without those that are not needed, tried from the last written to the first."""
    kept = set(leaves)
    for leaf in sorted(leaves, reverse=True):
        if len(kept) > 1 and _forced(judgement, node, kept - {leaf}) is truth:
            kept.discard(leaf)
    return frozenset(kept)


def _forced(judgement: Judgement, number: int, leaves: Iterable[int]) -> Truth:
    """The truth of a node where only these comparisons are known."""
    return _fixed(judgement, number, {leaf: judgement.evaluation.truth(leaf) for leaf in leaves})


def _fixed(judgement: Judgement, number: int, truths: Mapping[int, Truth]) -> Truth:
    node = judgement.program.nodes[number]
    if node.kind == "compare":
        return truths.get(number, Truth.UNKNOWN)
    return truth_of_parts(node, [_fixed(judgement, child, truths) for child in node.children])


def leaf_slots(judgement: Judgement, leaf: int) -> tuple[int, ...]:
    """The recorded facts that give one comparison the truth that it has, gates included; sorted."""
    program = judgement.program
    found: set[int] = set()
    for ref in node_refs(program.nodes[leaf]):
        found.update(_reading(judgement, ref, _wanted_parts(judgement, leaf)))
    gated = _closed_gates(judgement, leaf)
    if gated:
        found = set(chain.from_iterable(supporting_facts(judgement, gate) for gate in gated[:1]))
    return tuple(sorted(slot for slot in found if slot != program.grade_slot))


def _closed_gates(judgement: Judgement, leaf: int) -> list[int]:
    """The gates that make a comparison false because its fact does not apply."""
    program = judgement.program
    gates = (program.gates[ref.index] for ref in node_refs(program.nodes[leaf]) if ref.kind == "fact")
    return [gate for gate in gates if gate >= 0 and judgement.evaluation.truth(gate) is Truth.FALSE]


def _wanted_parts(judgement: Judgement, leaf: int) -> Truth | None:
    """Which parts of a count decide a comparison: the true ones where it is high enough, the false ones where low."""
    operator, truth = judgement.program.nodes[leaf].operator, judgement.evaluation.truth(leaf)
    if operator in ("at_least", "more_than"):
        return truth
    if operator in ("at_most", "less_than") and truth is not Truth.UNKNOWN:
        return _SWAPPED[truth]
    return None


def _reading(judgement: Judgement, ref: Ref, wanted: Truth | None = None) -> Iterable[int]:
    """The facts behind one value: for a count, those of the parts that are known, or of the wanted ones."""
    program = judgement.program
    if ref.kind == "fact":
        yield ref.index
        gate = program.gates[ref.index]
        if gate >= 0:
            yield from supporting_facts(judgement, gate)
    elif ref.kind == "quantity" and program.quantities[ref.index].kind == "count_true":
        for part in program.quantities[ref.index].inputs:
            if wanted is None or judgement.evaluation.truth(part.index) is wanted:
                yield from supporting_facts(judgement, part.index)
    elif ref.kind == "quantity":
        for part in program.quantities[ref.index].inputs:
            yield from _reading(judgement, part)
    else:
        yield from (slot for slot in ref_slots(program, ref) if judgement.bound.inputs.values[slot] is not None)


def supporting_facts(judgement: Judgement, node: int) -> tuple[int, ...]:
    """The slots of the facts that give a node the truth that it has, from a minimal witness; sorted.

    Empty where the truth is not known by what is recorded.
    """
    leaves = witness(judgement, node)
    if leaves is None:
        return ()
    return tuple(sorted({slot for leaf in leaves for slot in leaf_slots(judgement, leaf)}))


def stopping_leaves(judgement: Judgement, rule_index: int) -> Leaves | None:
    """The comparisons whose truth stops a rule, None where none does by itself or the rule is not stopped."""
    if judgement.settled.outcomes[rule_index] != "does_not_apply":
        return None
    node = judgement.program.rules[rule_index].node
    return witness(judgement, node) if judgement.evaluation.truth(node) is Truth.FALSE else None


def stopped_by(judgement: Judgement, rule_index: int, known: Knowledge | None = None) -> str | None:
    """The smallest part that stops a rule which does not apply, in words; None for any other rule."""
    if judgement.settled.outcomes[rule_index] != "does_not_apply":
        return None
    known = knowledge_of(judgement) if known is None else known
    leaves = stopping_leaves(judgement, rule_index)
    if not leaves:
        return known.words.say("reason.never_applies")
    node = judgement.program.rules[rule_index].node
    parts = dict.fromkeys(_named_parts(judgement, known, node, leaves))
    return list_text(parts, known.words)


def _named_parts(judgement: Judgement, known: Knowledge, number: int, leaves: Leaves) -> Iterable[str]:
    """The phrases of a witness, a definition of the rule set by its own phrase where it is wholly part of it."""
    node = judgement.program.nodes[number]
    truth = judgement.evaluation.truth(number)
    if number in leaves or (node.kind == "holds" and _covers(judgement, number, truth, leaves)):
        yield node_phrase(known, number, truth)
        return
    for child in node.children:
        yield from _named_parts(judgement, known, child, leaves)


def _covers(judgement: Judgement, number: int, truth: Truth, leaves: Leaves) -> bool:
    """Whether these comparisons fix a definition that has its own words for its truth."""
    if truth is Truth.UNKNOWN or _forced(judgement, number, leaves) is not truth:
        return False
    phrases = judgement.program.ruleset.definitions[judgement.program.nodes[number].name].phrases
    return ("true" if truth is Truth.TRUE else "false") in phrases


def open_slots(judgement: Judgement, node: int) -> tuple[int, ...]:
    """The facts that are not known and that keep a node's truth open, a gate's before those it gates.

    Parts whose truth is known already are passed over: what is not known in them cannot matter.
    """
    found: dict[int, None] = {}
    _open(judgement, node, found)
    return tuple(found)


def _open(judgement: Judgement, number: int, found: dict[int, None]) -> None:
    if judgement.evaluation.truth(number) is not Truth.UNKNOWN:
        return
    node = judgement.program.nodes[number]
    for child in node.children:
        _open(judgement, child, found)
    for ref in node_refs(node):
        _open_ref(judgement, ref, found)


def _open_ref(judgement: Judgement, ref: Ref, found: dict[int, None]) -> None:
    program = judgement.program
    match ref.kind:
        case "fact":
            if program.gates[ref.index] >= 0:
                _open(judgement, program.gates[ref.index], found)
            unknown = judgement.bound.inputs.values[ref.index] is None and ref.index < program.as_of_slot
            if unknown and ref.index not in judgement.settled.not_applicable:
                found[ref.index] = None
        case "quantity":
            for part in program.quantities[ref.index].inputs:
                _open_ref(judgement, part, found)
        case "node":
            _open(judgement, ref.index, found)
        case "score":
            for rule in program.scores[ref.index].rules:
                _open(judgement, program.rules[rule].node, found)
                points_by = program.rules[rule].points_by
                if points_by is not None and points_by.score == ref.index:
                    _open_ref(judgement, points_by.subject, found)


def why_not_lower(judgement: Judgement, grade: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What rules out one grade: the rules that require a higher one, and the scores whose band is higher.

    Rules and scores are by number, rules by what they require, the highest first. Both are empty where
    only all the possible answers together rule the grade out.
    """
    program, settled = judgement.program, judgement.settled
    rules = [
        index
        for index, rule in enumerate(program.rules)
        if rule.minimum > grade and settled.outcomes[index] in ("applies", "presumed")
    ]
    rules.sort(key=lambda index: (-program.rules[index].minimum, program.rules[index].rule.id))
    scores = [index for index in range(len(program.scores)) if lowest_band(judgement, index) > grade]
    return tuple(rules), tuple(scores)


def lowest_band(judgement: Judgement, score: int) -> int:
    """The grade of the lowest band that a score can fall in, -1 where it has none."""
    return band_of(judgement, score, judgement.settled.scores[score][0])


def band_of(judgement: Judgement, score: int, value: object) -> int:
    """The grade of the band in which a number falls, -1 where there is none or the number is open."""
    if value is None:
        return -1
    for low, high, grade in judgement.program.scores[score].bands:
        if (low is None or low <= value) and (high is None or value <= high):  # type: ignore[operator]
            return grade
    return -1
