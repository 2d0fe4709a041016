"""From nodes to comparisons: a subject, an operator and what it is compared with."""

from __future__ import annotations

from datetime import date, datetime

from riskengine.conditions import All, Compare, Condition, Literal, Operand, Parameter, Reference
from riskengine.diagnostics import nearest
from riskengine.loading.kinds import read_name
from riskengine.loading.names import CONDITION_KEYS, OPERAND_KEYS
from riskengine.loading.nodes import BrokenNode, Entry, ListNode, MapNode, Mark, Node, Reading, ScalarNode
from riskengine.loading.shape import as_list, kind_of, shown
from riskengine.operators import OPERATORS, Operator
from riskengine.records import record

__all__ = ["Stretch", "is_reversed", "read_comparison"]


_BOUNDS = 2


@record
class Stretch:
    """From the start of one node to the end of another."""

    start: Mark
    end: Mark


def read_comparison(reading: Reading, key: ScalarNode, value: Node) -> Condition | None:
    """What stands under the name of a fact, quantity or score: a value, or operators with their operands."""
    stretch = Stretch(key.start, value.end)
    match value:
        case ScalarNode():
            operand = _read_operand(reading, value, OPERATORS["is"])
            return None if operand is None else Compare(key.text, "is", (operand,), reading.place(stretch))
        case ListNode(items):
            holds_mappings = any(type(item) is MapNode for item in items)
            meant = nearest(key.text, CONDITION_KEYS) if holds_mappings else ""
            reading.report("RE257", value, f"`{key.text}` is compared with a list", meant or f"write `{key.text}: {{in: [...]}}`")
        case MapNode(entries) if not entries:
            reading.report("RE228", value, f"there is no comparison for `{key.text}`", f"write `{key.text}: {{is: ...}}`")
        case MapNode(entries):
            single = len(entries) == 1
            parts = [
                _operation(reading, key, entry, stretch if single else Stretch(entry.key.start, entry.value.end))
                for entry in entries.values()
            ]
            whole = tuple(part for part in parts if part is not None)
            if len(whole) == len(parts):
                return whole[0] if single else All(whole, reading.place(stretch))
    return None


def _operation(reading: Reading, subject: ScalarNode, entry: Entry, stretch: Stretch) -> Compare | None:
    operator = OPERATORS.get(entry.key.text)
    if operator is None:
        word = entry.key.text
        hint = nearest(word, OPERATORS) or _operator_help(subject.text, word)
        reading.report("RE229", entry.key, f"there is no operator `{shown(word)}`", hint)
        return None
    operands = _operands(reading, entry.value, operator)
    return None if operands is None else Compare(subject.text, operator.name, operands, reading.place(stretch))


def _operator_help(subject: str, word: str) -> str:
    if word in OPERAND_KEYS:
        return f"write `{subject}: {{is: {{{word}: ...}}}}`"
    return "the operators are " + ", ".join(f"`{name}`" for name in OPERATORS)


def _operands(reading: Reading, node: Node, operator: Operator) -> tuple[Operand, ...] | None:
    if operator.operand == "one":
        if type(node) is ListNode:
            many = {"is": "in", "is_not": "not_in", "contains": "contains_any"}.get(operator.name)
            hint = f"`{many}` takes a list" if many else "write one value"
            reading.report("RE233", node, f"`{operator.name}` takes one value, and this is a list", hint)
            return None
        operand = _read_operand(reading, node, operator)
        return None if operand is None else (operand,)
    if type(node) is ListNode and not node.items:
        reading.report(
            "RE231",
            node,
            f"`{operator.name}` has nothing to compare with",
            "a comparison with an empty list is always the same: leave it out",
        )
        return None
    if operator.operand == "bounds":
        return _bounds(reading, node, operator)
    found = as_list(reading, node, f"`{operator.name}`")
    if found is None:
        return None
    operands = [_read_operand(reading, item, operator) for item in found.items]
    whole = tuple(operand for operand in operands if operand is not None)
    return whole if len(whole) == len(operands) and _differ(reading, found, whole) else None


def _differ(reading: Reading, node: ListNode, operands: tuple[Operand, ...]) -> bool:
    seen: dict[Operand, Node] = {}
    for operand, item in zip(operands, node.items, strict=True):
        if operand in seen:
            related = ((reading.place(seen[operand]), "first here"),)
            reading.report("RE218", item, f"{kind_of(item)} is in this list twice", "delete one of the two", related)
            return False
        seen[operand] = item
    return True


def _bounds(reading: Reading, node: Node, operator: Operator) -> tuple[Operand, ...] | None:
    if type(node) is BrokenNode:
        return None
    if type(node) is not ListNode or len(node.items) != _BOUNDS:
        given = f"a list of {len(node.items)}" if type(node) is ListNode else kind_of(node)
        reading.report(
            "RE232",
            node,
            f"`between` takes a list of two, the lowest and the highest, and this is {given}",
            "write `{between: [1, 5]}`",
        )
        return None
    low, high = (_read_operand(reading, item, operator) for item in node.items)
    if low is None or high is None:
        return None
    if isinstance(low, Literal) and isinstance(high, Literal) and is_reversed(low.value, high.value):
        reading.report("RE234", node, "the second bound is lower than the first, so nothing is between them", "swap them")
        return None
    return (low, high)


def is_reversed(low: object, high: object) -> bool:
    """Whether two numbers, two dates or two datetimes are in the wrong order; False for all else.

    >>> is_reversed(5, 1), is_reversed(1, "x")
    (True, False)
    """
    if isinstance(low, str | bool) or isinstance(high, str | bool):
        return False
    if isinstance(low, date) != isinstance(high, date) or isinstance(low, datetime) != isinstance(high, datetime):
        return False
    return bool(low > high)  # type: ignore[operator]


def _read_operand(reading: Reading, node: Node, operator: Operator) -> Operand | None:
    """What stands on the right of an operator: a literal, `{param: name}` or `{fact: name}`."""
    match node:
        case ScalarNode(value=None):
            reading.report(
                "RE230",
                node,
                "nothing can be compared with `null`: an unknown fact is neither equal nor unequal to anything",
                "leave it out: what is not known is dealt with by itself",
            )
        case ScalarNode(value=value) if value is not None:
            return Literal(value)
        case ListNode():
            reading.report("RE233", node, "one value is expected here, and this is a list", "write one value")
        case MapNode() if not operator.refers:
            reading.report("RE235", node, f"`{operator.name}` takes values only, no parameters or facts", "write the values out")
        case MapNode(entries):
            return _reference(reading, node, entries)
    return None


def _reference(reading: Reading, node: MapNode, entries: dict[str, Entry]) -> Operand | None:
    if len(entries) != 1 or not OPERAND_KEYS.issuperset(entries):
        wrong = next((entry.key for name, entry in entries.items() if name not in OPERAND_KEYS), node)
        reading.report(
            "RE236", wrong, "this is neither a value nor one `param` or `fact`", "write `{param: name}` or `{fact: name}`"
        )
        return None
    ((kind, entry),) = entries.items()
    name = read_name(reading, entry.value)
    if name is None:
        return None
    return Parameter(name) if kind == "param" else Reference(name)
