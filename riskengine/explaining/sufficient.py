"""The section that lists a smallest set of recorded facts that is enough by itself for what guidance requires."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.deciding.ruling import Judgement
from riskengine.evaluating.inputs import TRUE_LEVEL
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.refuting import only
from riskengine.explaining.phrases import fact_phrase
from riskengine.explaining.telling import Telling
from riskengine.explaining.tree import Block, Item, Items, Paragraph
from riskengine.explaining.values import sentence

__all__ = ["tell_sufficient"]


def tell_sufficient(telling: Telling) -> Iterator[Block]:
    """Facts that force the least required whatever the others are; nothing where guidance requires no more than the lowest."""
    judgement = telling.ruling.judgement
    if judgement is None or judgement.settled.least <= 0:
        return
    slots = telling.what_if.sufficient
    least = telling.grade(judgement.settled.least)
    covered = "" if _settles_scope(judgement, slots) else telling.say("sufficient.covered")
    key = "nothing" if not slots else "one" if len(slots) == 1 else "many"
    yield Paragraph(telling.say(f"sufficient.{key}", least=least, covered=covered))
    if slots:
        yield Items(tuple(_items(telling, slots)))
    if "presumed" in judgement.settled.outcomes:
        yield Paragraph(telling.say("sufficient.presumed"))


def _settles_scope(judgement: Judgement, slots: tuple[int, ...]) -> bool:
    """Whether these facts alone show that the rule set covers the case."""
    program = judgement.program
    return evaluate(program, only(program, judgement.bound.inputs, slots)).levels[program.scope] == TRUE_LEVEL


def _items(telling: Telling, slots: tuple[int, ...]) -> Iterator[Item]:
    """One entry for each fact; those that are withheld share one."""
    known = telling.knowing
    for slot in slots:
        if slot not in known.withheld:
            yield Item(sentence(fact_phrase(known, slot)))
    if known.hides(slots):
        yield Item(telling.say("sufficient.withheld"))
