"""A comparison as written, with its names resolved and its operands checked against the subject's type."""

from __future__ import annotations

from riskengine.compiling.names import COMPARED, Names, unknown_name
from riskengine.compiling.operands import Subject, Task, is_instant, operands_of
from riskengine.compiling.program import Node, Ref
from riskengine.compiling.report import Report
from riskengine.conditions import Compare
from riskengine.facts import GRADE, FactType
from riskengine.operators import OPERATORS
from riskengine.ruleset import RuleSet

__all__ = ["compile_comparison"]

_AXES = {
    FactType.BOOLEAN: "boolean",
    FactType.INTEGER: "number",
    FactType.DECIMAL: "number",
    FactType.CHOICE: "choice",
    FactType.CHOICES: "choices",
    FactType.DATE: "date",
    FactType.DATETIME: "datetime",
    FactType.TEXT: "text",
}


def compile_comparison(ruleset: RuleSet, names: Names, compare: Compare, report: Report, *, late: bool) -> Node:
    """The node of a comparison; where it cannot be typed, a node without an axis stands for it while checking goes on.

    `late` says that the condition belongs to a clock or an invariant, which may use `grade`.
    """
    subject = _subject_of(names, compare, report, late=late)
    row = OPERATORS.get(compare.operator)
    if subject is None or row is None:
        return Node("compare", subject=Ref("constant"), operator=compare.operator, name=compare.subject, place=compare.place)
    task = Task(ruleset, names, report, compare, subject, row)
    operands = operands_of(task) if _suits(task) else ()
    options = subject.fact.options if subject.fact is not None else ()
    return Node(
        "compare",
        subject=subject.ref,
        operator=row.name,
        operands=operands,
        axis=_axis(task) if len(operands) == len(compare.operands) else "",
        options=options,
        name=subject.name,
        place=compare.place,
    )


def _subject_of(names: Names, compare: Compare, report: Report, *, late: bool) -> Subject | None:
    ref = names.subject(compare.subject)
    if ref is None:
        unknown_name(names, compare.subject, compare.place, report, COMPARED)
        return None
    if ref.kind != "fact":
        return Subject(compare.subject, ref, FactType.DECIMAL, None)
    if compare.subject == GRADE and not late:
        message = "`grade` may be used by time limits and invariants only"
        report.error("RE313", message, compare.place, help="grades follow from rules, so a rule cannot ask for one")
    fact = names.facts[ref.index]
    return Subject(fact.name, ref, fact.type, fact)


def _suits(task: Task) -> bool:
    """Whether the operator makes sense on the subject and has the right number of operands."""
    row, subject = task.row, task.subject
    if subject.type not in row.types:
        task.error("RE315", f"`{row.name}` does not fit `{subject.name}`, which is {subject.noun}", _fitting(subject))
        return False
    unordered = subject.type is FactType.CHOICE and subject.fact is not None and not subject.fact.ordered
    if row.needs_order and unordered:
        help = "say `ordered: true` if its options are written lowest first, or use `in`"
        task.error("RE316", f"`{row.name}` needs an order, and the options of `{subject.name}` have none", help)
        return False
    return True


def _fitting(subject: Subject) -> str:
    ordered = subject.fact is None or subject.fact.ordered or subject.type is not FactType.CHOICE
    fitting = [row.name for row in OPERATORS.values() if subject.type in row.types and (ordered or not row.needs_order)]
    return f"on {subject.noun.partition(',')[0]} use " + ", ".join(f"`{name}`" for name in fitting)


def _axis(task: Task) -> str:
    subject = task.subject
    if subject.type is FactType.CHOICE and subject.fact is not None and subject.fact.ordered:
        return "ordered"
    if subject.type is FactType.DATETIME:
        return "datetime" if all(is_instant(task, operand) for operand in task.compare.operands) else "date"
    return _AXES[subject.type]
