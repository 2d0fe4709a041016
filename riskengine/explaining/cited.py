"""The section of guidance: the paragraphs behind what is said, and how sure we are of each."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.deciding.decision import Citation
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.citations import MISSING_CONFIDENCE, resolve_citations
from riskengine.explaining.foreign import InEnglish
from riskengine.explaining.telling import Telling, citation_text, deciding_rules, sureness
from riskengine.explaining.time_limits import is_over, shown_clocks
from riskengine.explaining.tree import Block, Item, Items, Paragraph
from riskengine.explaining.values import name_text, number_text, sentence, visible

__all__ = ["tell_guidance"]


def tell_guidance(telling: Telling) -> Iterator[Block]:
    """Each paragraph once: where it stands, what it says, how sure we are; then numbers that are not verified.

    In short, one line for each: its reference, its title and how sure we are.
    """
    citations = resolve_citations(telling.ruling.guidance, _references(telling))
    if citations:
        tell = _item if telling.full else _line
        yield Items(tuple(tell(telling, citation) for citation in citations))
    for line in _unverified(telling):
        yield Paragraph(line, "warning")


def _references(telling: Telling) -> Iterator[str]:
    """What the other sections cite."""
    judgement = telling.ruling.judgement
    if judgement is not None and judgement.verdict != "out_of_scope":
        for index in _shown_rules(judgement):
            yield from judgement.program.rules[index].rule.cites
    for clock in shown_clocks(telling):
        if not is_over(clock):
            yield from clock.cites
    for finding in telling.ruling.findings:
        yield from finding.cites


def _shown_rules(judgement: Judgement) -> Iterator[int]:
    yield from deciding_rules(judgement)
    yield from (index for index, outcome in enumerate(judgement.settled.outcomes) if outcome in ("presumed", "accepted"))


def _line(telling: Telling, citation: Citation) -> Item:
    if citation.confidence == MISSING_CONFIDENCE:
        return Item(telling.say("guidance.paragraph", citation=citation_text(telling, citation)))
    title, sure = visible(citation.title).rstrip("."), sureness(telling, citation)
    return Item(telling.say("guidance.line", reference=visible(citation.reference), title=title, sure=sure))


def _item(telling: Telling, citation: Citation) -> Item:
    text = citation.text if isinstance(citation.text, InEnglish) else " ".join(citation.text.split())
    details = [visible(text)] if text else []
    details.append(sentence(sureness(telling, citation)))
    if citation.address:
        details.append(telling.say("guidance.address", address=visible(citation.address)))
    return Item(telling.say("guidance.paragraph", citation=citation_text(telling, citation)), tuple(details))


def _unverified(telling: Telling) -> Iterator[str]:
    """The parameters that what is said rests on and whose value in force is not verified."""
    judgement = telling.ruling.judgement
    if judgement is None:
        return
    for name in sorted(_parameters(telling, judgement)):
        history = judgement.program.ruleset.parameters.get(name)
        if history is None:
            continue
        past = [value for value in history.values if value.start <= telling.ruling.as_of]
        if not past:
            yield telling.say("guidance.parameter_none", name=name_text(name, telling.words))
        elif not past[-1].verified:
            value = number_text(past[-1].value)
            yield telling.say("guidance.parameter_unverified", value=value, name=name_text(name, telling.words))


def _parameters(telling: Telling, judgement: Judgement) -> set[str]:
    program = judgement.program
    found: set[str] = set()
    if any(program.parameters_of_rules):
        for index in _resting_rules(telling, judgement):
            found |= program.parameters_of_rules[index]
    # In short, the section of time limits says so of each of them.
    shown = {clock.id for clock in shown_clocks(telling) if telling.full and not is_over(clock)}
    for clock in program.clocks:
        if clock.clock.id in shown and clock.within.kind == "parameter":
            found.add(program.parameters[clock.within.index])
    return found


def _resting_rules(telling: Telling, judgement: Judgement) -> Iterator[int]:
    """The rules on whose numbers the decision rests: in full all of them, for a number can also keep a rule from applying."""
    outcomes = () if judgement.verdict == "out_of_scope" else judgement.settled.outcomes
    return (index for index, outcome in enumerate(outcomes) if telling.full or outcome != "does_not_apply")
