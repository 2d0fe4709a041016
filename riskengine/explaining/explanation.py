"""From a ruling to its explanation: one tree in plain English, of which every form is a rendering."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from riskengine.deciding.ruling import Ruling
from riskengine.deciding.what_if import WhatIf
from riskengine.explaining.cited import tell_guidance
from riskengine.explaining.for_readers import tell_sign_off, tell_trace
from riskengine.explaining.knowledge import knowledge_of
from riskengine.explaining.made_under import tell_departure, tell_made_under
from riskengine.explaining.next_steps import tell_next
from riskengine.explaining.open_questions import tell_missing
from riskengine.explaining.summary import key_facts, notices, summary_tone, tell_summary
from riskengine.explaining.telling import Telling
from riskengine.explaining.time_limits import tell_clocks
from riskengine.explaining.tree import Block, Detail, Language, Section, Tree, View
from riskengine.explaining.values import shown, visible
from riskengine.explaining.why import tell_why, tell_why_not_lower
from riskengine.explaining.words import ENGLISH, Words
from riskengine.records import changed, record

__all__ = ["Explanation", "explain", "explanation_of"]


def _tell_sufficient(telling: Telling) -> Iterator[Block]:
    from riskengine.explaining.sufficient import tell_sufficient

    return tell_sufficient(telling)


def _tell_why_not(telling: Telling) -> Iterator[Block]:
    from riskengine.explaining.why_not import tell_why_not

    return tell_why_not(telling)


def _tell_further(telling: Telling) -> Iterator[Block]:
    if telling.view not in ("supervisor", "author"):
        return iter(())
    from riskengine.explaining.further import tell_further

    return tell_further(telling)


_SECTIONS: tuple[tuple[str, Callable[[Telling], Iterator[Block]]], ...] = (
    ("why", tell_why),
    ("why_not_lower", tell_why_not_lower),
    ("sufficient", _tell_sufficient),
    ("why_not", _tell_why_not),
    ("missing", tell_missing),
    ("clocks", tell_clocks),
    ("made_under", tell_made_under),
    ("departure", tell_departure),
    ("guidance", tell_guidance),
    ("next", tell_next),
    ("further", _tell_further),
    ("trace", tell_trace),
    ("sign_off", tell_sign_off),
)
"""Every section by its id, in the order in which a reader meets them. One that has nothing to say is left out."""

_IN_SHORT = frozenset({"why", "missing", "clocks", "departure", "guidance", "next", "further", "trace", "sign_off"})


@record
class Explanation:
    """An explanation and its forms; each form is made when it is asked for, all of one tree."""

    tree: Tree

    def text(self, *, color: bool = False, width: int = 100) -> str:
        """Plain text wrapped at `width` columns; with `color`, terminal colours too."""
        from riskengine.explaining.text import render_text

        return render_text(self.tree, color=color, width=width)

    def markdown(self) -> str:
        """CommonMark, with everything that could be read as markup escaped."""
        from riskengine.explaining.markdown import render_markdown

        return render_markdown(self.tree)

    def html(self) -> str:
        """One self-contained page: no script, nothing fetched, complete in print."""
        from riskengine.explaining.html import render_html

        return render_html(self.tree)


def explanation_of(
    ruling: Ruling,
    *,
    view: View = "officer",
    detail: Detail = "full",
    lang: Language = "en",
    what_if: WhatIf | None = None,
) -> Explanation:
    """The explanation of a ruling for one kind of reader, short or full, in English or in Welsh (`cy`).

    `what_if` is what works out other knowledge, where it has been made.
    """
    if lang == "en":
        return Explanation(explain(ruling, view=view, detail=detail, what_if=what_if))
    from riskengine.explaining.languages import in_welsh

    told, words = in_welsh(ruling)
    return Explanation(explain(told, view=view, detail=detail, words=words, original=ruling, what_if=what_if))


def explain(
    ruling: Ruling,
    *,
    view: View = "officer",
    detail: Detail = "full",
    words: Words = ENGLISH,
    original: Ruling | None = None,
    what_if: WhatIf | None = None,
) -> Tree:
    """The tree of an explanation: the summary, then each section that has something to say.

    In another language `ruling` holds the rule set's texts in that language, and `original` its own.
    """
    judgement = ruling.judgement
    known = None if judgement is None else knowledge_of(judgement, view=view, words=words)
    if known is not None and original is not None and original.judgement is not None:
        known = changed(known, in_english=knowledge_of(original.judgement, view=view))
    telling = Telling(ruling, known, words, view, detail, what_if or WhatIf(ruling))
    return Tree(
        kicker=telling.say("label.kicker"),
        title=telling.say("label.title", case=shown(ruling.case.case_id, words)),
        page_language=telling.say("view.page_language"),
        in_english=telling.say("in_english", text="{text}"),
        tone=summary_tone(telling),
        summary=tuple(tell_summary(telling)),
        key_facts_title=telling.say("label.key_facts"),
        key_facts=tuple(key_facts(telling)),
        notices=tuple(notices(telling)),
        sections=tuple(_sections(telling)),
        footer=_footer(telling),
    )


def _sections(telling: Telling) -> Iterator[Section]:
    for name, tell in _SECTIONS:
        if telling.full or name in _IN_SHORT:
            blocks = tuple(tell(telling))
            if blocks:
                yield Section(name, telling.say(f"label.section_{name}"), blocks)


def _footer(telling: Telling) -> str:
    judgement = telling.ruling.judgement
    edition = judgement.program.ruleset.digest if judgement is not None else ""
    if not telling.full or not telling.ruling.case.digest or not edition:
        return ""
    return telling.say("view.footer", case=visible(telling.ruling.case.digest), edition=visible(edition))
