"""Facts, quantities and conditions as phrases in plain English, each for the truth that it has."""

from __future__ import annotations

import re

from riskengine.compiling.program import Node, Program, Ref
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.foreign import InEnglish, english
from riskengine.explaining.knowledge import Knowledge, knowledge_of, ref_slots, subject_of
from riskengine.explaining.values import list_text, name_text, number_text, value_text, visible
from riskengine.facts import AS_OF, GRADE, Fact, FactType, Value
from riskengine.truth import Truth, truth_of

__all__ = [
    "because_text",
    "condition_phrase",
    "fact_phrase",
    "fill_because",
    "known_value_text",
    "node_phrase",
    "quantity_phrase",
]

_NEGATED_OPERATORS = {
    "is": "is_not",
    "is_not": "is",
    "in": "not_in",
    "not_in": "in",
    "more_than": "at_most",
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "before": "on_or_after",
    "after": "on_or_before",
    "on_or_before": "after",
    "on_or_after": "before",
    "between": "not between",
    "contains": "not contains",
    "contains_any": "not contains_any",
    "contains_all": "not contains_all",
}
"""How the falsity of each operator is said: by its opposite."""

_SAID_BY_THE_VALUE = frozenset({"is", "in", "contains", "contains_any", "contains_all"})
"""Operators of which a recorded value, once said, shows by itself that they hold."""

_OPPOSITE = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}


def condition_phrase(program: Program, node: int, truth: Truth) -> str:
    """The condition of a node in words, as it stands where it has this truth, without any case.

    True says that it holds, false that it does not, unknown that it is not known whether it does.
    """
    return node_phrase(Knowledge(program), node, truth)


def because_text(judgement: Judgement, rule_index: int) -> str:
    """The `because` of a rule with each `{name}` filled by the phrase for what is actually so."""
    rule = judgement.program.rules[rule_index]
    return fill_because(knowledge_of(judgement), rule.rule.because)


def fill_because(known: Knowledge, because: str) -> str:
    """A text with each `{name}` of a fact, quantity or definition filled; nothing else is touched.

    A text that is there in English alone is filled in English, and marked as such.
    """
    if isinstance(because, InEnglish) and known.in_english is not None:
        return english(fill_because(known.in_english, str(because)))
    return re.sub(r"\{(\w+)\}", lambda match: _filling(known, match[1]), visible(because))


def _filling(known: Knowledge, name: str) -> str:
    program = known.program
    if name in program.slots:
        return fact_phrase(known, program.slots[name])
    if name in program.definitions:
        node = program.definitions[name]
        return _definition_phrase(known, name, node, known.truth(node))
    for index, quantity in enumerate(program.quantities):
        if quantity.name == name:
            return quantity_phrase(known, index)
    return "{" + name + "}"


def known_value_text(known: Knowledge, slot: int, value: Value) -> str:
    """A fact's value in words."""
    fact = known.program.facts[slot]
    return value_text(value, known.words, free_text=fact.type is FactType.TEXT, options=fact.options)


def fact_phrase(known: Knowledge, slot: int) -> str:
    """What is recorded of a fact, in the rule set's own phrase where it has one."""
    fact, words = known.program.facts[slot], known.words
    if slot in known.withheld:
        return words.say("withheld")
    if fact.name == AS_OF:
        return _moment_phrase(known, slot)
    state = known.state(slot)
    if state == "not_applicable":
        return _own(fact, "not_applicable") or words.say("phrase.fact_not_applicable", name=name_text(fact.name, known.words))
    value = known.value(slot)
    if value is None:
        return _unknown_phrase(known, fact)
    if isinstance(value, bool):
        return _boolean_phrase(known, fact, truth_of(value))
    text = known_value_text(known, slot, value)
    own = _filled_phrase(fact)
    return own.replace("{value}", text) if own else words.say("phrase.fact_value", name=name_text(fact.name, words), value=text)


def _moment_phrase(known: Knowledge, slot: int) -> str:
    value = known.value(slot)
    return known.words.say("phrase.as_of") if value is None else value_text(value, known.words)


def _own(fact: Fact, key: str) -> str:
    """The rule set's own phrase, or an empty text."""
    return visible(fact.phrases.get(key, ""))


def _filled_phrase(fact: Fact) -> str:
    """The rule set's own phrase with a place for a value, or an empty text: an English one cannot take a Welsh value."""
    written = fact.phrases.get("value", "")
    return "" if isinstance(written, InEnglish) else visible(written)


def _boolean_phrase(known: Knowledge, fact: Fact, answer: Truth) -> str:
    key = "true" if answer is Truth.TRUE else "false"
    return _own(fact, key) or _answer(known, fact, key)


def _unknown_phrase(known: Knowledge, fact: Fact) -> str:
    return _own(fact, "unknown") or _answer(known, fact, "unknown")


def _answer(known: Knowledge, fact: Fact, which: str) -> str:
    """The fallback where a rule set has no phrase: the question and its answer, or the name."""
    if fact.question:
        return known.words.say(f"phrase.answer_{which}", question=visible(fact.question))
    return known.words.say(f"phrase.name_{which}", name=name_text(fact.name, known.words))


def quantity_phrase(known: Knowledge, index: int) -> str:
    """What is known of a named number."""
    words = known.words
    ref = Ref("quantity", index)
    if known.hides(ref_slots(known.program, ref)):
        return words.say("withheld")
    span = known.span(ref)
    name = _number_name(known, ref)
    if span.applies is Truth.FALSE:
        return words.say("phrase.quantity_not_applicable", name=name)
    if span.low is not None and span.low == span.high and span.applies is Truth.TRUE:
        return _number_is(known, ref, number_text(span.low))
    if span.low is not None and span.high is not None and span.applies is Truth.TRUE:
        return words.say("phrase.quantity_range", name=name, low=number_text(span.low), high=number_text(span.high))
    return words.say("phrase.quantity_unknown", name=name)


def node_phrase(known: Knowledge, number: int, truth: Truth) -> str:
    """The condition of a node in words for one truth, with recorded values where there is a case."""
    node = known.program.nodes[number]
    if node.kind == "holds":
        return _definition_phrase(known, node.name, node.children[0], truth)
    if node.kind == "not":
        return node_phrase(known, node.children[0], _OPPOSITE[truth])
    if node.kind == "compare":
        return _comparison_phrase(known, number, truth)
    if truth is Truth.UNKNOWN:
        return _whether(known, node_phrase(known, number, Truth.TRUE))
    return _joined_phrase(known, node, truth)


def _joined_phrase(known: Knowledge, node: Node, truth: Truth) -> str:
    words, holds = known.words, truth is Truth.TRUE
    match node.kind, holds:
        case "always", _:
            return words.say("phrase.always_true" if holds else "phrase.always_false")
        case ("all", True) | ("any", True):
            return _parts(known, node, Truth.TRUE, "and" if node.kind == "all" else "or")
        case ("all", False) | ("any", False):
            return _parts(known, node, Truth.FALSE, "or" if node.kind == "all" else "and")
        case "none", _:
            return _parts(known, node, _OPPOSITE[truth], "and" if holds else "or")
        case _:
            key = "phrase.at_least_true" if holds else "phrase.at_least_false"
            listed = [node_phrase(known, child, Truth.TRUE) for child in node.children]
            return words.say(key, n=node.n, parts="; ".join(listed))


def _parts(known: Knowledge, node: Node, truth: Truth, link: str) -> str:
    """The parts with one truth, joined; of alternatives only those that are so, where that is known."""
    children = node.children
    if link == "or":
        children = tuple(child for child in children if known.truth(child) is truth) or children
        link = "and" if all(known.truth(child) is truth for child in children) else "or"
    phrases = dict.fromkeys(node_phrase(known, child, truth) for child in children)
    return list_text(phrases, known.words, link=link)


def _whether(known: Knowledge, phrase: str) -> str:
    return known.words.say("phrase.not_known_whether", phrase=phrase)


def _definition_phrase(known: Knowledge, name: str, root: int, truth: Truth) -> str:
    if known.hides(known.program.node_support[root]):
        return known.words.say("phrase.node_withheld")
    phrases = known.program.ruleset.definitions[name].phrases
    own = visible(phrases.get({Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}[truth], ""))
    if own:
        return own
    if truth is Truth.UNKNOWN and "true" in phrases:
        return _whether(known, visible(phrases["true"]))
    return node_phrase(known, root, truth)


def _comparison_phrase(known: Knowledge, number: int, truth: Truth) -> str:
    node = known.program.nodes[number]
    subject = subject_of(node)
    if known.hides(known.program.node_support[number]):
        return known.words.say("phrase.node_withheld")
    if subject.kind == "fact":
        return _fact_comparison(known, node, subject.index, truth)
    if truth is Truth.UNKNOWN:
        return _whether(known, _bare_comparison(known, node, Truth.TRUE))
    span = known.span(subject)
    if known.evaluation is not None and span.low is not None and span.low == span.high:
        return _with_comparison(known, node, truth, _number_is(known, subject, number_text(span.low)))
    return _bare_comparison(known, node, truth)


def _fact_comparison(known: Knowledge, node: Node, slot: int, truth: Truth) -> str:
    if known.state(slot) == "not_applicable":
        return fact_phrase(known, slot)
    fact = known.program.facts[slot]
    wanted = _wanted_boolean(node)
    if wanted is not None:
        if truth is Truth.UNKNOWN:
            return _unknown_phrase(known, fact)
        return _boolean_phrase(known, fact, truth_of(wanted is (truth is Truth.TRUE)))
    if truth is Truth.UNKNOWN:
        return _whether(known, _bare_comparison(known, node, Truth.TRUE))
    if known.value(slot) is not None and fact.name not in (AS_OF, GRADE):
        return _with_comparison(known, node, truth, fact_phrase(known, slot))
    return _bare_comparison(known, node, truth)


def _wanted_boolean(node: Node) -> bool | None:
    """Which answer a comparison of a boolean with a literal asks for; None where it is another comparison."""
    operand = node.operands[0]
    if node.operator in ("is", "is_not") and operand.kind == "constant" and isinstance(operand.value, bool):
        return operand.value is (node.operator == "is")
    return None


def _with_comparison(known: Knowledge, node: Node, truth: Truth, said: str) -> str:
    """A recorded value, with what it was compared with where that is not plain from the value itself."""
    if truth is Truth.TRUE and node.operator in _SAID_BY_THE_VALUE:
        return said
    return known.words.say("phrase.with_comparison", phrase=said, comparison=_comparison(known, node, truth))


def _bare_comparison(known: Knowledge, node: Node, truth: Truth) -> str:
    subject = subject_of(node)
    what = _comparison(known, node, truth)
    if subject.kind == "fact":
        own = _filled_phrase(known.program.facts[subject.index])
        if own and node.axis not in ("date", "datetime", "choices") and (_is_positive(node, truth) or own.endswith("{value}")):
            return own.replace("{value}", what)
        return known.words.say("phrase.subject_is", subject=_fact_name(known, subject.index), what=what)
    return _number_is(known, subject, what)


def _is_positive(node: Node, truth: Truth) -> bool:
    """Whether a comparison reads well in the middle of a sentence: `at least 2 videos`, not `not 2 videos`."""
    key = node.operator if truth is Truth.TRUE else _NEGATED_OPERATORS[node.operator]
    return not key.startswith("not") and key != "is_not"


def _comparison(known: Knowledge, node: Node, truth: Truth) -> str:
    """The operator and its operands, as what the subject is."""
    key = node.operator if truth is Truth.TRUE else _NEGATED_OPERATORS[node.operator]
    operands = [_operand(known, node, ref) for ref in node.operands]
    filled = known.words.say(f"op.{key}")
    return filled.format(
        *operands,
        or_list=list_text(operands, known.words, link="or"),
        and_list=list_text(operands, known.words),
    )


def _operand(known: Knowledge, node: Node, ref: Ref) -> str:
    words = known.words
    match ref.kind:
        case "constant":
            return "" if ref.value is None else value_text(ref.value, words, free_text=node.axis == "text")
        case "parameter":
            value = None if known.inputs is None else known.inputs.parameters[ref.index]
            name = words.say("phrase.parameter_name", name=name_text(known.program.parameters[ref.index], words))
            return name if value is None else number_text(value)
        case "fact":
            return _fact_operand(known, ref.index)
    return _number_name(known, ref)


def _fact_operand(known: Knowledge, slot: int) -> str:
    value = known.value(slot)
    name = _fact_name(known, slot)
    if value is None or known.program.facts[slot].name in (AS_OF, GRADE):
        return name
    return known.words.say("phrase.with_comparison", phrase=name, comparison=known_value_text(known, slot, value))


def _fact_name(known: Knowledge, slot: int) -> str:
    name = known.program.facts[slot].name
    if name in (AS_OF, GRADE):
        return known.words.say(f"phrase.{name}")
    return known.words.say("phrase.quantity_name", name=name_text(name, known.words))


def _number_is(known: Knowledge, ref: Ref, what: str) -> str:
    """What a quantity or score is, in the rule set's own phrase where that has a place for a value."""
    if ref.kind == "quantity":
        written = known.program.ruleset.quantities[known.program.quantities[ref.index].name].phrase
        if "{value}" in written and not isinstance(written, InEnglish):
            return visible(written).replace("{value}", what)
    return known.words.say("phrase.quantity_value", name=_number_name(known, ref), value=what)


def _number_name(known: Knowledge, ref: Ref) -> str:
    """A quantity or score as a noun: the rule set's own phrase where it is one."""
    if ref.kind == "score":
        return known.words.say("phrase.score_name", name=name_text(known.program.scores[ref.index].name, known.words))
    quantity = known.program.quantities[ref.index]
    written = known.program.ruleset.quantities[quantity.name].phrase
    if written and "{value}" not in written:
        return visible(written)
    return known.words.say("phrase.quantity_name", name=name_text(quantity.name, known.words))
