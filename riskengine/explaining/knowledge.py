"""What phrases may draw on: the program, what is recorded, what a view withholds, and a language."""

from __future__ import annotations

from typing import Literal

from riskengine.compiling.program import Node, Program, Ref
from riskengine.deciding.ruling import Judgement
from riskengine.evaluating.inputs import Evaluation, Inputs, Span
from riskengine.explaining.words import ENGLISH, Words
from riskengine.facts import FactState, Value
from riskengine.records import field, record
from riskengine.truth import Truth

__all__ = ["SENSITIVE_VIEWS", "Knowledge", "knowledge_of", "node_refs", "ref_slots", "sensitive_slots", "subject_of"]

SENSITIVE_VIEWS = frozenset({"disclosure"})
"""The views that withhold what facts marked `sensitive` say."""


KnownState = Literal["known", "unknown", "not_asked", "not_applicable"]


@record
class Knowledge:
    """A program, and where there is a case, what is known in it.

    `withheld` are slots of facts that the reader may not learn; every phrase that could tell them is
    replaced by one that says so. `in_english` is the same with the rule set's own texts, where the language is another.
    """

    program: Program
    inputs: Inputs | None = None
    evaluation: Evaluation | None = None
    not_applicable: frozenset[int] = frozenset()
    withheld: frozenset[int] = frozenset()
    words: Words = field(default=ENGLISH)
    in_english: Knowledge | None = None

    def value(self, slot: int) -> Value | None:
        """The recorded value of a fact, None where it is not known."""
        return None if self.inputs is None else self.inputs.values[slot]

    def state(self, slot: int) -> KnownState:
        """`known`, `unknown`, `not_asked` or `not_applicable`; a recorded value stays `known` whatever its gate says."""
        if self.inputs is None:
            return "not_asked"
        if self.inputs.values[slot] is not None:
            return "known"
        if slot in self.not_applicable:
            return "not_applicable"
        return "unknown" if self.inputs.states[slot] is FactState.UNKNOWN else "not_asked"

    def truth(self, node: int) -> Truth:
        """The truth of a node; unknown where there is no case."""
        return Truth.UNKNOWN if self.evaluation is None else self.evaluation.truth(node)

    def span(self, ref: Ref) -> Span:
        """What is known of a quantity or score."""
        if self.evaluation is None:
            return Span(None, None, Truth.UNKNOWN)
        spans = self.evaluation.quantities if ref.kind == "quantity" else self.evaluation.scores
        return spans[ref.index]

    def hides_whether_it_applies(self, slot: int) -> bool:
        """Whether a fact's being asked or missing could tell a fact that is withheld."""
        gate = self.program.gates[slot]
        return gate >= 0 and self.hides(self.program.node_support[gate])

    def hides(self, slots: tuple[int, ...]) -> bool:
        """Whether any of the facts is withheld."""
        return not self.withheld.isdisjoint(slots)


def knowledge_of(judgement: Judgement, *, view: str = "officer", words: Words = ENGLISH) -> Knowledge:
    """What phrases about one judgement may draw on in one view."""
    return Knowledge(
        judgement.program,
        judgement.bound.inputs,
        judgement.evaluation,
        judgement.settled.not_applicable,
        sensitive_slots(judgement.program) if view in SENSITIVE_VIEWS else frozenset(),
        words,
    )


def sensitive_slots(program: Program) -> frozenset[int]:
    """The facts that are marked `sensitive`, and those whose gate reads one: whether they apply tells about it."""
    marked = {slot for slot, fact in enumerate(program.facts) if fact.sensitive}
    gated = {slot for slot, gate in enumerate(program.gates) if gate >= 0 and not marked.isdisjoint(program.node_support[gate])}
    return frozenset(marked | gated)


def ref_slots(program: Program, ref: Ref) -> tuple[int, ...]:
    """The facts on which a value can depend, gates followed through; sorted."""
    found: set[int] = set()
    _collect(program, ref, found)
    return tuple(sorted(found))


def _collect(program: Program, ref: Ref, found: set[int]) -> None:
    match ref.kind:
        case "fact":
            found.add(ref.index)
            if program.gates[ref.index] >= 0:
                found.update(program.node_support[program.gates[ref.index]])
        case "quantity":
            for part in program.quantities[ref.index].inputs:
                _collect(program, part, found)
        case "score":
            found.update(program.scores[ref.index].support)
        case "node":
            found.update(program.node_support[ref.index])


def subject_of(node: Node) -> Ref:
    """What a comparison compares. Raises ValueError for any other node."""
    if node.subject is None:
        raise ValueError(f"a node of kind {node.kind} has no subject")
    return node.subject


def node_refs(node: Node) -> tuple[Ref, ...]:
    """What a comparison compares: its subject, then its operands."""
    return () if node.subject is None else (node.subject, *node.operands)
