"""Where nothing that counts is missing: one function with plain truths, as somebody would write the rules by hand.

It gives what settles a case: the scope, every rule's outcome, every score. The truth of each node is then worked
out by the full evaluator only when somebody asks for it. It answers None for every case in which some value that it
needs is not known, or some number is not applicable, and leaves such cases to the full evaluator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from riskengine.compiling.program import Node, Program, Ref, Step
from riskengine.evaluating.settled import Outcome
from riskengine.evaluating.source import Writer
from riskengine.facts import Number
from riskengine.truth import Truth

__all__ = ["Complete", "CompleteWriter"]

_DEEPEST = 12
"""So many conditions are written into one another at most, since Python limits how deep brackets go."""


class Complete(NamedTuple):
    """What settles a case in which nothing is missing.

    `floor` is the highest minimum grade of a rule that applies, 0 where there is none; `closed` are the slots of facts that
    are not applicable.
    """

    scope: bool
    outcomes: tuple[Outcome, ...]
    floor: int
    scores: tuple[Number, ...]
    closed: frozenset[int]


class CompleteWriter(Writer):
    """Writes functions of plain truths. A condition that is used once stands where it is used, any other in a variable."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._inline: dict[int, tuple[str, int]] = {}
        self._kept: set[int] = set()

    def complete_function(self, name: str) -> str:
        """The function of values, parameters and jurisdiction that gives the parts of `Complete`, or None."""
        program = self.program
        roots = [*program.rule_nodes, program.scope, *(gate for _, gate in program.gated)]
        steps = self._needed(roots, range(len(program.scores)))
        body = [*self._opening(steps), *self._steps(steps, roots)]
        outcomes = ["A if " + self._use("n", node) + " else D" for node in program.rule_nodes]
        scores = [f"s{number}" for number in range(len(program.scores))]
        closed = [f"(({slot},) if not {self._use('n', gate)} else ())" for slot, gate in program.gated]
        gone = f"frozenset({' + '.join(closed)})" if closed else "NONE"
        parts = [self._use("n", program.scope), self._all(outcomes), self._floor(), self._all(scores), gone]
        self.names |= {"A": "applies", "D": "does_not_apply", "NONE": frozenset(), "frozenset": frozenset}
        return _function(name, [*body, f"return {', '.join(parts)}"])

    def _floor(self) -> str:
        """The highest minimum grade of a rule that applies."""
        program = self.program
        tests = {
            grade: " or ".join(self._use("n", program.rules[number].node) for number in numbers)
            for grade, numbers in program.floors_at.items()
        }
        return " ".join([*(f"{grade} if {test} else" for grade, test in tests.items()), "0"])

    def truths_function(self, name: str, nodes: Sequence[int]) -> str:
        """The function, which also takes the grade that counts, that gives the truths of some nodes, or None."""
        steps = self._needed(nodes, ())
        body = [*self._opening(steps), *self._steps(steps, nodes)]
        self.names |= {"TRUE": Truth.TRUE, "FALSE": Truth.FALSE}
        truths = [f"TRUE if {self._use('n', node)} else FALSE" for node in nodes]
        return _function(name, [*body, f"return {self._all(truths)}"], ", g")

    def _all(self, parts: Iterable[str]) -> str:
        return "(" + "".join(f"{part}, " for part in parts) + ")"

    # what is needed

    def _needed(self, roots: Iterable[int], scores: Iterable[int]) -> list[Step]:
        """The steps that lead to some nodes and scores, in their order."""
        program = self.program
        wanted: set[tuple[str, int]] = set()
        waiting = [*(("node", node) for node in roots), *(("score", score) for score in scores)]
        while waiting:
            thing = waiting.pop()
            if thing not in wanted:
                wanted.add(thing)
                waiting += self._uses(*thing)
        return [step for step in (*program.steps, *program.late_steps) if (step.kind, step.index) in wanted]

    def _uses(self, kind: str, index: int) -> Iterator[tuple[str, int]]:
        """The nodes, quantities and scores that one of them is worked out from."""
        program = self.program
        for ref in self._refs(kind, index):
            if ref.kind in ("node", "quantity", "score"):
                yield ref.kind, ref.index
            elif ref.kind == "fact" and program.gates[ref.index] >= 0:
                yield "node", program.gates[ref.index]

    def _refs(self, kind: str, index: int) -> Iterator[Ref]:
        program = self.program
        if kind == "node":
            node = program.nodes[index]
            yield from (Ref("node", child) for child in node.children)
            yield from (node.subject, *node.operands) if node.subject is not None else ()
        elif kind == "quantity":
            yield from program.quantities[index].inputs
        else:
            for number in program.scores[index].rules:
                by = program.rules[number].points_by
                yield Ref("node", program.rules[number].node)
                yield from (by.subject,) if by is not None and by.score == index else ()

    # lines

    def _opening(self, steps: Sequence[Step]) -> Iterator[str]:
        """Lines that take the values apart and give up where one is missing that is not behind a gate."""
        refs = [ref for step in steps for ref in self._refs(step.kind, step.index)]
        self._used_slots = sorted({ref.index for ref in refs if ref.kind == "fact"})
        parameters = sorted({ref.index for ref in refs if ref.kind == "parameter"})
        if 2 * len(self._used_slots) > len(self.program.facts):
            yield "".join(f"v{slot}, " for slot in range(len(self.program.facts))) + "= v"
        else:
            yield from (f"v{slot} = v[{slot}]" for slot in self._used_slots)
        grade = self.program.grade_slot
        if grade in self._used_slots:
            yield f"v{grade} = g"
        needed = [f"v{slot} is None" for slot in self._used_slots if self.program.gates[slot] < 0 and slot != grade]
        needed += [f"p[{number}] is None" for number in parameters]
        if needed:
            yield f"if {' or '.join(needed)}: return None"

    def _steps(self, steps: Sequence[Step], roots: Iterable[int]) -> Iterator[str]:
        uses: dict[int, int] = dict.fromkeys(roots, 2)
        for step in steps:
            for kind, index in self._uses(step.kind, step.index):
                if kind == "node":
                    uses[index] = uses.get(index, 0) + 1
        gates = {self.program.gates[slot] for slot in self._used_slots}
        # INVARIANT: a gate always has a variable, behind which stands the line that gives up where its fact is missing.
        self._kept = gates | {node for node, count in uses.items() if count > 1}
        for step in steps:
            yield from self._step(step)

    def _step(self, step: Step) -> Iterator[str]:
        if step.kind != "node":
            yield from super()._step(step)
            return
        node = self.program.nodes[step.index]
        depth = 1 + max((self._inline[child][1] for child in node.children), default=0)
        text = self._node(node, step.index)
        if step.index not in self._kept and depth < _DEEPEST:
            self._inline[step.index] = text, depth
            return
        self._inline[step.index] = f"n{step.index}", 0
        yield f"n{step.index} = {text}"
        for slot in self._used_slots:
            if self.program.gates[slot] == step.index:
                yield f"if n{step.index} and v{slot} is None: return None"

    def _use(self, kind: str, number: int) -> str:
        return self._inline[number][0] if kind == "n" else f"{kind}{number}"

    def _node(self, node: Node, index: int) -> str:  # noqa: ARG002 - a comparison needs no number here
        parts = [self._use("n", child) for child in node.children]
        match node.kind:
            case "always":
                return "True"
            case "holds":
                return parts[0]
            case "not":
                return f"(not {parts[0]})"
            case "all":
                return f"({' and '.join(parts)})"
            case "any":
                return f"({' or '.join(parts)})"
            case "none":
                return f"(not ({' or '.join(parts)}))"
            case "at_least":
                return f"({' + '.join(parts)} >= {node.n})"
        assert node.subject is not None
        refs = (node.subject, *node.operands)
        slots = [ref.index for ref in refs if ref.kind == "fact" and self.program.gates[ref.index] >= 0]
        return f"({' and '.join([*(self._use('n', self.program.gates[slot]) for slot in slots), self._plain(node, refs)])})"

    def _plain(self, node: Node, refs: Sequence[Ref]) -> str:
        if node.axis == "boolean":
            wanted = refs[1].value is (node.operator == "is")
            return self._read(refs[0]) if wanted else f"not {self._read(refs[0])}"
        return self._test(node, refs)

    def _read(self, ref: Ref) -> str:
        return f"v{ref.index}" if ref.kind == "fact" else super()._read(ref)

    def _quantity(self, index: int) -> Iterator[str]:
        quantity = self.program.quantities[index]
        if quantity.kind == "count_true":
            yield f"q{index} = {' + '.join(self._use('n', ref.index) for ref in quantity.inputs)}"
            return
        slots = [ref.index for ref in quantity.inputs if ref.kind == "fact"]
        gates = [self._use("n", self.program.gates[slot]) for slot in slots if self.program.gates[slot] >= 0]
        if gates:
            yield f"if not ({' and '.join(gates)}): return None"
        yield f"q{index} = {self._arithmetic(quantity.kind, quantity.inputs)}"
        if quantity.kind == "working_days_between":
            yield f"if q{index} is None: return None"

    def _score(self, index: int) -> Iterator[str]:
        score = self.program.scores[index]
        parts = []
        for number in score.rules:
            rule = self.program.rules[number]
            node = self._use("n", rule.node)
            points = rule.effect.points.get(score.name, 0)
            if points:
                parts.append(f"({self._constant(points)} if {node} else 0)")
            if rule.points_by is not None and rule.points_by.score == index:
                parts.append(f"(points({number}, 3, {self._given(rule.points_by.subject)})[0] if {node} else 0)")
        yield f"s{index} = {' + '.join(parts) or '0'}"

    def _given(self, ref: Ref) -> str:
        gate = self.program.gates[ref.index] if ref.kind == "fact" else -1
        applies = f"3 if {self._use('n', gate)} else 0" if gate >= 0 else "3"
        return f"{self._read(ref)}, {applies}"


def _function(name: str, lines: Sequence[str], further: str = "") -> str:
    body = "\n    ".join(lines)
    return f"def {name}(v, p, j{further}):\n    {body}\n"
