"""The section for supervisors and authors: which answers, and which records if they are wrong, would change the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from riskengine.deciding.what_if import Change
from riskengine.evaluating.answers import Cell
from riskengine.explaining.answers import cells_text
from riskengine.explaining.missing import list_missing
from riskengine.explaining.phrases import known_value_text
from riskengine.explaining.telling import Telling
from riskengine.explaining.tree import Block, Item, Items, Paragraph
from riskengine.explaining.values import name_text, visible

__all__ = ["tell_further"]


def tell_further(telling: Telling) -> Iterator[Block]:
    """The smallest changes of what is known that would alter the verdict: answers first, then records that may be wrong.

    Nobody is told that anything could be left out: a change is always something that is found, never something that is
    taken away, and what cannot change, such as a date of birth, is not among them.
    """
    judgement = telling.ruling.judgement
    if telling.view not in ("supervisor", "author") or judgement is None:
        return
    open_ = _in_order(telling, telling.what_if.learnable)
    if open_:
        yield Paragraph(telling.say("further.questions"))
        yield Items(tuple(_items(telling, open_)), ordered=True)
    if telling.full:
        yield from _records(telling, telling.what_if.changes)
    elif not open_:
        yield Paragraph(telling.say("further.nothing_open"))
    yield Paragraph(telling.say("view.further_care"))


def _in_order(telling: Telling, changes: Iterable[Change]) -> list[Change]:
    """Answers in the order in which the questions are worth asking."""
    slots = telling.knowing.program.slots
    order = [slots[fact.fact] for fact in list_missing(telling.ruling)]
    return sorted(changes, key=lambda change: order.index(change.facts[0][0]) if change.facts[0][0] in order else len(order))


def _records(telling: Telling, changes: Sequence[Change]) -> Iterator[Block]:
    """What would change the result if a record turned out to be otherwise; only in full."""
    alone = [change for change in changes if len(change.facts) == 1]
    records = [change for change in alone if telling.knowing.value(change.facts[0][0]) is not None]
    pairs = [change for change in changes if len(change.facts) > 1]
    if records:
        yield Paragraph(telling.say("further.records"))
        yield Items(tuple(_items(telling, records)))
    if pairs:
        yield Paragraph(telling.say("further.pairs"))
        yield Items(tuple(_pair(telling, change) for change in pairs))
    if not changes:
        yield Paragraph(telling.say("further.nothing"))


def _items(telling: Telling, changes: Iterable[Change]) -> Iterator[Item]:
    """One entry for each fact, with a line for each verdict that it could bring about."""
    by_fact: dict[int, dict[str, list[Cell]]] = {}
    for change in changes:
        slot, cell = change.facts[0]
        by_fact.setdefault(slot, {}).setdefault(change.verdict, []).append(cell)
    for slot, verdicts in by_fact.items():
        lines = (
            telling.say("further.if", answer=_cells(telling, slot, cells), then=telling.say(f"further.{verdict}"))
            for verdict, cells in verdicts.items()
        )
        yield Item(_subject(telling, slot), tuple(lines))


def _cells(telling: Telling, slot: int, cells: list[Cell]) -> str:
    return cells_text(telling, slot, cells, telling.what_if.cells(slot))


def _subject(telling: Telling, slot: int) -> str:
    """The question about a fact; with what is recorded of it, where something is."""
    known = telling.knowing
    question = _question(telling, slot)
    value = known.value(slot)
    if value is None:
        return question
    return telling.say("further.question_recorded", question=question, value=known_value_text(known, slot, value))


def _question(telling: Telling, slot: int) -> str:
    fact = telling.knowing.program.facts[slot]
    return visible(fact.question) or telling.say("missing.question_fallback", name=name_text(fact.name, telling.words))


def _pair(telling: Telling, change: Change) -> Item:
    subjects = " ".join(_subject(telling, slot) for slot, _ in change.facts)
    answers = (_cells(telling, slot, [cell]) for slot, cell in change.facts)
    said = telling.say("further.both", answers="; ".join(answers))
    return Item(subjects, (telling.say("further.if", answer=said, then=telling.say(f"further.{change.verdict}")),))
