"""One case under two editions: judged under both, the differences attributed, and told in every form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from riskengine.case import Case
from riskengine.comparing.attributing import Attribution, Result, attribute, result_of
from riskengine.comparing.differences import Difference, Key, differences
from riskengine.comparing.records import (
    COMPARISON_SCHEMA,
    ClockChange,
    ComparisonRecord,
    DifferenceRecord,
    EditionSide,
    ResultRecord,
    RuleSide,
)
from riskengine.deciding.decision import Citation, ExplanationRecord
from riskengine.deciding.judge import grade_result
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.citations import resolve_citations
from riskengine.explaining.explanation import Explanation
from riskengine.explaining.phrases import condition_phrase
from riskengine.explaining.record import edition_record, effect_record
from riskengine.explaining.record_json import as_plain
from riskengine.explaining.tree import as_record
from riskengine.guidance import Guidance
from riskengine.records import changed
from riskengine.truth import Truth

if TYPE_CHECKING:
    from typing import Any

__all__ = ["EditionComparison", "compare_editions"]


class EditionComparison:
    """What one case comes to under two editions, and which of the differences between them make the difference.

    `record` is the whole of it as data. It is no decision: the edition in force counts.
    """

    def __init__(self, record: ComparisonRecord) -> None:
        self.record = record

    def __repr__(self) -> str:
        first, second = self.record.first.edition.edition, self.record.second.edition.edition
        return f"<EditionComparison {self.record.case_id} {first} {second}>"

    @property
    def same(self) -> bool:
        """Whether both editions come to the same least, most and verdict."""
        return self.record.same

    @property
    def decisive(self) -> tuple[tuple[str, ...], ...]:
        """The sets of changes, each change `kind:id`, that turn the result of the first edition into that of the second."""
        return self.record.decisive

    @cached_property
    def _explanation(self) -> Explanation:
        from riskengine.comparing.telling import tree_of

        return Explanation(tree_of(self.record))

    def text(self, *, color: bool = False, width: int = 100) -> str:
        """Plain text wrapped at `width` columns; with `color`, terminal colours too."""
        return self._explanation.text(color=color, width=width)

    def markdown(self) -> str:
        """CommonMark, with everything that could be read as markup escaped."""
        return self._explanation.markdown()

    def html(self) -> str:
        """One self-contained page: no script, nothing fetched, complete in print."""
        return self._explanation.html()

    def model_dump(self) -> dict[str, Any]:
        """The comparison as plain data, its explanation included."""
        plain: dict[str, Any] = as_plain(self._told)
        return plain

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The comparison as JSON, which the schema of `riskengine schema comparison` describes."""
        separators = (",", ":") if indent is None else (",", ": ")
        return json.dumps(self.model_dump(), ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)

    @cached_property
    def _told(self) -> ComparisonRecord:
        return changed(self.record, explanation=as_record(self._explanation.tree))


def compare_editions(
    case: Case, first: tuple[Judgement, Guidance], second: tuple[Judgement, Guidance], as_of: date
) -> EditionComparison:
    """Compare what one case came to under two editions on the same day, each with the guidance that it cites."""
    (before, old), (after, new) = first, second
    found = differences(before.program.ruleset, after.program.ruleset)
    attribution = attribute(case, before, after, found, as_of)
    return EditionComparison(
        ComparisonRecord(
            schema=COMPARISON_SCHEMA,
            case_id=case.case_id,
            case_digest=case.digest,
            as_of=as_of,
            first=_side(before),
            second=_side(after),
            same=result_of(before) == result_of(after),
            differences=tuple(_difference(each, before, after, attribution) for each in found),
            decisive=tuple(tuple(map(_name, keys)) for keys in attribution.sets),
            fewest=attribution.fewest,
            time_limits=tuple(_clock_changes(before, after)),
            citations=_citations((before, after), (old, new), _shown(attribution, result_of(before))),
            explanation=ExplanationRecord("", ()),
        )
    )


def _name(key: Key) -> str:
    return ":".join(key)


def _side(judgement: Judgement) -> EditionSide:
    return EditionSide(edition_record(judgement.program.ruleset), grade_result(judgement), judgement.bound.left_out)


def _difference(found: Difference, before: Judgement, after: Judgement, attribution: Attribution) -> DifferenceRecord:
    alone = attribution.alone[found.key]
    is_rule = found.kind == "rule"
    return DifferenceRecord(
        kind=found.kind,
        id=found.id,
        change=found.change,
        aspects=found.aspects,
        first=_rule(before, found.id) if is_rule else None,
        second=_rule(after, found.id) if is_rule else None,
        alone=None if alone is None else ResultRecord(alone.least, alone.most, alone.verdict),
        moves=() if alone is None else _moves(result_of(before), alone),
    )


def _moves(before: Result, after: Result) -> tuple[str, ...]:
    return tuple(name for name in ("least", "most", "verdict") if getattr(before, name) != getattr(after, name))


def _rule(judgement: Judgement, id: str) -> RuleSide | None:
    """A rule as an edition has it, None where it has none."""
    program = judgement.program
    index = next((number for number, rule in enumerate(program.rules) if rule.rule.id == id), None)
    if index is None:
        return None
    compiled = program.rules[index]
    rule, effect = compiled.rule, effect_record(compiled.rule.effect, compiled.rule.cites)
    always = program.nodes[compiled.node].kind == "always"
    points = [f"{score}: {number}" for score, number in (effect.points or {}).items()]
    points += [effect.points_by] if effect.points_by else []
    return RuleSide(
        title=rule.title,
        outcome=judgement.settled.outcomes[index],
        asks="" if always else condition_phrase(program, compiled.node, Truth.TRUE),
        minimum_grade=effect.minimum_grade,
        points="; ".join(points) or None,
        requires=effect.require,
        cites=rule.cites,
    )


def _clock_changes(before: Judgement, after: Judgement) -> Iterator[ClockChange]:
    """The time limits whose state or end differs, by id."""
    old, new = ({clock.id: clock for clock in judgement.clocks} for judgement in (before, after))
    for name in sorted(old.keys() | new.keys()):
        first, second = old.get(name), new.get(name)
        states = first.state if first else None, second.state if second else None
        due = first.due if first else None, second.due if second else None
        if (states[0] != states[1] or due[0] != due[1]) and not {*states} <= {None, "not_applicable"}:
            titled = second or first
            assert titled is not None
            yield ClockChange(name, titled.title, states[0], due[0], states[1], due[1])


def _shown(attribution: Attribution, before: Result) -> frozenset[str]:
    """The rules that make a difference, together or alone."""
    decisive = {key for keys in attribution.sets for key in keys}
    decisive |= {key for key, result in attribution.alone.items() if result is not None and result != before}
    return frozenset(id for kind, id in decisive if kind == "rule")


def _citations(judgements: Iterable[Judgement], guidance: Iterable[Guidance], rules: frozenset[str]) -> tuple[Citation, ...]:
    """The provisions behind some rules in both editions, each once."""
    found: dict[str, Citation] = {}
    for judgement, texts in zip(judgements, guidance, strict=True):
        cited = (cite for rule in judgement.program.rules if rule.rule.id in rules for cite in rule.rule.cites)
        found.update({citation.reference: citation for citation in resolve_citations(texts, cited)})
    return tuple(found[reference] for reference in sorted(found))
