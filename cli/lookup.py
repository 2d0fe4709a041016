"""Finding what `show` was asked for, among rule sets, their parts, guidance and codes, as plain records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from riskengine.codes import CODES, FINDINGS
from riskengine.diagnostics import RuleSetError, UsageError, nearest
from riskengine.ruleset import RuleSet
from riskengine_cli import parts

if TYPE_CHECKING:
    from riskengine.loading.store import EditionHeader, Store

__all__ = ["look_up", "overview"]

Record = dict[str, Any]


def overview(store: Store) -> Record:
    """Every rule set and its editions, oldest first."""
    editions = [each for ruleset in store.ids for each in _headers(store, ruleset)]
    return {"kind": "overview", "title": f"Rule sets in {store.folder}", "editions": editions}


def _headers(store: Store, ruleset: str) -> list[Record]:
    return [parts.header(header, _provenance(store, header)) for header in store.headers(ruleset)]


def _provenance(store: Store, header: EditionHeader) -> str:
    try:
        return store.edition(header.id, header.edition).provenance
    except RuleSetError:
        return "cannot be used: `riskengine check` says why"


def look_up(store: Store, what: str) -> Record:
    """The record of what `what` names. Raises UsageError, with the nearest names, where nothing has that name."""
    for find in (_code, _provision, _of_store, _part):
        found = find(store, what)
        if found is not None:
            return found
    near = nearest(what, _every_name(store))
    raise UsageError(f"nothing is called `{what}`" + (f": {near}" if near else "; `riskengine show` lists the rule sets"))


def _code(_: Store, what: str) -> Record | None:
    if what.upper() in CODES:
        row = CODES[what.upper()]
        title = f"{row.code} {row.name}"
        return {"kind": "diagnostic", "title": title, "severity": row.severity, "what": row.what, "why": row.why}
    if what in FINDINGS:
        finding = FINDINGS[what]
        return {"kind": "finding", "title": f"the finding `{what}`", "severity": finding.severity, "what": finding.what}
    return None


def _provision(store: Store, what: str) -> Record | None:
    guidance = store.guidance if "/" in what else None
    if guidance is None:
        return None
    if what in guidance.provisions:
        return parts.provision(guidance.provisions[what], _citing(store, what))
    return next((parts.source(source) for source in guidance.sources if f"{source.source}/{source.edition}" == what), None)


def _citing(store: Store, reference: str) -> list[str]:
    """Every rule, time limit and parameter that cites a provision."""
    return [
        f"{edition.id}/{edition.edition}/{name}"
        for edition in _editions(store)
        for name, cites in parts.citations_of(edition)
        if reference in cites
    ]


def _of_store(store: Store, what: str) -> Record | None:
    ruleset, _, edition = what.partition("/")
    if ruleset not in store.ids:
        return None
    if not edition:
        title = f"{ruleset}: {store.headers(ruleset)[-1].title}"
        return {"kind": "ruleset", "title": title, "editions": _headers(store, ruleset)}
    known = [header.edition for header in store.headers(ruleset)]
    if edition in known:
        return parts.edition(store.edition(ruleset, edition))
    named, _, part = edition.partition("/")
    if not part and named not in known:  # rule-set/RULE, without an edition
        named, part = known[-1], named
    return _named(store.edition(ruleset, named), part)


def _part(store: Store, what: str) -> Record | None:
    """A rule, fact or the like by its bare name, in the newest edition that has it, and which other rule sets have one."""
    newest: dict[str, Record] = {}
    for edition in reversed(list(_editions(store))):
        if edition.id not in newest and (found := _named(edition, what, store)):
            newest[edition.id] = found
    if not newest:
        return None
    first, *others = newest.values()
    return first | ({"also in": [f"{other['in']}/{what}" for other in others]} if others else {})


def _named(ruleset: RuleSet, name: str, store: Store | None = None) -> Record | None:
    provisions = store.guidance.provisions if store else {}
    for kind, describe in parts.PARTS.items():
        entry = parts.entries(ruleset, kind).get(name)
        if entry is not None:
            where = f"{ruleset.id}/{ruleset.edition}"
            return {"kind": kind, **describe(entry), "in": where, "guidance": _texts(entry, provisions)}
    return None


def _texts(entry: Any, provisions: Any) -> dict[str, str]:
    cited = [reference for reference in getattr(entry, "cites", ()) if reference in provisions]
    return {reference: provisions[reference].text for reference in cited}


def _editions(store: Store) -> Iterator[RuleSet]:
    for ruleset in store.ids:
        for header in store.headers(ruleset):
            yield store.edition(ruleset, header.edition)


def _every_name(store: Store) -> Iterable[str]:
    yield from CODES
    yield from FINDINGS
    yield from store.ids
    yield from store.guidance.provisions
    for edition in _editions(store):
        yield f"{edition.id}/{edition.edition}"
        for kind in parts.PARTS:
            for name in parts.entries(edition, kind):
                yield name
                yield f"{edition.id}/{edition.edition}/{name}"
