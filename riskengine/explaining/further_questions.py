"""In short, the questions that could not change the grade: one list, without repeating what is said of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskengine.deciding.decision import Missing
from riskengine.explaining.telling import Telling
from riskengine.explaining.tree import Block, Item, Items, Paragraph
from riskengine.explaining.values import number_text

__all__ = ["follows_from_another", "split_questions", "tell_further_questions"]

_LISTED_FROM = 2
"""A single question says for itself what its answer could change."""


def split_questions(telling: Telling, missing: Sequence[Missing]) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
    """The questions that have a number and a line of their own, and, in short, those that could not change the grade."""
    acting = tuple(fact for fact in missing if fact.why == "action")
    if telling.full or len(acting) < _LISTED_FROM:
        return tuple(missing), ()
    return tuple(fact for fact in missing if fact.why != "action"), acting


def tell_further_questions(telling: Telling, questions: Sequence[tuple[Missing, str]]) -> Iterator[Block]:
    """Those that could not change the grade, as given with their texts; one that another's answer may spare is only counted."""
    first = [text for fact, text in questions if not follows_from_another(telling, fact)]
    later = len(questions) - len(first)
    yield Paragraph(telling.say("missing.further_intro"))
    yield Items(tuple(Item(text) for text in first))
    if later:
        key = "missing.further_later_one" if later == 1 else "missing.further_later"
        yield Paragraph(telling.say(key, count=number_text(later)))


def follows_from_another(telling: Telling, fact: Missing) -> bool:
    """Whether it is not settled that a question applies at all: that hangs on the answer to another."""
    judgement = telling.judged
    return judgement.program.slots[fact.fact] in judgement.settled.gate_open
