"""A comparison of editions in plain English: one tree, of which every form is a rendering."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from riskengine.comparing.english import TEXTS
from riskengine.comparing.records import ClockChange, ComparisonRecord, DifferenceRecord, EditionSide, ResultRecord, RuleSide
from riskengine.deciding.decision import Citation, GradeResult
from riskengine.explaining.citations import MISSING_CONFIDENCE
from riskengine.explaining.tree import Block, Item, Items, Paragraph, Section, Tree
from riskengine.explaining.values import date_text, grade_text, list_text, moment_text, name_text, sentence, shown, visible
from riskengine.explaining.words import ENGLISH

__all__ = ["tree_of"]


def tree_of(record: ComparisonRecord) -> Tree:
    """The tree of a comparison: the result under both editions, what makes the difference, and all that differs."""
    return Tree(
        kicker=_say("kicker"),
        title=_say("title", case=shown(record.case_id), first=_edition(record.first), second=_edition(record.second)),
        page_language=ENGLISH.say("view.page_language"),
        tone="good" if record.same else "warning",
        summary=tuple(_summary(record)),
        key_facts_title=_say("key_facts"),
        key_facts=tuple(_key_facts(record)),
        notices=tuple(_notices(record)),
        sections=tuple(Section(id, _say(f"section_{id}"), blocks) for id, blocks in _sections(record) if blocks),
    )


def _say(key: str, **parts: object) -> str:
    text = TEXTS[key]
    return text.format_map(parts) if parts else text


def _edition(side: EditionSide) -> str:
    return visible(side.edition.edition)


def _summary(record: ComparisonRecord) -> Iterator[str]:
    first, second = _edition(record.first), _edition(record.second)
    if record.first.edition.digest == record.second.edition.digest:
        yield _say("same_edition")
    elif not record.differences:
        yield _say("no_difference")
    else:
        yield _say("same_result" if record.same else "other_result", first=first, second=second)
    sides = (record.first,) if record.same and first == second else (record.first, record.second)
    for side in sides:
        yield _say("side", edition=_edition(side), requires=_requires(side.grade), verdict=_say(f"verdict_{side.grade.verdict}"))


def _requires(grade: GradeResult | ResultRecord) -> str:
    if grade.least is None or grade.most is None:
        return _say("requires_nothing")
    key = "requires" if grade.least == grade.most else "requires_up_to"
    return _say(key, least=grade_text(grade.least), most=grade_text(grade.most))


def _key_facts(record: ComparisonRecord) -> Iterator[tuple[str, str]]:
    officer = record.first.grade.officer
    yield _say("label_as_of"), date_text(record.as_of)
    yield _say("label_grade"), grade_text(officer) if officer else _say("none_recorded")
    for side in (record.first, record.second):
        yield _say("label_edition", edition=_edition(side)), sentence(_requires(side.grade)).rstrip(".")


def _notices(record: ComparisonRecord) -> Iterator[str]:
    yield _say("no_comparison")
    for provenance in dict.fromkeys((record.first.edition.provenance, record.second.edition.provenance)):
        if provenance == "illustrative":
            yield ENGLISH.say("label.provenance_illustrative")


def _sections(record: ComparisonRecord) -> Iterator[tuple[str, tuple[Block, ...]]]:
    named = {f"{each.kind}:{each.id}": each for each in record.differences}
    rules = [each for each in record.differences if each.kind == "rule"]
    others = [each for each in record.differences if each.kind not in ("rule", "time_limit")]
    yield "difference", tuple(_decisive(record, named))
    yield "rules", tuple(_listed(record, rules))
    yield "others", tuple(_listed(record, others))
    limits = tuple(Item(_clock(record, clock)) for clock in record.time_limits)
    yield "time_limits", (Items(limits),) if limits else ()
    yield "left_out", tuple(_left_out(record))
    paragraphs = tuple(map(_paragraph, record.citations))
    yield "guidance", (Items(paragraphs),) if paragraphs else ()


def _decisive(record: ComparisonRecord, named: dict[str, DifferenceRecord]) -> Iterator[Block]:
    if record.same:
        return
    if not record.decisive:
        yield Paragraph(_say("unknown"), "undetermined")
    elif all(len(keys) == 1 for keys in record.decisive):
        yield Paragraph(_say("one" if len(record.decisive) == 1 else "each"))
        yield Items(tuple(_item(record, named[keys[0]]) for keys in record.decisive))
    else:
        for number, keys in enumerate(record.decisive):
            yield Paragraph(_say("or_together" if number else "together" if record.fewest else "few"))
            yield Items(tuple(_item(record, named[key]) for key in keys))


def _listed(record: ComparisonRecord, found: list[DifferenceRecord]) -> Iterator[Block]:
    """Those that move something in full, the others in a line each; what makes the difference is told above."""
    decisive = {key for keys in record.decisive for key in keys}
    rest = [each for each in found if f"{each.kind}:{each.id}" not in decisive]
    moving = [each for each in rest if each.moves or each.alone is None]
    still = [each for each in rest if each not in moving]
    cited = [each for each in still if each.aspects == ("guidance",)]
    lines = tuple(Item(_line(record, each)) for each in still if each not in cited)
    if moving:
        yield Items(tuple(_item(record, each) for each in moving))
    if lines:
        yield Paragraph(_say("nothing"))
        yield Items(lines)
    if cited:
        yield Paragraph(_say("guidance_only", rules=list_text(visible(each.id) for each in cited)))


def _line(record: ComparisonRecord, found: DifferenceRecord) -> str:
    """A difference that changes nothing: what it is, and what came of the rule."""
    text = _headline(record, found)
    outcomes = [_say(f"outcome_{rule.outcome}") for rule in (found.first, found.second) if rule is not None]
    if not outcomes:
        return text
    if len(set(outcomes)) == 1:
        return _say("rule_nothing", text=text, outcome=outcomes[0])
    first, second = _edition(record.first), _edition(record.second)
    return _say("rule_outcomes", text=text, before=outcomes[0], after=outcomes[1], first=first, second=second)


def _item(record: ComparisonRecord, found: DifferenceRecord) -> Item:
    return Item(_headline(record, found), tuple(_details(record, found)), "warning" if found.moves else "plain")


def _headline(record: ComparisonRecord, found: DifferenceRecord) -> str:
    """What a difference is, in a sentence."""
    titled = found.second or found.first
    aspects = list_text([_say(f"aspect_{aspect}") for aspect in found.aspects if f"aspect_{aspect}" in TEXTS])
    return _say(
        f"{found.kind}_{found.change}",
        id=visible(found.id) if found.kind in ("rule", "time_limit") else name_text(found.id),
        title=visible(titled.title).rstrip(".") if titled else "",
        aspects=aspects,
        first=_edition(record.first),
        second=_edition(record.second),
    )


def _details(record: ComparisonRecord, found: DifferenceRecord) -> Iterator[str]:
    for side, rule in ((record.first, found.first), (record.second, found.second)):
        if rule is not None:
            yield _version(side, rule)
            if found.moves:
                yield _say("version_cites", edition=_edition(side), cites=list_text(map(visible, rule.cites)))
    if found.alone is None:
        yield _say("alone_unknown")
    elif found.moves:
        verdict = _say(f"verdict_{found.alone.verdict}")
        yield _say("alone_moves", first=_edition(record.first), requires=_requires(found.alone), verdict=verdict)
    else:
        yield _say("alone_nothing")


def _version(side: EditionSide, rule: RuleSide) -> str:
    asks = _say("asks", condition=rule.asks) if rule.asks else _say("asks_always")
    effects = "".join(f"; it {effect}" for effect in _effects(rule))
    return _say("version", edition=_edition(side), asks=asks, effects=effects, outcome=_say(f"outcome_{rule.outcome}"))


def _effects(rule: RuleSide) -> Iterator[str]:
    if rule.minimum_grade is not None:
        yield _say("effect_minimum", grade=grade_text(rule.minimum_grade))
    if rule.points is not None:
        yield _say("effect_points", points=name_text(rule.points))
    if rule.requires:
        yield _say("effect_requires", facts=list_text(f"“{name_text(name)}”" for name in rule.requires))


def _clock(record: ComparisonRecord, clock: ClockChange) -> str:
    return _say(
        "clock",
        title=visible(clock.title).rstrip("."),
        before=_state(clock.first, clock.first_due),
        after=_state(clock.second, clock.second_due),
        first=_edition(record.first),
        second=_edition(record.second),
    )


def _state(state: str | None, due: str | None) -> str:
    if state is None:
        return _say("clock_none")
    said = _say(f"state_{state}")
    return said if due is None else _say("clock_state", state=said, due=_moment(due))


def _moment(text: str) -> str:
    return moment_text(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))


def _left_out(record: ComparisonRecord) -> Iterator[Block]:
    for side in (record.first, record.second):
        if side.left_out:
            facts = list_text(f"“{name_text(name)}”" for name in side.left_out)
            yield Paragraph(_say("left_out", edition=_edition(side), facts=facts), "note")


def _paragraph(citation: Citation) -> Item:
    if citation.confidence == MISSING_CONFIDENCE:
        return Item(ENGLISH.say("why.citation_unresolved", reference=visible(citation.reference)) + ".")
    title = f"{visible(citation.reference)}: {visible(citation.title).rstrip('.')}, in {visible(citation.source)}."
    text = visible(" ".join(citation.text.split()))
    return Item(title, (text,) if text else ())
