"""What the engine says about a case, in the language of an explanation: messages worded anew from their parts."""

from __future__ import annotations

from datetime import date

from riskengine.compiling.program import Program
from riskengine.deciding.messages import Message, Part
from riskengine.explaining.foreign import english
from riskengine.explaining.values import date_text, grade_text, list_text, name_text, number_text, sentence, visible
from riskengine.explaining.words import Words
from riskengine.ruleset import Effect

__all__ = ["said"]


def said(text: str, words: Words, program: Program | None) -> str:
    """A message in the language of `words`; `program` holds the rule set's texts in that language.

    A text that is no message is shown as it is, marked where it is not in that language.
    """
    if not words.marks_english:
        return visible(text)
    if not isinstance(text, Message):
        return english(visible(text)) if text else ""
    parts = {name: _part(part, words, program) for name, part in text.parts.items()}
    told = words.say(f"said.{text.key}", **parts)
    return sentence(told) if text[:1].isupper() else told


def _part(part: Part | Message | tuple[Message, ...], words: Words, program: Program | None) -> str:
    if isinstance(part, Part):
        return _filling(part, words, program)
    if isinstance(part, Message):
        return said(part, words, program)
    return "; ".join(said(each, words, program) for each in part)


def _filling(part: Part, words: Words, program: Program | None) -> str:
    match part.kind, part.ref:
        case "grade", str(grade):
            return grade_text(grade, words)
        case "day", date() as day:
            return date_text(day, words)
        case "days", int(count):
            return words.say("days_one" if count == 1 else "days_many", count=number_text(count))
        case "names", tuple(names):
            return list_text((name_text(name, words) for name in names), words)
        case "text", _:
            return visible(part.english)
    own = "" if program is None else _written(part, program)
    return visible(own).rstrip(".") if own else english(visible(part.english))


def _written(part: Part, program: Program) -> str:
    """The rule set's own text for a part, or an empty text."""
    match part.kind, part.ref:
        case "question", str(name):
            return program.ruleset.facts[name].question if name in program.ruleset.facts else ""
        case "scope", _:
            return program.ruleset.scope.otherwise
        case "rule", str(id):
            return next((rule.rule.title for rule in program.rules if rule.rule.id == id), "")
        case "clock", str(id):
            return next((clock.clock.title for clock in program.clocks if clock.clock.id == id), "")
        case "flag", str(id):
            return _effect(program, id).flag or ""
        case "action", (str(id), int(place)):
            return _effect(program, id).actions[place].do
    return ""


def _effect(program: Program, id: str) -> Effect:
    return next((rule.effect for rule in program.rules if rule.rule.id == id), Effect())
