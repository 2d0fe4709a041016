"""The section that says of every rule that does not apply what stops it, and what else would have to hold for it to apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskengine.compiling.program import Node
from riskengine.deciding.ruling import Judgement
from riskengine.evaluating.reference import truth_of_parts
from riskengine.explaining.knowledge import Knowledge, ref_slots
from riskengine.explaining.phrases import node_phrase
from riskengine.explaining.reasons import stopped_by, stopping_leaves
from riskengine.explaining.telling import Telling, hides_rule, rule_name
from riskengine.explaining.tree import Block, Item, Items
from riskengine.explaining.values import list_text, sentence, visible
from riskengine.truth import Truth

__all__ = ["also_needed", "tell_why_not"]

Wanted = Mapping[int, Truth]
"""Comparisons with the truths that they would have to have."""

_SWAPPED = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}


def tell_why_not(telling: Telling) -> Iterator[Block]:
    """Every rule that does not apply, by its id, with the smallest part that stops it."""
    judgement, known = telling.ruling.judgement, telling.known
    if judgement is None or known is None or judgement.verdict == "out_of_scope":
        return
    stopped = [index for index, outcome in enumerate(judgement.settled.outcomes) if outcome == "does_not_apply"]
    if stopped:
        order = sorted(stopped, key=lambda index: judgement.program.rules[index].rule.id)
        yield Items(tuple(_item(telling, judgement, known, index) for index in order))


def _item(telling: Telling, judgement: Judgement, known: Knowledge, index: int) -> Item:
    if hides_rule(known, index):
        return Item(telling.say("why_not.withheld", rule=visible(judgement.program.rules[index].rule.id)))
    part = stopped_by(judgement, index, known) or ""
    text = telling.say("why_not.rule", rule=rule_name(known, index), part=part.rstrip("."))
    rest = also_needed(judgement, index)
    if not rest:
        return Item(text)
    bare = Knowledge(known.program, withheld=known.withheld, words=known.words)
    phrases = dict.fromkeys(node_phrase(bare, leaf, truth) for leaf, truth in sorted(rest.items()))
    return Item(text, (sentence(telling.say("why_not.also", rest=list_text(phrases, known.words).rstrip("."))),))


def also_needed(judgement: Judgement, rule_index: int) -> Wanted | None:
    """What else would have to hold for a rule to apply if what stops it were otherwise: a smallest set of comparisons.

    None where nothing would do it, or where facts are shared so that one comparison cannot change without another.
    """
    leaves = stopping_leaves(judgement, rule_index)
    if not leaves:
        return None
    root = judgement.program.rules[rule_index].node
    flipped = {leaf: _SWAPPED[judgement.evaluation.truth(leaf)] for leaf in leaves}
    rest = _needed(judgement, root, Truth.TRUE, flipped)
    if rest is None:
        return None
    wanted = {**flipped, **rest}
    return rest if _truth(judgement, root, wanted) is Truth.TRUE and _apart(judgement, root, wanted) else None


def _truth(judgement: Judgement, number: int, flipped: Wanted) -> Truth:
    """The truth of a node if some comparisons had other truths."""
    node = judgement.program.nodes[number]
    if node.kind == "compare":
        return flipped.get(number, judgement.evaluation.truth(number))
    return truth_of_parts(node, [_truth(judgement, child, flipped) for child in node.children])


def _needed(judgement: Judgement, number: int, target: Truth, flipped: Wanted) -> Wanted | None:
    """A small set of comparisons that give a node a truth; None where none do."""
    if _truth(judgement, number, flipped) is target:
        return {}
    node = judgement.program.nodes[number]
    if node.kind == "compare":
        return None if number in flipped else {number: target}
    if node.kind == "always":
        return None
    wanted = _SWAPPED[target] if node.kind in ("not", "none") else target
    parts = [_needed(judgement, child, wanted, flipped) for child in dict.fromkeys(node.children)]
    possible = sorted((part for part in parts if part is not None), key=len)
    count = _how_many(node, target)
    if len(possible) < min(count, len(parts)):
        return None
    found: dict[int, Truth] = {}
    for part in possible[:count]:
        if any(found.get(leaf, truth) is not truth for leaf, truth in part.items()):
            return None
        found.update(part)
    return found


def _how_many(node: Node, target: Truth) -> int:
    """How many parts have to have the deciding truth for a node to have one."""
    every, true = len(node.children), target is Truth.TRUE
    match node.kind:
        case "all" | "none":
            return every if true else 1
        case "any":
            return 1 if true else every
        case "at_least":
            return node.n if true else every - node.n + 1
    return 1


def _apart(judgement: Judgement, root: int, wanted: Wanted) -> bool:
    """Whether what is wanted can be had without a change to any other comparison of the rule."""
    own = [slot for leaf in wanted for slot in _slots(judgement, leaf)]
    others = {slot for leaf in _leaves(judgement, root) if leaf not in wanted for slot in _slots(judgement, leaf)}
    return len(set(own)) == len(own) and others.isdisjoint(own)


def _slots(judgement: Judgement, leaf: int) -> tuple[int, ...]:
    program, node = judgement.program, judgement.program.nodes[leaf]
    refs = (node.subject, *node.operands) if node.subject is not None else ()
    return tuple({slot for ref in refs for slot in ref_slots(program, ref) if slot < program.as_of_slot})


def _leaves(judgement: Judgement, number: int) -> set[int]:
    node = judgement.program.nodes[number]
    if node.kind == "compare":
        return {number}
    return {leaf for child in node.children for leaf in _leaves(judgement, child)}
