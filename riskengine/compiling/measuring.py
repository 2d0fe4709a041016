"""Quantities with their inputs resolved and checked against what each kind takes."""

from __future__ import annotations

from datetime import date, datetime

from riskengine.calendar import to_utc
from riskengine.compiling.draft import Draft, support_of, union
from riskengine.compiling.names import PARAMETER, Wanted, kind_of, unknown_name
from riskengine.compiling.numbering import number
from riskengine.compiling.operands import check_bounded
from riskengine.compiling.program import CompiledQuantity, Ref, Step
from riskengine.conditions import Compare, Literal
from riskengine.diagnostics import Place
from riskengine.facts import GRADE, FactType
from riskengine.quantities import QUANTITY_KINDS, Quantity, QuantityInput, QuantityKind

__all__ = ["compile_quantity"]

_TRUE = Literal(True)
_WANTED = {
    "truths": Wanted("RE306", ("fact", "definition")),
    "numbers": Wanted("RE306", ("fact", "quantity")),
    "moments": Wanted("RE306", ("fact",)),
}


def compile_quantity(draft: Draft, quantity: Quantity) -> None:
    """Resolve and check the inputs of a quantity, and give it its place among the steps."""
    kind = QUANTITY_KINDS.get(quantity.kind)
    inputs: tuple[Ref, ...] = ()
    if kind is not None:
        _check_distinct(draft, quantity, kind)
        refs = [_input(draft, quantity, kind.takes, each) for each in quantity.inputs]
        inputs = tuple(ref for ref in refs if ref is not None)
    number = draft.names.quantities[quantity.name]
    draft.quantities[quantity.name] = CompiledQuantity(quantity.name, quantity.kind, inputs, quantity.place)
    draft.quantity_support[number] = union(support_of(draft, ref) for ref in inputs)
    draft.steps.append(Step("quantity", number))


def _check_distinct(draft: Draft, quantity: Quantity, kind: QuantityKind) -> None:
    names = [each.name for each in quantity.inputs]
    if kind.inputs == len(names) and names[0] is not None and len(set(names)) == 1:
        message = f"`{quantity.name}` measures `{names[0]}` against itself, so it is always 0"
        draft.report.error("RE334", message, quantity.inputs[1].place, help="name another fact")


def _input(draft: Draft, quantity: Quantity, takes: str, each: QuantityInput) -> Ref | None:
    if each.name is not None:
        return _named_input(draft, quantity, takes, each.name, each.place)
    if each.parameter is not None:
        index = draft.names.parameters.get(each.parameter)
        if index is None:
            unknown_name(draft.names, each.parameter, each.place, draft.report, PARAMETER)
        elif takes != "numbers":
            _bad_input(draft, quantity, each.place, f"the parameter `{each.parameter}` is a number")
        else:
            return Ref("parameter", index)
        return None
    return _literal_input(draft, quantity, takes, each)


def _literal_input(draft: Draft, quantity: Quantity, takes: str, each: QuantityInput) -> Ref | None:
    value = each.literal
    fits = isinstance(value, date) if takes == "moments" else takes == "numbers" and not isinstance(value, date | bool)
    if value is None or not fits:
        _bad_input(draft, quantity, each.place, f"`{value}` is a value")
        return None
    return Ref("constant", value=to_utc(value) if isinstance(value, datetime) else value)


_TAKES = {
    "truths": "boolean facts and definitions",
    "numbers": "numbers: integer and decimal facts, quantities, parameters and literal numbers",
    "moments": "date and datetime facts, `as_of` and literal dates",
}


def _bad_input(draft: Draft, quantity: Quantity, place: Place, what: str) -> None:
    message = f"{what}, which `{quantity.kind}` cannot take"
    draft.report.error("RE329", message, place, help=f"`{quantity.kind}` takes {_TAKES[QUANTITY_KINDS[quantity.kind].takes]}")


def _named_input(draft: Draft, quantity: Quantity, takes: str, name: str, place: Place) -> Ref | None:
    names = draft.names
    if name in names.slots and name != GRADE:
        return _fact_input(draft, quantity, takes, name, place)
    if name in names.definitions:
        if takes == "truths":
            return Ref("node", draft.definitions[name]) if name in draft.definitions else None
        _bad_input(draft, quantity, place, f"`{name}` is a definition")
    elif name in names.quantities:
        if takes == "numbers":
            return Ref("quantity", names.quantities[name])
        _bad_input(draft, quantity, place, f"`{name}` is a quantity, so a number")
    elif name in names.scores:
        _bad_input(draft, quantity, place, f"`{name}` is a score")
    elif name == GRADE:
        draft.report.error("RE313", "`grade` may be used by time limits and invariants only", place)
    else:
        unknown_name(names, name, place, draft.report, _WANTED[takes])
    return None


def _fact_input(draft: Draft, quantity: Quantity, takes: str, name: str, place: Place) -> Ref | None:
    slot = draft.names.slots[name]
    fact = draft.names.facts[slot]
    fits = {"truths": fact.type is FactType.BOOLEAN, "numbers": fact.type.is_number, "moments": fact.type.is_moment}[takes]
    if not fits:
        _bad_input(draft, quantity, place, f"`{name}` is {kind_of(fact)}")
        return None
    if takes == "numbers":
        check_bounded(draft.report, "RE328", fact, place, "used in arithmetic")
    if takes != "truths":
        return Ref("fact", slot)
    return Ref("node", number(draft, Compare(name, "is", (_TRUE,), place)))
