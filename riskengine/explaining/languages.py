"""A ruling as it is told in another language: the rule set's own words there, and its English marked where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from riskengine.compiling.program import CompiledClock, CompiledRule, Program
from riskengine.deciding.decision import ClockResult
from riskengine.deciding.ruling import Judgement, Ruling, ThenRuling
from riskengine.explaining.foreign import InEnglish
from riskengine.explaining.words import Words
from riskengine.facts import Fact
from riskengine.guidance import Guidance
from riskengine.records import changed
from riskengine.ruleset import Definition, RuleSet
from riskengine.wording import FactWording, RuleWording, Wording

__all__ = ["in_welsh", "reworded", "wording_beside"]

_NO_FACT, _NO_RULE = FactWording(), RuleWording()


def in_welsh(ruling: Ruling) -> tuple[Ruling, Words]:
    """The ruling with texts in Welsh, and the words to tell it with. Nothing that was decided is changed.

    Raises RuleSetError where the edition's file of Welsh wording cannot be used.
    """
    from riskengine.explaining.welsh import WELSH

    judgement = ruling.judgement
    if judgement is None:
        return ruling, WELSH
    wording = wording_beside(judgement.program.ruleset)
    told = changed(
        ruling,
        judgement=_judgement(judgement, wording),
        then=None if ruling.then is None else _then(ruling.then),
        clocks=tuple(_clock(clock, wording) for clock in ruling.clocks),
        guidance=_guidance(ruling.guidance),
    )
    return told, changed(WELSH, names={**WELSH.names, **wording.names})


def wording_beside(ruleset: RuleSet) -> Wording:
    """The Welsh wording in an edition's folder; an empty one where it has none. Raises RuleSetError where it cannot be used."""
    return _read(ruleset.folder) if ruleset.folder else Wording()


@lru_cache(maxsize=64)
def _read(folder: str) -> Wording:
    from riskengine.loading.wording_reader import read_wording_of

    return read_wording_of(Path(folder))


def _judgement(judgement: Judgement, wording: Wording) -> Judgement:
    return changed(judgement, program=reworded(judgement.program, wording))


def _then(then: ThenRuling) -> ThenRuling:
    if then.judgement is None:
        return then
    wording = wording_beside(then.judgement.program.ruleset)
    return ThenRuling(then.assessed_on, _judgement(then.judgement, wording), then.notes)


def reworded(program: Program, wording: Wording) -> Program:
    """The program with its texts in another language. Its names, conditions and numbers stay what they are."""
    rules = tuple(_rule(rule, wording.rules.get(rule.rule.id, _NO_RULE)) for rule in program.rules)
    clocks = tuple(_compiled_clock(clock, wording) for clock in program.clocks)
    facts = {name: _fact(fact, wording.facts.get(name, _NO_FACT)) for name, fact in program.ruleset.facts.items()}
    written = program.ruleset
    ruleset = changed(
        written,
        title=_text(wording.title, written.title),
        owner=InEnglish(written.owner),
        scope=changed(written.scope, otherwise=_text(wording.otherwise, written.scope.otherwise)),
        facts=facts,
        definitions={name: _definition(each, wording.definitions) for name, each in written.definitions.items()},
        quantities={
            name: changed(each, phrase=_text(wording.quantities.get(name, ""), each.phrase))
            for name, each in written.quantities.items()
        },
        rules=tuple(rule.rule for rule in rules),
        clocks=tuple(clock.clock for clock in clocks),
    )
    slots = tuple(facts.get(fact.name, fact) for fact in program.facts)
    return changed(program, ruleset=ruleset, facts=slots, rules=rules, clocks=clocks)


def _text(translated: str, original: str) -> str:
    return translated or (InEnglish(original) if original else "")


def _phrases(translated: Mapping[str, str], original: Mapping[str, str]) -> dict[str, str]:
    return {key: _text(translated.get(key, ""), text) for key, text in original.items()}


def _fact(fact: Fact, wording: FactWording) -> Fact:
    return changed(fact, question=_text(wording.question, fact.question), phrases=_phrases(wording.phrases, fact.phrases))


def _definition(definition: Definition, wording: Mapping[str, Mapping[str, str]]) -> Definition:
    return changed(definition, phrases=_phrases(wording.get(definition.name, {}), definition.phrases))


def _rule(compiled: CompiledRule, wording: RuleWording) -> CompiledRule:
    rule = compiled.rule
    count = len(rule.effect.actions)
    done = zip(rule.effect.actions, wording.actions if len(wording.actions) == count else ("",) * count, strict=True)
    effect = changed(
        rule.effect,
        flag=_text(wording.flag, rule.effect.flag) if rule.effect.flag else rule.effect.flag,
        actions=tuple(changed(action, do=_text(text, action.do)) for action, text in done),
    )
    told = changed(rule, title=_text(wording.title, rule.title), because=_text(wording.because, rule.because), effect=effect)
    return changed(compiled, rule=told)


def _compiled_clock(compiled: CompiledClock, wording: Wording) -> CompiledClock:
    clock = compiled.clock
    return changed(compiled, clock=changed(clock, title=_text(wording.clocks.get(clock.id, ""), clock.title)))


def _clock(clock: ClockResult, wording: Wording) -> ClockResult:
    return changed(clock, title=_text(wording.clocks.get(clock.id, ""), clock.title))


def _guidance(guidance: Guidance) -> Guidance:
    """Guidance is quoted as it was written: in English."""
    sources = tuple(changed(source, title=InEnglish(source.title)) for source in guidance.sources)
    provisions = {
        reference: changed(each, title=InEnglish(each.title), text=InEnglish(" ".join(each.text.split())))
        for reference, each in guidance.provisions.items()
    }
    return Guidance(sources, provisions)
