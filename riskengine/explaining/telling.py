"""What every section of an explanation is told from: the ruling, what may be said, to whom and how fully."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from riskengine.deciding.decision import Citation, ClockResult
from riskengine.deciding.ruling import Judgement, Ruling
from riskengine.deciding.what_if import WhatIf
from riskengine.explaining.citations import MISSING_CONFIDENCE, resolve_citations
from riskengine.explaining.knowledge import Knowledge, ref_slots
from riskengine.explaining.said import said
from riskengine.explaining.tree import Detail, View
from riskengine.explaining.values import date_text, grade_text, list_text, visible
from riskengine.explaining.words import Words
from riskengine.guidance import reach
from riskengine.records import record

__all__ = [
    "Telling",
    "citation_text",
    "citation_texts",
    "deciding_rules",
    "hides_clock",
    "hides_rule",
    "rule_name",
    "rule_title",
    "sureness",
]


@record
class Telling:
    """One explanation being told. `known` is None where no edition is in force; `alternatives` where nothing else is weighed."""

    ruling: Ruling
    known: Knowledge | None
    words: Words
    view: View
    detail: Detail
    alternatives: WhatIf | None = None

    @property
    def full(self) -> bool:
        """Whether details are wanted."""
        return self.detail == "full"

    @property
    def judged(self) -> Judgement:
        """The judgement. Raises ValueError where no edition is in force."""
        if self.ruling.judgement is None:
            raise ValueError("nothing was judged: no edition is in force")
        return self.ruling.judgement

    @property
    def knowing(self) -> Knowledge:
        """What phrases may draw on. Raises ValueError where no edition is in force."""
        if self.known is None:
            raise ValueError("nothing was judged: no edition is in force")
        return self.known

    @property
    def what_if(self) -> WhatIf:
        """What the ruling would come to on other knowledge. Raises ValueError where nothing else is weighed."""
        if self.alternatives is None:
            raise ValueError("nothing but the ruling itself is told")
        return self.alternatives

    @property
    def say(self) -> Callable[..., str]:
        """Gives a text of the language: `Words.say`."""
        return self.words.say

    def said(self, text: str) -> str:
        """A message of the engine in the language."""
        return said(text, self.words, None if self.known is None else self.known.program)

    def grade(self, index: int) -> str:
        """A grade of the rule set as words."""
        return grade_text(self.judged.program.grades[index], self.words)


def deciding_rules(judgement: Judgement) -> tuple[int, ...]:
    """The rules that carry the least grade: the decisive ones and those that force it alone, by id."""
    chosen = {*judgement.settled.decisive, *judgement.settled.forcing}
    return tuple(sorted(chosen, key=lambda index: judgement.program.rules[index].rule.id))


def hides_rule(known: Knowledge, index: int) -> bool:
    """Whether what a rule does in this case could tell a fact that is withheld."""
    if not known.withheld:
        return False
    rule = known.program.rules[index]
    subject = rule.points_by.subject if rule.points_by is not None else None
    slots = set(rule.support)
    if subject is not None:
        slots.update(ref_slots(known.program, subject))
    return known.hides(tuple(slots))


def hides_clock(known: Knowledge, clock: ClockResult) -> bool:
    """Whether a time limit could tell a fact that is withheld."""
    for compiled in known.program.clocks:
        if compiled.clock.id == clock.id:
            return known.hides((compiled.starts, compiled.stops, *compiled.support))
    return bool(known.withheld)


def rule_title(known: Knowledge, index: int) -> str:
    """A rule's title, or that it rests on what is withheld."""
    if hides_rule(known, index):
        return known.words.say("why.rule_withheld_title")
    return visible(known.program.rules[index].rule.title).rstrip(".")


def rule_name(known: Knowledge, index: int) -> str:
    """A rule's id and title."""
    return f"{visible(known.program.rules[index].rule.id)} ({rule_title(known, index)})"


def citation_texts(telling: Telling, references: Iterable[str]) -> tuple[str, ...]:
    """Each citation in a line: paragraph, source, edition and day, and how sure we are of it."""
    citations = resolve_citations(telling.ruling.guidance, references)
    return tuple(_cited(telling, citation) for citation in citations)


def _cited(telling: Telling, citation: Citation) -> str:
    text = citation_text(telling, citation)
    if citation.confidence == MISSING_CONFIDENCE:
        return telling.say("why.cited", citation=text)
    return telling.say("why.cited_sure", citation=text, sure=sureness(telling, citation))


def sureness(telling: Telling, citation: Citation) -> str:
    """How sure we are of a paragraph, in a few words, in short in fewer; and where it applies, if not where the case is."""
    key = f"guidance.sure_{citation.confidence}" if telling.full else f"guidance.line_sure_{citation.confidence}"
    sure = telling.say(key if telling.words.has(key) else "guidance.sure_unverified")
    here, places = telling.ruling.case.jurisdiction, _places(telling, citation.reference)
    held = reach(places, here) if places else "all"
    if held == "all":
        return sure
    listed = list_text([_place(telling, place) for place in places], telling.words)
    key = "guidance.elsewhere_in_part" if held == "part" else "guidance.elsewhere"
    return telling.say(key, sure=sure, places=listed, here=_place(telling, here))


def _places(telling: Telling, reference: str) -> tuple[str, ...]:
    """The jurisdictions in which a paragraph applies."""
    stem = reference.partition("#")[0]
    sources = telling.ruling.guidance.sources
    return next((source.jurisdictions for source in sources if f"{source.source}/{source.edition}" == stem), ())


def _place(telling: Telling, jurisdiction: str) -> str:
    key = f"guidance.place_{jurisdiction}"
    return telling.say(key) if telling.words.has(key) else visible(jurisdiction)


def citation_text(telling: Telling, citation: Citation) -> str:
    """A citation in a line."""
    if citation.confidence == MISSING_CONFIDENCE:
        return telling.say("why.citation_unresolved", reference=visible(citation.reference))
    published = ""
    if citation.published is not None:
        published = telling.say("why.citation_published", day=date_text(citation.published, telling.words))
    return telling.say(
        "why.citation",
        title=visible(citation.title).rstrip("."),
        paragraph=visible(citation.reference.partition("#")[2]),
        source=visible(citation.source),
        edition=visible(citation.edition),
        published=published,
    )
