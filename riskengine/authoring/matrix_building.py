"""From editions, guidance and suites to the matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from riskengine.authoring.matrix import (
    MATRIX_SCHEMA,
    EditionMatrix,
    Matrix,
    MatrixGap,
    MatrixParagraph,
    MatrixPart,
    PartKind,
)
from riskengine.authoring.matrix_cases import JudgedCase, judged_cases
from riskengine.authoring.suites import Suite
from riskengine.compiling.dependence import mentions
from riskengine.conditions import Always, Compare, Condition, Parameter, children
from riskengine.diagnostics import RuleSetError
from riskengine.engine import Engine
from riskengine.guidance import Guidance, Provision, Source, reach
from riskengine.loading.citations import citations_of
from riskengine.loading.references import parse_reference
from riskengine.records import changed
from riskengine.ruleset import Clock, Rule, RuleSet

__all__ = ["build_matrix"]

_UNSETTLED = frozenset({"unsettled", "presumed", "accepted", "undetermined"})
_NOT = frozenset({"does_not_apply", "not_applicable"})


def build_matrix(engine: Engine, editions: Sequence[tuple[str, str]], suites: Iterable[Suite]) -> Matrix:
    """The matrix of editions, given by rule set and name, with the cases of `suites` that they judge.

    Every paragraph that is in force on some day of an edition, in some jurisdiction of it, is in its matrix, whether or not
    anything cites it, unless its source serves other rule sets alone. Raises UsageError where there is no such edition,
    RuleSetError where one cannot be used.
    """
    cases, store = judged_cases(suites, engine), engine.store
    serves = _served(engine)
    found = (_edition(store.edition(*each), store.guidance, cases.get(each, []), serves) for each in editions)
    return Matrix(MATRIX_SCHEMA, tuple(_with_short_paths(edition, store.folder) for edition in found))


def _with_short_paths(edition: EditionMatrix, folder: Path) -> EditionMatrix:
    """Files named from the folder of rule sets on, so that the matrix is the same wherever that lies."""
    parts = tuple(changed(part, file=_short(part.file, folder)) for part in edition.parts)
    cases = tuple(changed(case, file=_short(case.file, folder)) for case in edition.cases)
    return changed(edition, parts=parts, cases=cases)


def _short(file: str, folder: Path) -> str:
    path, start = Path(file).absolute(), folder.absolute()
    return path.relative_to(start).as_posix() if path.is_relative_to(start) else file


def _served(engine: Engine) -> Mapping[str, frozenset[str]]:
    """The rule sets that cite each source, by its file; those that cannot be used are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for header in (header for id in engine.store.ids for header in engine.store.headers(id)):
        with suppress(RuleSetError):
            for citation in citations_of(engine.store.edition(header.id, header.edition)):
                reference = parse_reference(citation.reference)
                if reference is not None:
                    found[reference.file].add(header.id)
    return {file: frozenset(ids) for file, ids in found.items()}


def _edition(
    ruleset: RuleSet, guidance: Guidance, cases: Sequence[JudgedCase], serves: Mapping[str, frozenset[str]]
) -> EditionMatrix:
    parts = tuple(_parts(ruleset, cases))
    return EditionMatrix(
        ruleset=ruleset.id,
        edition=ruleset.edition,
        title=ruleset.title,
        status=ruleset.status,
        provenance=ruleset.provenance,
        effective_from=ruleset.effective_from.isoformat(),
        effective_until=ruleset.effective_until.isoformat() if ruleset.effective_until else None,
        digest=ruleset.digest,
        parts=parts,
        paragraphs=tuple(_paragraphs(ruleset, guidance, parts, serves)),
        cases=tuple(case.row for case in cases),
        gaps=tuple(_gaps(parts)),
    )


# parts


def _parts(ruleset: RuleSet, cases: Sequence[JudgedCase]) -> Iterator[MatrixPart]:
    rules, limits = _came_out(cases, rules=True), _came_out(cases, rules=False)
    for rule in sorted(ruleset.rules, key=lambda rule: rule.id):
        yield _rule(ruleset, rule, *(each[rule.id] for each in rules))
    for clock in sorted(ruleset.clocks, key=lambda clock: clock.id):
        yield _time_limit(ruleset, clock, *(each[clock.id] for each in limits))
    for _, parameter in sorted(ruleset.parameters.items()):
        cites = _once(cite for value in parameter.values for cite in value.cites)
        title = ", ".join(f"{value.value} from {value.start}" for value in parameter.values)
        yield _plain("parameter", parameter.name, title, parameter.place.file, parameter.place.line, cites)
    for claim in sorted(ruleset.invariants, key=lambda claim: claim.id):
        yield _plain("claim", claim.id, claim.claim, claim.place.file, claim.place.line, claim.cites)


Numbers = Mapping[str, tuple[int, ...]]


def _came_out(cases: Sequence[JudgedCase], *, rules: bool) -> tuple[Mapping[str, Numbers], Mapping[str, Numbers]]:
    """By rule or time limit and outcome, the cases in which it came out, and those that state it."""
    all_: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    stated: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for case in cases:
        for name, outcome in (case.row.rules if rules else case.row.time_limits).items():
            numbers = all_[name]
            numbers[outcome] = (*numbers.get(outcome, ()), case.row.number)
            if (name, outcome) in case.stated:
                numbers = stated[name]
                numbers[outcome] = (*numbers.get(outcome, ()), case.row.number)
    return all_, stated


def _rule(ruleset: RuleSet, rule: Rule, cases: Numbers, stated: Numbers) -> MatrixPart:
    return MatrixPart(
        kind="rule",
        id=rule.id,
        title=rule.title,
        file=rule.place.file,
        line=rule.place.line,
        cites=_once((*rule.cites, *(cite for action in rule.effect.actions for cite in action.cites))),
        when_unknown=rule.when_unknown,
        always=isinstance(rule.when, Always),
        definitions=_definitions(ruleset, rule.when),
        parameters=_once(sorted(_parameters(rule.when))),
        cases=_sorted(cases),
        stated=_sorted(stated),
    )


def _time_limit(ruleset: RuleSet, clock: Clock, cases: Numbers, stated: Numbers) -> MatrixPart:
    own = (clock.within.parameter,) if clock.within.parameter else ()
    return MatrixPart(
        kind="time_limit",
        id=clock.id,
        title=clock.title,
        file=clock.place.file,
        line=clock.place.line,
        cites=_once(clock.cites),
        when_unknown="",
        always=isinstance(clock.when, Always),
        definitions=_definitions(ruleset, clock.when),
        parameters=_once((*own, *sorted(_parameters(clock.when)))),
        cases=_sorted(cases),
        stated=_sorted(stated),
    )


def _plain(kind: PartKind, id: str, title: str, file: str, line: int, cites: tuple[str, ...]) -> MatrixPart:
    return MatrixPart(kind, id, title, file, line, cites, "", always=True, definitions=(), parameters=(), cases={}, stated={})


def _definitions(ruleset: RuleSet, condition: Condition) -> tuple[str, ...]:
    """The named conditions that a condition rests on, through one another."""
    found: dict[str, None] = {}
    waiting = [condition]
    while waiting:
        for kind, name in mentions(waiting.pop()):
            if kind == "definition" and name not in found:
                found[name] = None
                waiting.append(ruleset.definitions[name].condition)
    return tuple(sorted(found))


def _parameters(condition: Condition) -> Iterator[str]:
    """The parameters that a condition compares with."""
    if isinstance(condition, Compare):
        yield from (operand.name for operand in condition.operands if isinstance(operand, Parameter))
    for part in children(condition):
        yield from _parameters(part)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _sorted(numbers: Numbers) -> Numbers:
    return {outcome: numbers[outcome] for outcome in sorted(numbers)}


# paragraphs


def _paragraphs(
    ruleset: RuleSet, guidance: Guidance, parts: Sequence[MatrixPart], serves: Mapping[str, frozenset[str]]
) -> Iterator[MatrixParagraph]:
    citing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for part in parts:
        for reference in part.cites:
            citing[part.kind, reference].append(part.id)
    cited = {reference for _, reference in citing}
    for source in sorted(guidance.sources, key=lambda source: (source.source, source.edition)):
        others = serves.get(f"{source.source}/{source.edition}.md", frozenset())
        listed = _in_force(ruleset, source) and (not others or ruleset.id in others)
        for provision in source.provisions:
            if listed or provision.reference in cited:
                yield _paragraph(source, provision, citing)


def _paragraph(source: Source, provision: Provision, citing: Mapping[tuple[str, str], list[str]]) -> MatrixParagraph:
    kinds: tuple[PartKind, ...] = ("rule", "time_limit", "parameter", "claim")
    rules, limits, parameters, claims = (tuple(citing.get((kind, provision.reference), ())) for kind in kinds)
    return MatrixParagraph(
        reference=provision.reference,
        title=provision.title,
        source=source.title,
        status=provision.status,
        reason=provision.reason,
        confidence=provision.confidence,
        address=provision.address,
        rules=rules,
        time_limits=limits,
        parameters=parameters,
        claims=claims,
    )


def _in_force(ruleset: RuleSet, source: Source) -> bool:
    """Whether the guidance is in force on some day of the edition, in some jurisdiction of it."""
    starts_in_time = ruleset.effective_until is None or source.effective_from <= ruleset.effective_until
    ends_late = source.effective_until is None or source.effective_until >= ruleset.effective_from
    return starts_in_time and ends_late and any(reach(source.jurisdictions, place) != "none" for place in ruleset.jurisdictions)


# gaps


def _gaps(parts: Sequence[MatrixPart]) -> Iterator[MatrixGap]:
    """What no case shows of a rule, or of a time limit; that one for every case can come out otherwise is not asked of it."""
    kinds = [part for part in parts if part.kind in ("rule", "time_limit")]
    outcomes: tuple[Literal["applies", "does_not_apply", "unsettled"], ...] = ("applies", "does_not_apply", "unsettled")
    for outcome in outcomes:
        asked = [part for part in kinds if outcome == "applies" or not part.always]
        missing = tuple(part.id for part in asked if not _shown(part.cases, outcome))
        unsaid = tuple(part.id for part in asked if part.id not in missing and not _shown(part.stated, outcome))
        if missing:
            yield MatrixGap("no_case", outcome, missing)
        if unsaid:
            yield MatrixGap("not_stated", outcome, unsaid)


def _shown(numbers: Numbers, outcome: str) -> bool:
    return any(_side(each) == outcome for each in numbers)


def _side(outcome: str) -> str:
    """Which of the three questions an outcome of a rule, or a state of a time limit, answers."""
    if outcome in _UNSETTLED:
        return "unsettled"
    return "does_not_apply" if outcome in _NOT else "applies"
