"""The one namespace of a rule set: facts, quantities, definitions, parameters and scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from riskengine.compiling.program import Ref
from riskengine.compiling.report import Report
from riskengine.diagnostics import Place, nearest
from riskengine.facts import AS_OF, EARLIEST, GRADE, LATEST, Fact, FactType
from riskengine.records import record
from riskengine.ruleset import RuleSet

__all__ = [
    "COMPARED",
    "DEFINITION",
    "PARAMETER",
    "Names",
    "Wanted",
    "check_names",
    "kind_of",
    "names_of",
    "suggestion",
    "unknown_name",
]

_FEW = 8


@record
class Names:
    """Where every name of a rule set stands in its program.

    `facts` are the vocabulary by name, then `as_of` and `grade`; the rest are sorted by name. `kinds` says
    for every name what it is: `fact`, `quantity`, `definition`, `parameter` or `score`.
    """

    facts: tuple[Fact, ...]
    slots: Mapping[str, int]
    quantities: Mapping[str, int]
    scores: Mapping[str, int]
    parameters: Mapping[str, int]
    definitions: frozenset[str]
    grades: Mapping[str, int]
    kinds: Mapping[str, str]

    def subject(self, name: str) -> Ref | None:
        """Where a number or fact that a condition may compare comes from, None for any other name."""
        if name in self.slots:
            return Ref("fact", self.slots[name])
        if name in self.quantities:
            return Ref("quantity", self.quantities[name])
        if name in self.scores:
            return Ref("score", self.scores[name])
        return None

    def of_kinds(self, *kinds: str) -> Iterator[str]:
        """Every name of these kinds."""
        return (name for name in sorted(self.kinds) if self.kinds[name] in kinds)


def names_of(ruleset: RuleSet) -> Names:
    """The names of a rule set, each with its place in the program."""
    facts = (*(ruleset.facts[name] for name in sorted(ruleset.facts)), _as_of(), _grade(ruleset.grades))
    kinds = {AS_OF: "fact"}
    for kind, names in _kinds(ruleset):
        kinds.update(dict.fromkeys(names, kind))
    return Names(
        facts=facts,
        slots={fact.name: slot for slot, fact in enumerate(facts)},
        quantities=_numbered(ruleset.quantities),
        scores=_numbered(ruleset.scores),
        parameters=_numbered(ruleset.parameters),
        definitions=frozenset(ruleset.definitions),
        grades={grade: rank for rank, grade in enumerate(ruleset.grades)},
        kinds=kinds,
    )


def _kinds(ruleset: RuleSet) -> Iterator[tuple[str, Mapping[str, object]]]:
    yield "parameter", ruleset.parameters
    yield "score", ruleset.scores
    yield "quantity", ruleset.quantities
    yield "definition", ruleset.definitions
    yield "fact", ruleset.facts


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(names))}


def _as_of() -> Fact:
    return Fact(AS_OF, FactType.DATE, earliest=EARLIEST, latest=LATEST)


def _grade(grades: tuple[str, ...]) -> Fact:
    return Fact(GRADE, FactType.CHOICE, options=grades, ordered=True)


def check_names(ruleset: RuleSet, report: Report) -> None:
    """Refuse a name that stands for two things. Words of the language are refused while reading."""
    seen: dict[str, tuple[str, Place]] = {}
    for kind, entries in reversed(tuple(_kinds(ruleset))):
        for name, entry in entries.items():
            place: Place = entry.place  # type: ignore[attr-defined]
            if name in seen:
                first, where = seen[name]
                message = f"`{name}` is the name of a {first} and of a {kind}"
                report.error("RE309", message, place, help="give each its own name", related=((where, f"the {first} `{name}`"),))
            seen.setdefault(name, (kind, place))


def suggestion(word: str, names: Iterable[str]) -> str:
    """A help text naming the nearest of `names`, or all of them, in their order, where they are few.

    >>> suggestion("hihg", ("low", "high")), suggestion("urgent", ("low", "high"))
    ('did you mean `high`?', 'there are: `low`, `high`')
    """
    pool = tuple(names)
    near = nearest(word, pool)
    if near or not 0 < len(pool) <= _FEW:
        return near
    return "there are: " + ", ".join(f"`{name}`" for name in pool)


@record
class Wanted:
    """Which kinds of name may stand in a place, and the code of a name that is none at all."""

    code: str
    kinds: tuple[str, ...]


COMPARED = Wanted("RE301", ("fact", "quantity", "score"))
DEFINITION = Wanted("RE302", ("definition",))
PARAMETER = Wanted("RE303", ("parameter",))


def unknown_name(names: Names, name: str, place: Place, report: Report, wanted: Wanted) -> None:
    """Report a name that is not one of the wanted kinds: of another kind, or of none."""
    kind = names.kinds.get(name)
    what = " or ".join(filter(None, (", ".join(wanted.kinds[:-1]), wanted.kinds[-1])))
    if kind is None:
        help = suggestion(name, names.of_kinds(*wanted.kinds))
        report.error(wanted.code, f"there is no {what} called `{name}`", place, help=help)
        return
    if name == AS_OF:
        report.error("RE312", f"`{AS_OF}` is the day on which a case is judged, where a {what} is needed", place)
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


def kind_of(fact: Fact) -> str:
    """What a fact is, in words.

    >>> kind_of(Fact("age", FactType.INTEGER))
    'an integer fact'
    """
    ordered = "an ordered" if fact.ordered and fact.type is FactType.CHOICE else ""
    article = "an" if fact.type is FactType.INTEGER else "a"
    return f"{ordered or article} {fact.type} fact"
