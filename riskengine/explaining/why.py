"""The sections that say why guidance requires what it does, and why not less."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.case import FactEntry
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.knowledge import SENSITIVE_VIEWS, Knowledge, node_refs
from riskengine.explaining.phrases import fact_phrase, fill_because, node_phrase
from riskengine.explaining.reasons import band_of, open_slots, supporting_facts, why_not_lower
from riskengine.explaining.scores import score_results
from riskengine.explaining.telling import Telling, citation_texts, deciding_rules, hides_rule, rule_name, rule_title
from riskengine.explaining.tree import Block, Item, Items, Paragraph
from riskengine.explaining.values import grade_text, list_text, moment_text, name_text, plain_number, sentence, shown, visible
from riskengine.truth import Truth

__all__ = ["tell_why", "tell_why_not_lower"]


def tell_why(telling: Telling) -> Iterator[Block]:
    """Each rule that carries the least grade, what made it apply, and its citation."""
    judgement, known = telling.ruling.judgement, telling.known
    if judgement is None or known is None:
        yield Paragraph(telling.say("why.no_edition", day=moment_text(telling.ruling.as_of, telling.words)))
        return
    yield from _scope(telling, judgement, known)
    for slot in judgement.contradictory:
        yield Paragraph(sentence(telling.say("why.contradiction", phrase=fact_phrase(known, slot))), "error")
    if judgement.verdict != "out_of_scope":
        yield from _grade_reasons(telling, judgement, known)


def _scope(telling: Telling, judgement: Judgement, known: Knowledge) -> Iterator[Block]:
    """Why the rule set does not cover the case, or what its cover depends on."""
    program = judgement.program
    if judgement.settled.scope is Truth.TRUE:
        return
    if judgement.settled.scope is Truth.UNKNOWN:
        phrase = node_phrase(known, program.scope, Truth.TRUE)
        yield Paragraph(telling.say("why.scope_open", phrase=phrase), "undetermined")
        return
    if judgement.evaluation.truth(program.scope) is Truth.FALSE:
        phrase = node_phrase(known, program.scope, Truth.FALSE)
        yield Paragraph(telling.say("why.scope_out", phrase=phrase), "undetermined")
    yield Paragraph(telling.say("why.scope_false", otherwise=visible(program.ruleset.scope.otherwise)))


def _grade_reasons(telling: Telling, judgement: Judgement, known: Knowledge) -> Iterator[Block]:
    rules = deciding_rules(judgement)
    least = judgement.settled.least
    if rules:
        if telling.full and len(rules) > 1:
            yield Paragraph(_introduction(telling, judgement))
        yield Items(tuple(_rule_item(telling, judgement, known, index) for index in rules))
    presumed = [index for index, outcome in enumerate(judgement.settled.outcomes) if outcome == "presumed" and index not in rules]
    if presumed:
        yield Items(tuple(_rule_item(telling, judgement, known, index) for index in presumed))
    scores = tuple(_score_lines(telling, judgement, known))
    if scores:
        yield Items(tuple(Item(line) for line in scores))
    if least == 0 and not rules:
        yield Paragraph(telling.say("why.no_rule", grade=telling.grade(0)))
    elif least > 0 and not rules and not _score_decides(judgement):
        yield Paragraph(telling.say("why.completions_only", least=telling.grade(least)))


def _introduction(telling: Telling, judgement: Judgement) -> str:
    if judgement.settled.decisive:
        return telling.say("why.decisive_intro")
    return telling.say("why.forcing_intro", least=telling.grade(judgement.settled.least))


def _score_decides(judgement: Judgement) -> bool:
    least = judgement.settled.least
    return least > 0 and bool(why_not_lower(judgement, least - 1)[1])


def _rule_item(telling: Telling, judgement: Judgement, known: Knowledge, index: int) -> Item:
    rule = judgement.program.rules[index]
    details = tuple(
        _rule_details(telling, judgement, known, index) if telling.full else _short_details(telling, judgement, index)
    )
    if hides_rule(known, index):
        reason = telling.say("why.rule_withheld", rule=visible(rule.rule.id))
    else:
        reason = sentence(fill_because(known, rule.rule.because)) or sentence(visible(rule.rule.title))
    if rule.minimum >= 0:
        reason = telling.say("why.rule_line", because=reason, grade=telling.grade(rule.minimum))
    return Item(reason, details)


def _short_details(telling: Telling, judgement: Judgement, index: int) -> Iterator[str]:
    """What may never be left out: that a rule is presumed, and its citations."""
    if judgement.settled.outcomes[index] == "presumed":
        yield telling.say("why.presumption")
    if not telling.full:
        yield from _points_lines(telling, judgement, telling.knowing, index)
    yield from citation_texts(telling, judgement.program.rules[index].rule.cites)


def _rule_details(telling: Telling, judgement: Judgement, known: Knowledge, index: int) -> Iterator[str]:
    compiled = judgement.program.rules[index]
    if not hides_rule(known, index):
        yield telling.say("why.rule_name", rule=visible(compiled.rule.id), title=rule_title(known, index))
    if judgement.settled.outcomes[index] != "presumed" and judgement.evaluation.truth(compiled.node) is Truth.UNKNOWN:
        yield telling.say("why.holds_anyway")
    yield from _points_lines(telling, judgement, known, index)
    slots = supporting_facts(judgement, compiled.node) or open_slots(judgement, compiled.node)
    for slot in slots:
        if slot < judgement.program.as_of_slot and slot not in known.withheld:
            yield _fact_line(telling, judgement, known, slot)
    yield from _short_details(telling, judgement, index)


def _points_lines(telling: Telling, judgement: Judgement, known: Knowledge, index: int) -> Iterator[str]:
    if hides_rule(known, index):
        return
    rule_id = judgement.program.rules[index].rule.id
    for score in score_results(judgement):
        for item in score.items:
            if item.rule == rule_id:
                points = _points(telling, item.least, item.most)
                yield telling.say("why.points", points=points, score=name_text(score.score, telling.words))


def _points(telling: Telling, least: str, most: str) -> str:
    if least != most:
        return telling.say("why.points_range", low=least, high=most)
    return telling.say("why.points_one" if least == "1" else "why.points_many", points=least)


def _fact_line(telling: Telling, judgement: Judgement, known: Knowledge, slot: int) -> str:
    """A fact with its value, where it came from and when it was recorded."""
    entry = judgement.bound.entries[slot]
    if known.state(slot) == "known":
        line = telling.say("why.fact_line", phrase=fact_phrase(known, slot))
    else:
        line = telling.say("why.fact_line_unknown", phrase=sentence(fact_phrase(known, slot)).removesuffix("."))
    if entry is None:
        return telling.say("why.fact_bare", line=line)
    return telling.say("why.fact_with", line=line, details="; ".join(_origin(telling, entry)))


def _origin(telling: Telling, entry: FactEntry) -> Iterator[str]:
    if entry.as_at is None:
        yield telling.say("why.fact_no_date")
    else:
        yield telling.say("why.fact_as_at", day=moment_text(entry.as_at, telling.words))
    if entry.recorded_by:
        yield telling.say("why.fact_recorded_by", who=_written_freely(telling, entry.recorded_by))
    if entry.source:
        yield telling.say("why.fact_source", source=_written_freely(telling, entry.source))
    if entry.basis:
        key = f"why.basis_{entry.basis}"
        basis = telling.say(key) if telling.words.has(key) else shown(entry.basis, telling.words)
        yield telling.say("why.fact_basis", basis=basis)


def _written_freely(telling: Telling, text: str) -> str:
    """What somebody wrote about a fact; it may quote the case, so a view that withholds facts withholds it of every fact."""
    return telling.say("withheld") if telling.view in SENSITIVE_VIEWS else shown(text, telling.words)


def _score_lines(telling: Telling, judgement: Judgement, known: Knowledge) -> Iterator[str]:
    """Each score that has bands: its range, its grade and, in full, what gives how much."""
    program = judgement.program
    for index, score in enumerate(score_results(judgement)):
        if not _bears_on_the_grade(judgement, index):
            continue
        if known.hides(program.scores[index].support):
            continue
        line = telling.say(
            "why.scores_intro", score=name_text(score.score, telling.words), range=_range(telling, score.least, score.most),
            band=_band(telling, score.band_least, score.band_most),
        )  # fmt: skip
        parts = [
            telling.say("why.score_item", points=_points(telling, item.least, item.most), rule=visible(item.rule))
            for item in score.items
            if (item.least, item.most) != ("0", "0")
        ]
        yield line + (" " + sentence(list_text(parts, telling.words)) if parts and telling.full else "")


def _bears_on_the_grade(judgement: Judgement, score: int) -> bool:
    """Whether a score's band carries the least grade, or could ask for more, or a rule that carries it compares the score."""
    least = judgement.settled.least
    if any(_reads_score(judgement, judgement.program.rules[index].node, score) for index in deciding_rules(judgement)):
        return True
    low, high = judgement.settled.scores[score]
    return band_of(judgement, score, low) == least > 0 or band_of(judgement, score, high) > least


def _reads_score(judgement: Judgement, number: int, score: int) -> bool:
    node = judgement.program.nodes[number]
    if any(ref.kind == "score" and ref.index == score for ref in node_refs(node)):
        return True
    return any(_reads_score(judgement, child, score) for child in node.children)


def _range(telling: Telling, low: str, high: str) -> str:
    return low if low == high else telling.say("why.score_range", low=low, high=high)


def _band(telling: Telling, low: str | None, high: str | None) -> str:
    if low is None or high is None:
        return ""
    if low == high:
        return telling.say("why.score_band", grade=grade_text(low, telling.words))
    return telling.say("why.score_bands", low=grade_text(low, telling.words), high=grade_text(high, telling.words))


def tell_why_not_lower(telling: Telling) -> Iterator[Block]:
    """For each grade below the least required, what rules it out; grades ruled out alike stand together."""
    judgement, known = telling.ruling.judgement, telling.known
    if judgement is None or known is None or judgement.settled.least <= 0 or judgement.verdict == "out_of_scope":
        return
    grouped: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = {}
    for grade in range(judgement.settled.least):
        grouped.setdefault(why_not_lower(judgement, grade), []).append(grade)
    items = []
    for (rules, scores), grades in grouped.items():
        listed = list_text(map(telling.grade, grades), telling.words, link="or")
        reasons = tuple(_exclusions(telling, judgement, known, rules, scores))
        if len(reasons) == 1:
            items.append(Item(telling.say("why.not_lower", grades=listed, reason=reasons[0])))
        else:
            items.append(Item(telling.say("why.not_lower_many", grades=listed), tuple(map(sentence, reasons))))
    yield Items(tuple(items))


def _exclusions(
    telling: Telling, judgement: Judgement, known: Knowledge, rules: tuple[int, ...], scores: tuple[int, ...]
) -> Iterator[str]:
    for index in rules:
        grade = telling.grade(judgement.program.rules[index].minimum)
        yield telling.say("reason.not_lower_rule", rule=rule_name(known, index), grade=grade)
    for index in scores:
        yield _score_exclusion(telling, judgement, known, index)
    if not rules and not scores:
        yield telling.say("reason.not_lower_completions", grade=telling.grade(judgement.settled.least))


def _score_exclusion(telling: Telling, judgement: Judgement, known: Knowledge, index: int) -> str:
    program = judgement.program
    low = judgement.settled.scores[index][0]
    hidden = known.hides(program.scores[index].support)
    value = telling.say("withheld") if hidden or low is None else plain_number(low)
    return telling.say("reason.not_lower_score", score=name_text(program.scores[index].name, telling.words), value=value)
