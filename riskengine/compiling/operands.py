"""What stands on the right of an operator: values, parameters and other facts, checked against what is compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from riskengine.calendar import london_date, to_utc
from riskengine.compiling.names import COMPARED, PARAMETER, Names, kind_of, suggestion, unknown_name
from riskengine.compiling.program import Ref
from riskengine.compiling.report import Report
from riskengine.conditions import Compare, Literal, Operand, Parameter, Reference
from riskengine.diagnostics import Place
from riskengine.facts import GRADE, Fact, FactType, Value
from riskengine.operators import Operator
from riskengine.records import record
from riskengine.ruleset import RuleSet

__all__ = ["Subject", "Task", "check_bounded", "is_instant", "operands_of"]

_EQUALITIES = frozenset({"is", "is_not", "in", "not_in"})
_EXAMPLES = {
    FactType.BOOLEAN: "write `true` or `false`",
    FactType.INTEGER: "write a whole number",
    FactType.DECIMAL: "write a number",
    FactType.CHOICE: "write one of its options",
    FactType.CHOICES: "write options of it",
    FactType.DATE: "write a date such as 2020-09-14",
    FactType.DATETIME: "write a date such as 2020-09-14 or a moment such as 2020-09-14T09:30:00Z",
    FactType.TEXT: "write a text; one that looks like a number or a date goes in quotation marks",
}


@record
class Subject:
    """What stands on the left: its name, where it comes from, its type, and its fact if it is one."""

    name: str
    ref: Ref
    type: FactType
    fact: Fact | None

    @property
    def noun(self) -> str:
        """What it is, in the author's words."""
        return kind_of(self.fact) if self.fact is not None else f"a {self.ref.kind}, so a number"


@record
class Task:
    """One comparison being checked."""

    ruleset: RuleSet
    names: Names
    report: Report
    compare: Compare
    subject: Subject
    row: Operator

    @property
    def place(self) -> Place:
        """Where the comparison stands."""
        return self.compare.place

    def error(self, code: str, message: str, help: str = "") -> None:
        """Report a problem of this comparison."""
        self.report.error(code, message, self.place, help=help)


def is_instant(task: Task, operand: Operand) -> bool:
    """Whether an operand is a moment with a time of day."""
    match operand:
        case Literal(value):
            return isinstance(value, datetime)
        case Reference(name) if name in task.names.slots:
            return task.names.facts[task.names.slots[name]].type is FactType.DATETIME
    return False


def operands_of(task: Task) -> tuple[Ref, ...]:
    """The operands, resolved and coerced; those that cannot be are reported and left out."""
    if task.subject.type is FactType.CHOICES and task.row.name in ("is", "is_not"):
        return tuple(_set_operand(task))
    refs = tuple(ref for operand in task.compare.operands if (ref := _operand(task, operand)) is not None)
    if len(refs) == len(task.compare.operands) and _has_one_axis(task) and task.row.operand == "bounds":
        _check_bounds(task, refs)
    return refs


def _operand(task: Task, operand: Operand) -> Ref | None:
    match operand:
        case Literal(value):
            return _literal(task, value)
        case Parameter(name):
            return _parameter(task, name)
        case Reference(name):
            return _reference(task, name)


def _set_operand(task: Task) -> Iterator[Ref]:
    """The one set that a `choices` fact is compared with."""
    options: list[object] = []
    for operand in task.compare.operands:
        if isinstance(operand, Literal):
            options.extend(operand.value if isinstance(operand.value, frozenset) else (operand.value,))
        else:
            _operand(task, operand)
    refs = [_option(task, option) for option in sorted(options, key=str)]
    if None not in refs:
        yield Ref("constant", value=frozenset(str(ref.value) for ref in refs if ref is not None))


def _literal(task: Task, value: Value) -> Ref | None:
    match task.subject.type:
        case FactType.BOOLEAN:
            return _constant(task, value, fits=isinstance(value, bool))
        case FactType.TEXT:
            return _constant(task, value, fits=isinstance(value, str))
        case FactType.CHOICE | FactType.CHOICES:
            return _option(task, value)
        case FactType.DATE | FactType.DATETIME:
            return _moment(task, value)
        case FactType.INTEGER | FactType.DECIMAL:
            return _number(task, value)


def _constant(task: Task, value: Value, *, fits: bool) -> Ref | None:
    if fits:
        return Ref("constant", value=value)
    subject = task.subject
    help = _EXAMPLES[subject.type]
    task.error("RE317", f"`{_written(value)}` is not a value that `{subject.name}`, {subject.noun}, can have", help)
    return None


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def _option(task: Task, value: object) -> Ref | None:
    fact = task.subject.fact
    if fact is None or not isinstance(value, str):
        return _constant(task, value, fits=False)  # type: ignore[arg-type]
    if value in fact.options:
        return Ref("constant", value=value)
    noun = "grade" if fact.name == GRADE else "option"
    code = "RE305" if fact.name == GRADE else "RE318"
    task.error(
        code, f"`{value}` is not {'an' if noun == 'option' else 'a'} {noun} of `{fact.name}`", suggestion(value, fact.options)
    )
    return None


def _number(task: Task, value: Value) -> Ref | None:
    subject = task.subject
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return _constant(task, value, fits=False)
    fact = subject.fact
    if fact is None:
        return Ref("constant", value=value)
    if fact.type is FactType.INTEGER and isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        help = f"write `{int(value)}`" if whole else "compare it with a whole number"
        task.error("RE319", f"`{fact.name}` is a whole number, so it is never `{value}`", help)
        return None
    low, high = fact.minimum, fact.maximum
    outside = (low is not None and value < low) or (high is not None and value > high)
    if outside and task.row.name in _EQUALITIES:
        task.error("RE320", f"`{fact.name}` can never be `{value}`", _domain(low, high))
    return Ref("constant", value=value)


def _domain(low: object, high: object) -> str:
    if low is not None and high is not None:
        return f"its values lie between {_written(low)} and {_written(high)}"
    return f"its values are at least {_written(low)}" if low is not None else f"its values are at most {_written(high)}"


def _moment(task: Task, value: Value) -> Ref | None:
    subject = task.subject
    if not isinstance(value, date):
        return _constant(task, value, fits=False)
    if isinstance(value, datetime) and subject.type is FactType.DATE:
        help = f"write the date alone: `{value.date().isoformat()}`"
        task.error("RE324", f"`{subject.name}` is a date, so it cannot be compared with a time of day", help)
        return None
    if subject.fact is not None and task.row.name in _EQUALITIES:
        _check_moment_domain(task, subject.fact, value)
    return Ref("constant", value=to_utc(value) if isinstance(value, datetime) else value)


def _check_moment_domain(task: Task, fact: Fact, value: date) -> None:
    low = fact.earliest if isinstance(fact.earliest, date) else None
    high = fact.latest if isinstance(fact.latest, date) else None
    before = low is not None and london_date(value) < london_date(low)
    after = high is not None and london_date(value) > london_date(high)
    if before or after:
        task.error("RE320", f"`{fact.name}` can never be `{_written(value)}`", _domain(low, high))


def _parameter(task: Task, name: str) -> Ref | None:
    index = task.names.parameters.get(name)
    if index is None:
        unknown_name(task.names, name, task.place, task.report, PARAMETER)
        return None
    if not task.subject.type.is_number or not task.row.refers:
        place = (
            f"after `{task.row.name}`" if task.subject.type.is_number else f"beside `{task.subject.name}`, {task.subject.noun}"
        )
        task.error(
            "RE322", f"the parameter `{name}` is a number and cannot stand {place}", "parameters are compared with numbers only"
        )
        return None
    history = task.ruleset.parameters[name]
    fact = task.subject.fact
    if fact is not None and fact.type is FactType.INTEGER:
        for dated in history.values:
            if isinstance(dated.value, Decimal) and dated.value != dated.value.to_integral_value():
                message = f"`{fact.name}` is a whole number, so it cannot be compared with `{name}`, which is `{dated.value}`"
                task.report.error("RE314", message, task.place, related=((dated.place, "the value"),))
    return Ref("parameter", index)


def _reference(task: Task, name: str) -> Ref | None:
    """Another fact or quantity on the right: numbers with numbers, dates with dates."""
    ref = task.names.subject(name)
    subject = task.subject
    if ref is None:
        unknown_name(task.names, name, task.place, task.report, COMPARED)
        return None
    if name == subject.name:
        task.error(
            "RE326", f"`{name}` is compared with itself, so the answer is always the same", "name another fact, or write a value"
        )
        return None
    other = task.names.facts[ref.index] if ref.kind == "fact" else None
    other_type = other.type if other is not None else FactType.DECIMAL
    numbers = subject.type.is_number and other_type.is_number
    moments = subject.type.is_moment and other_type.is_moment
    if not task.row.refers or not (numbers or moments):
        noun = kind_of(other) if other is not None else f"a {ref.kind}"
        message = f"`{subject.name}`, {subject.noun}, cannot be compared by `{task.row.name}` with `{name}`, {noun}"
        task.error("RE323", message, "only numbers are compared with numbers, and dates with dates; write a value instead")
        return None
    if numbers:
        for fact in (subject.fact, other):
            check_bounded(task.report, "RE327", fact, task.place, "compared with another fact")
    return ref


def check_bounded(report: Report, code: str, fact: Fact | None, place: Place, how: str) -> None:
    """Refuse a number without both ends where its domain must be known."""
    if fact is None or (fact.minimum is not None and fact.maximum is not None):
        return
    lacking = " and ".join(key for key, end in (("`minimum`", fact.minimum), ("`maximum`", fact.maximum)) if end is None)
    message = f"`{fact.name}` is {how}, so it must declare {lacking}"
    report.error(code, message, place, help=f"add {lacking} to `{fact.name}`", related=((fact.place, "the fact"),))


def _has_one_axis(task: Task) -> bool:
    """Whether a datetime fact is compared with days throughout, or with moments throughout; reports where not."""
    if task.subject.type is not FactType.DATETIME or len({is_instant(task, operand) for operand in task.compare.operands}) == 1:
        return True
    task.error("RE325", f"`{task.row.name}` mixes dates with times of day", "write dates alone, or times of day throughout")
    return False


def _check_bounds(task: Task, refs: Sequence[Ref]) -> None:
    low, high = refs
    for first, last in _pairs(task, low, high):
        if _position(task, first) > _position(task, last):
            message = f"`between` is reversed: {_written(first)} is greater than {_written(last)}"
            task.error("RE321", message, f"write `[{_written(last)}, {_written(first)}]`")
            return


def _pairs(task: Task, low: Ref, high: Ref) -> Iterator[tuple[Any, Any]]:
    """The pairs of bounds in force on each day on which either of them changes."""
    days = sorted({dated.start for ref in (low, high) for dated in _history(task, ref)} or {date.max})
    for day in days:
        first, last = _in_force(task, low, day), _in_force(task, high, day)
        if first is not None and last is not None:
            yield first, last


def _history(task: Task, ref: Ref) -> Sequence[Any]:
    if ref.kind != "parameter":
        return ()
    return task.ruleset.parameters[sorted(task.names.parameters)[ref.index]].values


def _in_force(task: Task, ref: Ref, day: date) -> Value | None:
    if ref.kind == "constant":
        return ref.value
    return next((dated.value for dated in reversed(_history(task, ref)) if dated.start <= day), None)


def _position(task: Task, value: Any) -> Any:
    if isinstance(value, str) and task.subject.fact is not None:
        return task.subject.fact.options.index(value)
    return value
