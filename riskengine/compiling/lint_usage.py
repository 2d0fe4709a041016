"""What is declared and never used."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.compiling.program import Program, Ref
from riskengine.compiling.report import Report
from riskengine.compiling.templates import placeholders
from riskengine.diagnostics import Place

__all__ = ["lint_usage"]


def lint_usage(program: Program, report: Report) -> None:
    """Report facts, definitions, quantities, parameters, scores and grades that nothing uses."""
    used = frozenset(_used(program))
    ruleset = program.ruleset
    for fact in ruleset.facts.values():
        if ("fact", fact.name) not in used:
            _unused(report, "RE601", "fact", fact.name, fact.place)
    for name, definition in ruleset.definitions.items():
        if ("definition", name) not in used:
            _unused(report, "RE602", "definition", name, definition.place)
    for name, quantity in ruleset.quantities.items():
        if ("quantity", name) not in used:
            _unused(report, "RE603", "quantity", name, quantity.place)
    for name, history in ruleset.parameters.items():
        if ("parameter", name) not in used:
            _unused(report, "RE604", "parameter", name, history.place)
    _check_scores(program, used, report)
    _check_grades(program, report)


def _unused(report: Report, code: str, kind: str, name: str, place: Place) -> None:
    report.warning(code, f"nothing uses the {kind} `{name}`", place, help="use it in a rule, or delete it")


def _check_scores(program: Program, used: frozenset[tuple[str, str]], report: Report) -> None:
    for score in program.scores:
        written = program.ruleset.scores[score.name]
        if not score.rules:
            report.warning("RE605", f"no rule gives points to `{score.name}`", written.place, help="give it points, or delete it")
        elif not written.bands and ("score", score.name) not in used:
            help = "give it bands, or compare it in a condition"
            report.warning("RE605", f"`{score.name}` has no bands, and no condition compares it", written.place, help=help)


def _check_grades(program: Program, report: Report) -> None:
    reached = {rule.minimum for rule in program.rules}
    reached.update(grade for score in program.scores for _, _, grade in score.bands)
    for rank, grade in enumerate(program.grades):
        if rank and rank not in reached:
            help = "give it to a rule or a band, or delete it"
            report.warning("RE606", f"no rule and no band ever asks for the grade `{grade}`", program.ruleset.place, help=help)


def _used(program: Program) -> Iterator[tuple[str, str]]:
    """The kind and name of everything that something uses."""
    for ref in _refs(program):
        yield _named(program, ref)
    roots = {node: name for name, node in program.definitions.items()}
    for node in program.nodes:
        if node.kind == "holds":
            yield "definition", node.name
    for quantity in program.quantities:
        yield from (("definition", roots[ref.index]) for ref in quantity.inputs if ref.kind == "node" and ref.index in roots)
    for text in (*(rule.rule.because for rule in program.rules), *(timed.clock.because for timed in program.clocks)):
        for name in placeholders(text):
            yield from ((kind, name) for kind in ("fact", "definition", "quantity"))


def _refs(program: Program) -> Iterator[Ref]:
    """Every reference from a condition, a quantity, a rule or a time limit."""
    for node in program.nodes:
        if node.subject is not None:
            yield node.subject
        yield from node.operands
    for quantity in program.quantities:
        yield from quantity.inputs
    for rule in program.rules:
        yield from (Ref("fact", slot) for slot in rule.requires)
        if rule.points_by is not None:
            yield rule.points_by.subject
    for timed in program.clocks:
        yield timed.within
        yield from (Ref("fact", slot) for slot in (timed.starts, timed.stops) if slot >= 0)


def _named(program: Program, ref: Ref) -> tuple[str, str]:
    match ref.kind:
        case "fact":
            return "fact", program.facts[ref.index].name
        case "quantity":
            return "quantity", program.quantities[ref.index].name
        case "score":
            return "score", program.scores[ref.index].name
        case "parameter":
            return "parameter", program.parameters[ref.index]
    return ref.kind, ""
