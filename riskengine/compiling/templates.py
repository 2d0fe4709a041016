"""The texts of `because`: they print only what there is, and only what the rule implies (language 3.12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskengine.compiling.implied import Implications, Implied, certain, implied
from riskengine.compiling.names import suggestion
from riskengine.compiling.program import Program, Ref
from riskengine.compiling.report import Report
from riskengine.compiling.soundness import Unsound
from riskengine.diagnostics import Place
from riskengine.facts import AS_OF, GRADE
from riskengine.records import record

__all__ = ["check_templates", "placeholders"]


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, each once, in order.

    >>> placeholders("{age}, so {access_to_children}")
    ('age', 'access_to_children')
    """
    return tuple(dict.fromkeys(re.findall(r"\{(\w+)\}", text))) if "{" in text else ()


@record
class _Text:
    """A text with what it belongs to: the node of the condition, and slots that are known anyway."""

    what: str
    because: str
    node: int
    place: Place
    given: tuple[int, ...] = ()


def check_templates(program: Program, known: Implications, unsound: Unsound, report: Report) -> None:
    """Check the placeholders of every rule and clock."""
    for text in _texts(program):
        for name in placeholders(text.because):
            if _exists(program, name, text.place, report) and text.node not in unsound.nodes:
                _check_implied(program, known, text, name, report)


def _texts(program: Program) -> Iterator[_Text]:
    for compiled in program.rules:
        rule = compiled.rule
        yield _Text(f"rule {rule.id}", rule.because, compiled.node, rule.places.get("because", rule.place))
    for timed in program.clocks:
        clock = timed.clock
        place = clock.places.get("because", clock.place)
        yield _Text(f"time limit {clock.id}", clock.because, timed.node, place, (timed.starts,))


def _check_implied(program: Program, known: Implications, text: _Text, name: str, report: Report) -> None:
    facts = implied(known, text.node, truth=True)
    if not _is_implied(program, known, facts, name, text.given):
        message = f"{text.what} prints `{{{name}}}`, and can apply while it is not known"
        help = f"leave it out, or let the condition ask for `{name}` in every case in which it is true"
        report.error("RE353", message, text.place, help=help)


def _exists(program: Program, name: str, place: Place, report: Report) -> bool:
    ruleset = program.ruleset
    if name in ruleset.facts or name in ruleset.quantities or name in ruleset.definitions or name == AS_OF:
        return True
    kind = "score" if name in ruleset.scores else "parameter" if name in ruleset.parameters else "grade" if name == GRADE else ""
    if kind:
        message = f"a text cannot print `{{{name}}}`, which is a {kind}"
        report.error("RE352", message, place, help="it can print facts, quantities and definitions")
    else:
        message = f"there is no fact, quantity or definition called `{name}`"
        help = suggestion(name, (*ruleset.facts, *ruleset.quantities, *ruleset.definitions, AS_OF))
        report.error("RE351", message, place, help=help)
    return False


def _is_implied(program: Program, known: Implications, facts: Implied, name: str, given: tuple[int, ...]) -> bool:
    if name in program.slots:
        slot = program.slots[name]
        return name == AS_OF or slot in given or certain(known, facts, slot)
    if name in program.definitions:
        root = program.definitions[name]
        return ("definition", root, name) in facts or _all_certain(program, known, facts, program.node_support[root])
    return _is_measured(program, known, facts, known.quantities[name])


def _all_certain(program: Program, known: Implications, facts: Implied, slots: tuple[int, ...]) -> bool:
    return all(slot == program.as_of_slot or certain(known, facts, slot) for slot in slots)


def _is_measured(program: Program, known: Implications, facts: Implied, number: int) -> bool:
    """Whether a condition says something of the quantity, or everything that it is worked out from is known."""
    key = ("quantity", number, "")
    region = facts.get(key)
    if region is not None and known.lines.leaves_out(key, region):
        return True
    return all(_is_known(program, known, facts, ref) for ref in program.quantities[number].inputs)


def _is_known(program: Program, known: Implications, facts: Implied, ref: Ref) -> bool:
    match ref.kind:
        case "fact":
            return ref.index == program.as_of_slot or certain(known, facts, ref.index)
        case "quantity":
            return _is_measured(program, known, facts, ref.index)
        case "node":
            return _all_certain(program, known, facts, program.node_support[ref.index])
    return True
