"""The sections that only some readers get: sign-off for supervisors, and the trace for authors."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.deciding.ruling import Judgement
from riskengine.explaining.knowledge import Knowledge
from riskengine.explaining.phrases import node_phrase
from riskengine.explaining.reasons import stopped_by
from riskengine.explaining.telling import Telling
from riskengine.explaining.tree import Block, Form, Item, Items, Paragraph
from riskengine.explaining.values import sentence, visible

__all__ = ["tell_sign_off", "tell_trace"]

_SIGN_OFF = ("grade", "reason", "name", "date", "signature")


def tell_sign_off(telling: Telling) -> Iterator[Block]:
    """For supervisors: what they fill in."""
    if telling.view != "supervisor":
        return
    yield Paragraph(telling.say("view.sign_off_intro"))
    yield Form(tuple(telling.say(f"view.sign_off_{label}") for label in _SIGN_OFF), (telling.say("view.sign_off_reason"),))


def tell_trace(telling: Telling) -> Iterator[Block]:
    """For authors: every rule with its file and line, its outcome, and the truth of each of its nodes."""
    judgement, known = telling.ruling.judgement, telling.known
    if telling.view != "author" or judgement is None or known is None:
        return
    order = sorted(range(len(judgement.program.rules)), key=lambda index: judgement.program.rules[index].rule.id)
    yield Items(tuple(_trace(telling, judgement, known, index) for index in order))


def _trace(telling: Telling, judgement: Judgement, known: Knowledge, index: int) -> Item:
    compiled = judgement.program.rules[index]
    rule = compiled.rule
    outcome = telling.say(f"view.outcome_{judgement.settled.outcomes[index]}")
    key = "view.trace_rule" if str(rule.place) else "view.trace_rule_no_place"
    text = telling.say(
        key, rule=visible(rule.id), title=visible(rule.title).rstrip("."), place=visible(str(rule.place)), outcome=outcome
    )
    details = [*_trace_nodes(telling, judgement, known, compiled.node, 0)]
    stopped = stopped_by(judgement, index, known)
    if stopped is not None:
        details.append(telling.say("view.trace_stopped", part=sentence(stopped)))
    return Item(text, tuple(details))


def _trace_nodes(telling: Telling, judgement: Judgement, known: Knowledge, number: int, depth: int) -> Iterator[str]:
    node, truth = judgement.program.nodes[number], judgement.evaluation.truth(number)
    yield telling.say(
        "view.trace_node",
        indent="› " * depth,
        kind=visible(node.name or node.kind),
        truth=telling.say(f"view.truth_{truth.name.lower()}"),
        phrase=sentence(node_phrase(known, number, truth)),
    )
    for child in node.children:
        yield from _trace_nodes(telling, judgement, known, child, depth + 1)
