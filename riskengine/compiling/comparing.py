"""A comparison as written, with its names resolved and its operands checked against the subject's type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from riskengine.calendar import to_utc
from riskengine.compiling.names import Names, suggestion
from riskengine.compiling.program import Node, Ref
from riskengine.compiling.report import Report
from riskengine.conditions import Compare, Literal, Operand, Parameter, Reference
from riskengine.diagnostics import Place
from riskengine.facts import GRADE, Fact, FactType, Value
from riskengine.operators import OPERATORS, Operator
from riskengine.ruleset import RuleSet

__all__ = ["COMPARED", "DEFINITION", "PARAMETER", "Wanted", "check_bounded", "compile_comparison", "kind_of", "unknown_name"]

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


class Wanted(NamedTuple):
    """Which kinds of name may stand in a place, and the code of a name that is none at all."""

    code: str
    kinds: tuple[str, ...]


COMPARED = Wanted("RE301", ("fact", "quantity", "score"))
DEFINITION = Wanted("RE302", ("definition",))
PARAMETER = Wanted("RE303", ("parameter",))


class _Subject(NamedTuple):
    """What stands on the left: its name, where it comes from, its type, and its fact if it is one."""

    name: str
    ref: Ref
    type: FactType
    fact: Fact | None

    @property
    def noun(self) -> str:
        """What it is, in the author's words."""
        return kind_of(self.fact) if self.fact is not None else f"a {self.ref.kind}, so a number"


class _Task(NamedTuple):
    """One comparison being checked."""

    ruleset: RuleSet
    names: Names
    report: Report
    compare: Compare
    subject: _Subject
    row: Operator

    @property
    def place(self) -> Place:
        """Where the comparison stands."""
        return self.compare.place

    def error(self, code: str, message: str, help: str = "") -> None:
        """Report a problem of this comparison."""
        self.report.error(code, message, self.place, help=help)


def kind_of(fact: Fact) -> str:
    """What a fact is, in words.

    >>> kind_of(Fact("age", FactType.INTEGER))
    'an integer fact'
    """
    ordered = "an ordered" if fact.ordered and fact.type is FactType.CHOICE else ""
    article = "an" if fact.type is FactType.INTEGER else "a"
    return f"{ordered or article} {fact.type} fact"


def compile_comparison(ruleset: RuleSet, names: Names, compare: Compare, report: Report, *, late: bool) -> Node:
    """The node of a comparison; where it cannot be typed, a node without an axis stands for it while checking goes on.

    `late` says that the condition belongs to a clock or an invariant, which may use `grade`.
    """
    subject = _subject_of(names, compare, report, late=late)
    row = OPERATORS.get(compare.operator)
    if subject is None or row is None:
        return Node("compare", subject=Ref("constant"), operator=compare.operator, name=compare.subject, place=compare.place)
    task = _Task(ruleset, names, report, compare, subject, row)
    operands = _operands(task) if _suits(task) else ()
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


def _subject_of(names: Names, compare: Compare, report: Report, *, late: bool) -> _Subject | None:
    ref = names.subject(compare.subject)
    if ref is None:
        unknown_name(names, compare.subject, compare.place, report, COMPARED)
        return None
    if ref.kind != "fact":
        return _Subject(compare.subject, ref, FactType.DECIMAL, None)
    if compare.subject == GRADE and not late:
        message = "`grade` may be used by time limits and invariants only"
        report.error("RE313", message, compare.place, help="grades follow from rules, so a rule cannot ask for one")
    fact = names.facts[ref.index]
    return _Subject(fact.name, ref, fact.type, fact)


def unknown_name(names: Names, name: str, place: Place, report: Report, wanted: Wanted) -> None:
    """Report a name that is not one of the wanted kinds: of another kind, or of none."""
    kind = names.kinds.get(name)
    what = " or ".join(wanted.kinds)
    if kind is None:
        help = suggestion(name, names.of_kinds(*wanted.kinds))
        report.error(wanted.code, f"there is no {what} called `{name}`", place, help=help)
        return
    code = "RE310" if kind == "definition" else "RE311" if wanted is DEFINITION else "RE312"
    report.error(code, f"`{name}` is a {kind}, where a {what} is needed", place, help=_other_form(name, kind, wanted))


def _other_form(name: str, kind: str, wanted: Wanted) -> str:
    """How a name of this kind is written where a condition is meant."""
    if wanted not in (COMPARED, DEFINITION):
        return ""
    if kind == "definition":
        return f"write `holds: {name}`"
    if kind == "parameter":
        return f"a parameter stands on the right of an operator, as `{{param: {name}}}`"
    return f"write `{name}: ...` to compare it"


def _suits(task: _Task) -> bool:
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


def _fitting(subject: _Subject) -> str:
    ordered = subject.fact is None or subject.fact.ordered or subject.type is not FactType.CHOICE
    fitting = [row.name for row in OPERATORS.values() if subject.type in row.types and (ordered or not row.needs_order)]
    return f"on {subject.noun.partition(',')[0]} use " + ", ".join(f"`{name}`" for name in fitting)


def _axis(task: _Task) -> str:
    subject = task.subject
    if subject.type is FactType.CHOICE and subject.fact is not None and subject.fact.ordered:
        return "ordered"
    if subject.type is FactType.DATETIME:
        return "datetime" if all(_is_instant(task, operand) for operand in task.compare.operands) else "date"
    return _AXES[subject.type]


def _is_instant(task: _Task, operand: Operand) -> bool:
    match operand:
        case Literal(value):
            return isinstance(value, datetime)
        case Reference(name) if name in task.names.slots:
            return task.names.facts[task.names.slots[name]].type is FactType.DATETIME
    return False


def _operands(task: _Task) -> tuple[Ref, ...]:
    """The operands, resolved and coerced; those that cannot be are reported and left out."""
    if task.subject.type is FactType.CHOICES and task.row.name in ("is", "is_not"):
        return tuple(_set_operand(task))
    refs = tuple(ref for operand in task.compare.operands if (ref := _operand(task, operand)) is not None)
    if len(refs) == len(task.compare.operands):
        _check_one_axis(task)
        if task.row.operand == "bounds":
            _check_bounds(task, refs)
    return refs


def _operand(task: _Task, operand: Operand) -> Ref | None:
    match operand:
        case Literal(value):
            return _literal(task, value)
        case Parameter(name):
            return _parameter(task, name)
        case Reference(name):
            return _reference(task, name)


def _set_operand(task: _Task) -> Iterator[Ref]:
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


def _literal(task: _Task, value: Value) -> Ref | None:
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


def _constant(task: _Task, value: Value, *, fits: bool) -> Ref | None:
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


def _option(task: _Task, value: object) -> Ref | None:
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


def _number(task: _Task, value: Value) -> Ref | None:
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


def _moment(task: _Task, value: Value) -> Ref | None:
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


def _check_moment_domain(task: _Task, fact: Fact, value: date) -> None:
    low = fact.earliest if isinstance(fact.earliest, date) else None
    high = fact.latest if isinstance(fact.latest, date) else None
    before = low is not None and _day(value) < _day(low)
    after = high is not None and _day(value) > _day(high)
    if before or after:
        task.error("RE320", f"`{fact.name}` can never be `{_written(value)}`", _domain(low, high))


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _parameter(task: _Task, name: str) -> Ref | None:
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


def _reference(task: _Task, name: str) -> Ref | None:
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


def _check_one_axis(task: _Task) -> None:
    if task.subject.type is not FactType.DATETIME:
        return
    if len({_is_instant(task, operand) for operand in task.compare.operands}) > 1:
        help = "write dates alone, or times of day throughout"
        task.error("RE325", f"`{task.row.name}` mixes dates with times of day", help)


def _check_bounds(task: _Task, refs: Sequence[Ref]) -> None:
    low, high = refs
    for first, last in _pairs(task, low, high):
        if _position(task, first) > _position(task, last):
            message = f"`between` is reversed: {_written(first)} is greater than {_written(last)}"
            task.error("RE321", message, f"write `[{_written(last)}, {_written(first)}]`")
            return


def _pairs(task: _Task, low: Ref, high: Ref) -> Iterator[tuple[Any, Any]]:
    """The pairs of bounds in force on each day on which either of them changes."""
    days = sorted({dated.start for ref in (low, high) for dated in _history(task, ref)} or {date.max})
    for day in days:
        first, last = _in_force(task, low, day), _in_force(task, high, day)
        if first is not None and last is not None:
            yield first, last


def _history(task: _Task, ref: Ref) -> Sequence[Any]:
    if ref.kind != "parameter":
        return ()
    return task.ruleset.parameters[sorted(task.names.parameters)[ref.index]].values


def _in_force(task: _Task, ref: Ref, day: date) -> Value | None:
    if ref.kind == "constant":
        return ref.value
    return next((dated.value for dated in reversed(_history(task, ref)) if dated.start <= day), None)


def _position(task: _Task, value: Any) -> Any:
    if isinstance(value, str) and task.subject.fact is not None:
        return task.subject.fact.options.index(value)
    return value
