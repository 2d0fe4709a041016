"""Conditions that say a thing twice, or that may not say what they seem to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from riskengine.compiling.implied import Implications
from riskengine.compiling.lines import compared
from riskengine.compiling.program import Node, Program
from riskengine.compiling.regions import Region, held_by
from riskengine.compiling.report import Report
from riskengine.compiling.written import Written, written_conditions
from riskengine.conditions import All, Any, AtLeast, Compare, Condition, Holds, NoneOf, Not, children
from riskengine.facts import FactType
from riskengine.ruleset import RuleSet

__all__ = ["lint_conditions"]


def lint_conditions(program: Program, known: Implications, report: Report) -> None:
    """Report parts that are written twice or add nothing, and comparisons that may surprise."""
    for written in written_conditions(program):
        for condition in _whole(written.condition):
            _check_repeated(program.ruleset, written, condition, report)
        _check_surprising(program, written.condition, (), report)
    for node in program.nodes:
        if node.kind in ("all", "any", "none"):
            _check_subsumed(program, known, node, report)


def _whole(condition: Condition) -> Iterator[Condition]:
    """A condition and all its parts."""
    stack = [condition]
    while stack:
        part = stack.pop()
        yield part
        stack.extend(children(part))


def _check_repeated(ruleset: RuleSet, written: Written, condition: Condition, report: Report) -> None:
    """The same part twice in one group, or beside a definition that has it already."""
    if not isinstance(condition, All | Any | NoneOf):
        return
    first: dict[Condition, Condition] = {}
    for part in condition.parts:
        if part in first:
            related = ((first[part].place, "first here"),)
            report.warning("RE611", f"{written.what} has this part twice", part.place, help="delete one of them", related=related)
        first.setdefault(part, part)
    if isinstance(condition, All | Any):
        for holder in condition.parts:
            if isinstance(holder, Holds):
                _check_within(ruleset, written, condition, holder, report)


def _check_within(ruleset: RuleSet, written: Written, group: All | Any, holder: Holds, report: Report) -> None:
    inside = _parts_of(ruleset, holder.name, type(group))
    for part in group.parts:
        if part in inside and part is not holder:
            related = ((ruleset.definitions[holder.name].place, f"`{holder.name}`"),)
            message = f"{written.what} has this part beside `{holder.name}`, which has it already"
            report.warning("RE612", message, part.place, help="delete the part", related=related)


def _parts_of(ruleset: RuleSet, name: str, kind: type[All | Any]) -> frozenset[Condition]:
    """The parts of a definition that is a group of this kind, definitions among them followed."""
    found: set[Condition] = set()
    names = [name]
    for each in names:
        condition = ruleset.definitions[each].condition
        for part in condition.parts if isinstance(condition, kind) else (condition,):
            found.add(part)
            if isinstance(part, Holds) and part.name not in names:
                names.append(part.name)
    return frozenset(found)


def _check_subsumed(program: Program, known: Implications, node: Node, report: Report) -> None:
    """Of two comparisons of one thing with literal values, one that is true only where the other is."""
    exact = [child for child in node.children if _is_exact(program.nodes[child])]
    if len({program.nodes[child].subject for child in exact}) == len(exact):
        return
    regions = {child: next(iter(compared(known.lines, program.nodes[child], truth=True).values())) for child in exact}
    for one, other in permutations(exact, 2):
        first, second = program.nodes[one], program.nodes[other]
        if first.subject == second.subject and _lies_in(regions[one], regions[other]) and regions[one] != regions[other]:
            spare, kept = (second, first) if node.kind == "all" else (first, second)
            message = f"this comparison of `{spare.name}` adds nothing to the other one"
            report.warning("RE612", message, spare.place, help="delete it", related=((kept.place, "the other"),))


def _is_exact(node: Node) -> bool:
    return node.kind == "compare" and node.axis != "choices" and all(ref.kind == "constant" for ref in node.operands)


def _lies_in(inner: Region, outer: Region) -> bool:
    return held_by([inner, outer], 2) == inner


def _check_surprising(program: Program, condition: Condition, beside: Sequence[Condition], report: Report) -> None:
    """`beside` are the conditions that hold wherever this one counts."""
    match condition:
        case Compare(subject, operator, _, place):
            fact = program.ruleset.facts.get(subject)
            if fact is None:
                return
            gate = fact.applies_when
            if gate is not None and operator in ("is_not", "not_in") and not _is_asked(program.ruleset, gate, beside):
                meant = "is" if operator == "is_not" else "in"
                message = f"`{operator}` is false where `{subject}` is not applicable"
                help = f"write the gate beside it if that is meant, or `not: {{{subject}: {{{meant}: ...}}}}` if it is not"
                report.warning("RE615", message, place, help=help, related=((gate.place, f"the gate of `{subject}`"),))
            if fact.type is FactType.CHOICES and operator in ("is", "is_not"):
                message = f"`{operator}` compares the whole set: it looks for `{subject}` with this option and no other"
                help = "write `contains` if other options may be there too"
                report.warning("RE616", message, place, help=help)
        case All(parts):
            for part in parts:
                _check_surprising(program, part, (*beside, *(other for other in parts if other is not part)), report)
        case Any(parts) | NoneOf(parts) | AtLeast(_, parts):
            for part in parts:
                _check_surprising(program, part, beside, report)
        case Not(part):
            _check_surprising(program, part, beside, report)


def _is_asked(ruleset: RuleSet, gate: Condition, beside: Sequence[Condition]) -> bool:
    """Whether the gate is written out among these conditions."""
    wanted = gate.parts if isinstance(gate, All) else (gate,)
    present = set(beside)
    for each in beside:
        if isinstance(each, Holds):
            present |= _parts_of(ruleset, each.name, All)
        if isinstance(each, All):
            present.update(each.parts)
    return all(part in present for part in wanted) or gate in present
