"""Python source for a program: one expression for each node, quantity and score, in their order.

Truths are the numbers of `Truth`, a thermometer, so that `&` is all and `|` is any. A number that is known is
itself; one of which only a span is known is a `Span`, and goes through the same functions as in the reference
evaluator. Only names made here and constants in `names` enter the source: nothing of a rule file's text does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskengine.compiling.program import Node, Program, Ref, Step
from riskengine.facts import FactType
from riskengine.quantities import QUANTITY_KINDS

__all__ = ["CHUNK", "Writer"]

CHUNK = 1000
"""So many steps go into one function, so that the cost of compiling grows linearly."""

_TESTS = {
    "is": "{0} == {1}",
    "is_not": "{0} != {1}",
    "in": "{0} in {1}",
    "not_in": "{0} not in {1}",
    "more_than": "{0} > {1}",
    "at_least": "{0} >= {1}",
    "less_than": "{0} < {1}",
    "at_most": "{0} <= {1}",
    "before": "{0} < {1}",
    "after": "{0} > {1}",
    "on_or_before": "{0} <= {1}",
    "on_or_after": "{0} >= {1}",
    "between": "{1} <= {0} <= {2}",
    "contains": "{1} in {0}",
    "contains_any": "not {0}.isdisjoint({1})",
    "contains_all": "{0} >= {1}",
}
_ENDS = frozenset({"more_than", "at_least", "less_than", "at_most"})
_LISTS = frozenset({"in", "not_in", "contains_any", "contains_all"})
_DIRECT = {"sum": (" + ", "plus"), "product": (" * ", "times"), "difference": (" - ", "minus")}


class Writer:
    """Writes the source of some steps, and gathers the constants that it needs in `names`."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names: dict[str, object] = {}
        self._made: set[str] = set()
        self._used: set[str] = set()

    def function(self, name: str, steps: Sequence[Step]) -> str:
        """A function that works out some steps and writes them into the lists `n`, `q` and `s`."""
        self._made, self._used = set(), set()
        body = [line for step in steps for line in self._step(step)]
        stores = [f"{local[0]}[{local[1:]}] = {local}" for local in sorted(self._made)]
        loads = [f"{local} = {local[0]}[{local[1:]}]" for local in sorted(self._used - self._made)]
        lines = "\n    ".join([*loads, *body, *stores] or ["pass"])
        return f"def {name}(v, p, n, q, s, j):\n    {lines}\n"

    def whole_function(self, name: str) -> str:
        """A function that works out every step but the late ones, and returns all truths and numbers."""
        self._made, self._used = set(), set()
        body = [line for step in self.program.steps for line in self._step(step)]
        nodes = [f"n{number}" if f"n{number}" in self._made else "1" for number in range(len(self.program.nodes))]
        quantities = [f"span(q{number})" for number in range(len(self.program.quantities))]
        scores = [f"span(s{number})" for number in range(len(self.program.scores))]
        result = ", ".join(self._tuple(parts) if parts else "()" for parts in (nodes, quantities, scores))
        lines = "\n    ".join([*body, f"return {result}"])
        return f"def {name}(v, p, j):\n    {lines}\n"

    def _step(self, step: Step) -> Iterable[str]:
        match step.kind:
            case "node":
                yield f"{self._make('n', step.index)} = {self._node(self.program.nodes[step.index], step.index)}"
            case "quantity":
                yield from self._quantity(step.index)
            case "score":
                yield from self._score(step.index)

    def _make(self, kind: str, number: int) -> str:
        self._made.add(f"{kind}{number}")
        return f"{kind}{number}"

    def _use(self, kind: str, number: int) -> str:
        self._used.add(f"{kind}{number}")
        return f"{kind}{number}"

    def _constant(self, value: object) -> str:
        name = f"K{len(self.names)}"
        self.names[name] = value
        return name

    def _node(self, node: Node, index: int) -> str:
        parts = [self._use("n", child) for child in node.children]
        match node.kind:
            case "always":
                return "3"
            case "holds":
                return parts[0]
            case "not":
                return f"NOT[{parts[0]}]"
            case "all":
                return " & ".join(parts)
            case "any":
                return " | ".join(parts)
            case "none":
                return f"NOT[{' | '.join(parts)}]"
            case "at_least":
                sure = " + ".join(f"({part} >> 1)" for part in parts)
                could = " + ".join(f"({part} & 1)" for part in parts)
                return f"3 if {sure} >= {node.n} else 1 if {could} >= {node.n} else 0"
        return self._compare(node, index)

    def _compare(self, node: Node, index: int) -> str:
        assert node.subject is not None
        refs = (node.subject, *node.operands)
        slots = [ref.index for ref in refs if ref.kind == "fact"]
        gates = [self._use("n", self.program.gates[slot]) for slot in slots if self.program.gates[slot] >= 0]
        raw = self._raw(node, index, refs)
        return " & ".join([f"({raw})", *gates]) if gates else raw

    def _raw(self, node: Node, index: int, refs: Sequence[Ref]) -> str:
        if node.axis == "boolean":
            return self._boolean(node)
        spans = [self._use(ref.kind[0], ref.index) for ref in refs if ref.kind in ("quantity", "score")]
        unknown = [f"{self._read(ref)} is None" for ref in refs if ref.kind in ("fact", "parameter")]
        test = f"3 if {self._test(node, refs)} else 0"
        if unknown:
            test = f"1 if {' or '.join(unknown)} else {test}"
        if spans:
            known = " and ".join(f"{span}.__class__ is not Span" for span in spans)
            return f"({test}) if {known} else {self._of_spans(node, index, refs, spans)}"
        return test

    def _of_spans(self, node: Node, index: int, refs: Sequence[Ref], spans: Sequence[str]) -> str:
        """A comparison of a number of which only a span is known."""
        if node.operator in _ENDS and len(refs) == 2 and refs[1].kind == "constant" and refs[0].kind != "fact":  # noqa: PLR2004
            return f"{node.operator}({spans[0]}, {self._constant(refs[1].value)})"
        return f"compare({index}, v, p, {self._tuple(spans)})"

    @staticmethod
    def _tuple(parts: Sequence[str]) -> str:
        return f"({', '.join(parts)},)"

    def _boolean(self, node: Node) -> str:
        assert node.subject is not None
        wanted = node.operands[0].value is (node.operator == "is")
        value = self._read(node.subject)
        yes, no = (3, 0) if wanted else (0, 3)
        return f"1 if {value} is None else {yes} if {value} else {no}"

    def _read(self, ref: Ref) -> str:
        match ref.kind:
            case "fact":
                return f"v[{ref.index}]"
            case "parameter":
                return f"p[{ref.index}]"
        return self._use(ref.kind[0], ref.index)

    def _test(self, node: Node, refs: Sequence[Ref]) -> str:
        subject = self._side(node, refs[0])
        if node.operator in _LISTS:
            values = frozenset(self._folded(node, ref.value) for ref in refs[1:])
            return _TESTS[node.operator].format(subject, self._constant(values))
        return _TESTS[node.operator].format(subject, *(self._side(node, ref) for ref in refs[1:]))

    def _side(self, node: Node, ref: Ref) -> str:
        if ref.kind == "constant":
            return self._constant(self._folded(node, ref.value))
        text = self._read(ref)
        if node.axis == "ordered":
            return f"{self._constant({option: rank for rank, option in enumerate(node.options)})}[{text}]"
        if node.axis == "date" and self.program.facts[ref.index].type is FactType.DATETIME:
            return f"london_date({text})"
        return text

    def _folded(self, node: Node, value: object) -> object:
        """A constant as the axis compares it."""
        if node.axis == "ordered":
            return node.options.index(str(value))
        return self.names["london_date"](value) if node.axis == "date" else value  # type: ignore[operator]

    def _quantity(self, index: int) -> Iterable[str]:
        quantity = self.program.quantities[index]
        local = self._make("q", index)
        if quantity.kind == "count_true":
            nodes = [self._use("n", ref.index) for ref in quantity.inputs]
            yield f"{local} = {' + '.join(f'({node} >> 1)' for node in nodes)}"
            yield f"w = {' + '.join(f'({node} & 1)' for node in nodes)}"
            yield f"if w != {local}: {local} = Span({local}, w)"
            return
        slots = [ref.index for ref in quantity.inputs if ref.kind == "fact"]
        gates = [self._use("n", self.program.gates[slot]) for slot in slots if self.program.gates[slot] >= 0]
        spans = [self._use("q", ref.index) for ref in quantity.inputs if ref.kind == "quantity"]
        tests = [f"{self._read(ref)} is not None" for ref in quantity.inputs if ref.kind in ("fact", "parameter")]
        tests += [f"{span}.__class__ is not Span" for span in spans]
        tests += [f"{gate} == 3" for gate in gates]
        slow = f"quantity({index}, v, p, j, {self._tuple(spans) if spans else '()'}, {self._tuple(gates) if gates else '()'})"
        direct = self._arithmetic(quantity.kind, quantity.inputs)
        yield f"{local} = {direct} if {' and '.join(tests)} else {slow}" if tests else f"{local} = {direct}"
        if quantity.kind == "working_days_between":
            yield f"if {local} is None: {local} = OPEN"

    def _arithmetic(self, kind: str, inputs: Sequence[Ref]) -> str:
        values = [self._constant(ref.value) if ref.kind == "constant" else self._read(ref) for ref in inputs]
        if kind in _DIRECT:
            sign, function = _DIRECT[kind]
            return sign.join(values) if all(map(self._whole, inputs)) else f"{function}({', '.join(values)})"
        if QUANTITY_KINDS[kind].takes == "moments":
            further = ", j" if kind == "working_days_between" else ""
            return f"{kind}({', '.join(values)}{further})"
        if len(values) == 1:
            return values[0]
        return f"{'min' if kind == 'minimum_of' else 'max'}({', '.join(values)})"

    def _whole(self, ref: Ref) -> bool:
        """Whether a value is certainly a whole number, for which Python's own arithmetic is exact."""
        match ref.kind:
            case "fact":
                return self.program.facts[ref.index].type is FactType.INTEGER
            case "constant":
                return isinstance(ref.value, int)
            case "quantity":
                quantity = self.program.quantities[ref.index]
                return QUANTITY_KINDS[quantity.kind].takes != "numbers" or all(map(self._whole, quantity.inputs))
        return False

    def _score(self, index: int) -> Iterable[str]:
        score = self.program.scores[index]
        low, high, slow = ["0"], ["0"], []
        for number in score.rules:
            rule = self.program.rules[number]
            node = self._use("n", rule.node)
            points = rule.effect.points.get(score.name, 0)
            if points:
                constant = self._constant(points)
                sure, could = f"{constant} * ({node} >> 1)", f"{constant} * ({node} & 1)"
                low.append(sure if points > 0 else could)
                high.append(could if points > 0 else sure)
            if rule.points_by is not None and rule.points_by.score == index:
                slow.append(f"w = points({number}, {node}, {self._subject(rule.points_by.subject)})")
        local = self._make("s", index)
        yield f"{local} = {' + '.join(low)}"
        yield f"h = {' + '.join(high)}"
        for line in slow:
            yield line
            yield f"{local} += w[0]; h += w[1]"
        yield f"if h != {local}: {local} = Span({local}, h)"

    def _subject(self, ref: Ref) -> str:
        if ref.kind != "fact":
            return f"{self._read(ref)}, 3"
        gate = self.program.gates[ref.index]
        return f"v[{ref.index}], {self._use('n', gate) if gate >= 0 else 3}"
