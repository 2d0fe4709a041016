"""Whether what a condition comes to can depend on the day or the place of a case, beyond its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskengine.compiling.program import Program, Ref

__all__ = ["depends_on_day"]


def depends_on_day(program: Program, nodes: Iterable[int], refs: Iterable[Ref] = ()) -> bool:
    """Whether the day has a part in these conditions and values: directly, by a domain, a parameter or bank holidays.

    What is proved of one day is proved of every day where it has none.
    """
    return any(_is_dated(program, ref) for ref in _uses(program, nodes, refs))


def _is_dated(program: Program, ref: Ref) -> bool:
    match ref.kind:
        case "fact":
            return ref.index == program.as_of_slot or ref.index in program.bounded_by_as_of
        case "parameter":
            return not _is_constant(program, program.parameters[ref.index])
        case "quantity":
            return program.quantities[ref.index].kind == "working_days_between"
    return False


def _is_constant(program: Program, name: str) -> bool:
    """Whether a parameter has one value for as long as the edition is in force."""
    history, ruleset = program.ruleset.parameters[name].values, program.ruleset
    changes = [value.start for value in history if value.start > ruleset.effective_from]
    ends = ruleset.effective_until
    return bool(history) and history[0].start <= ruleset.effective_from and all(ends and day > ends for day in changes)


def _uses(program: Program, nodes: Iterable[int], refs: Iterable[Ref]) -> Iterator[Ref]:
    """Everything that they rest on, each once."""
    waiting = [*(Ref("node", node) for node in nodes), *refs]
    seen: set[tuple[str, int]] = set()
    while waiting:
        ref = waiting.pop()
        if ref.kind == "constant" or (ref.kind, ref.index) in seen:
            continue
        seen.add((ref.kind, ref.index))
        yield ref
        waiting += _below(program, ref)


def _below(program: Program, ref: Ref) -> list[Ref]:
    match ref.kind:
        case "node":
            node = program.nodes[ref.index]
            own = [] if node.subject is None else [node.subject, *node.operands]
            return [*own, *(Ref("node", child) for child in node.children)]
        case "fact":
            gate = program.gates[ref.index]
            return [Ref("node", gate)] if gate >= 0 else []
        case "quantity":
            return list(program.quantities[ref.index].inputs)
        case "score":
            rules = [program.rules[number] for number in program.scores[ref.index].rules]
            subjects = [rule.points_by.subject for rule in rules if rule.points_by is not None]
            return [*(Ref("node", rule.node) for rule in rules), *subjects]
    return []
