"""The section that lists what is not known and matters, as questions in the order in which they are worth asking."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.calendar import HOLIDAYS_FROM, HOLIDAYS_UNTIL
from riskengine.deciding.decision import Missing
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.further_questions import follows_from_another, split_questions, tell_further_questions
from riskengine.explaining.missing import list_missing
from riskengine.explaining.telling import Telling
from riskengine.explaining.tree import Block, Item, Items, Paragraph
from riskengine.explaining.uncountable import WORKING_DAYS, open_whatever_the_answers
from riskengine.explaining.values import date_text, grade_text, list_text, name_text, visible

__all__ = ["effect_text", "question_text", "tell_missing"]


def tell_missing(telling: Telling) -> Iterator[Block]:
    """The questions, each with what its answer could change; plainly so where nothing that matters is missing."""
    judgement = telling.ruling.judgement
    if judgement is None:
        return
    missing = list_missing(telling.ruling)
    accepted = tuple(_accepted_lines(telling))
    unanswerable = tuple(_unanswerable_lines(telling, judgement))
    if not missing and not accepted and not unanswerable:
        if judgement.verdict == "out_of_scope":
            return
        yield Paragraph(telling.say("missing.nothing"))
        return
    weighty, acting = split_questions(telling, missing)
    if weighty:
        if len(weighty) > 1:
            yield Paragraph(telling.say("missing.intro"))
        yield Items(tuple(_item(telling, fact) for fact in weighty), ordered=True)
    if acting:
        yield from tell_further_questions(telling, [(fact, _further_text(telling, fact)) for fact in acting])
    if missing and not judgement.settled.exact:
        yield Paragraph(telling.say("missing.bounds"))
    if unanswerable:
        yield Items(tuple(Item(line, tone="undetermined") for line in unanswerable))
    if accepted:
        yield Items(tuple(Item(line, tone="warning") for line in accepted))


def _item(telling: Telling, fact: Missing) -> Item:
    state = telling.say(f"missing.state_{fact.state}")
    question = telling.say("missing.question", question=question_text(telling, fact), state=state)
    return Item(question, (effect_text(telling, fact), *_answers(telling, fact)))


def _answers(telling: Telling, fact: Missing) -> Iterator[str]:
    """In full, what each answer would come to, where it could change what guidance requires or whether it covers the case."""
    if telling.full and fact.why != "action":
        from riskengine.explaining.answers import answer_lines

        yield from answer_lines(telling, telling.knowing.program.slots[fact.fact])


def _further_text(telling: Telling, fact: Missing) -> str:
    """A question in the list of those that could not change the grade, which says of all that no record shows them asked."""
    question = question_text(telling, fact)
    if fact.state != "unknown":
        return question
    return telling.say("missing.question", question=question, state=telling.say("missing.state_unknown"))


def question_text(telling: Telling, fact: Missing) -> str:
    """A fact's question, or one made of its name; not where asking it could tell what is withheld."""
    known = telling.knowing
    if known.hides_whether_it_applies(known.program.slots[fact.fact]):
        return telling.say("missing.withheld")
    return visible(fact.question) or telling.say("missing.question_fallback", name=name_text(fact.fact, telling.words))


def effect_text(telling: Telling, fact: Missing) -> str:
    """What the answer to a question could change."""
    if fact.why == "required" and follows_from_another(telling, fact):
        return telling.say("missing.required_perhaps")
    if fact.why != "grade":
        return telling.say(f"missing.{fact.why}")
    if fact.could_reach is None:
        return telling.say("missing.grade_plain")
    return telling.say("missing.grade", grade=grade_text(fact.could_reach, telling.words))


def _unanswerable_lines(telling: Telling, judgement: Judgement) -> Iterator[str]:
    """What is open although nothing is left to ask, and why."""
    if judgement.verdict == "out_of_scope":
        return
    for name, ids in open_whatever_the_answers(judgement).items():
        rules = list_text(map(visible, ids), telling.words)
        if name == WORKING_DAYS:
            first, last = (date_text(day, telling.words) for day in (HOLIDAYS_FROM, HOLIDAYS_UNTIL))
            yield telling.say("missing.no_working_days", rules=rules, first=first, last=last)
        else:
            day = date_text(telling.ruling.as_of, telling.words)
            yield telling.say("missing.no_value", rules=rules, name=name_text(name), day=day)


def _accepted_lines(telling: Telling) -> Iterator[str]:
    program = telling.judged.program
    pairs = sorted((program.facts[slot].name, program.rules[rule].rule.id) for slot, rule in telling.judged.settled.accepted)
    for name, rule in pairs:
        fact = program.facts[program.slots[name]]
        said = visible(fact.question) or telling.say("missing.question_fallback", name=name_text(name, telling.words))
        if telling.knowing.hides_whether_it_applies(program.slots[name]):
            said = telling.say("missing.withheld")
        yield telling.say("missing.accepted", question=said, rule=visible(rule))
