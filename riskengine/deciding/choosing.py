"""Which rule set checks a case that names none: the only one that fits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from riskengine.case import Case
from riskengine.diagnostics import UsageError, nearest
from riskengine.loading.store import EditionHeader, Store

__all__ = ["choose", "is_only"]


def choose(store: Store, case: Case, *, as_of: date, edition: str | None) -> str:
    """The id of the only rule set that fits a case: its jurisdiction, the editions in question, and every fact of it.

    What the headers say is looked at first, so that no more editions are read than it takes. Raises UsageError
    where none fits or several do. Where none knows all of the facts, but one knows more of them than any
    other, it is that one: the case is refused all the same, and by it with every wrong name and its place.
    """
    covering = [id for id in store.ids if case.jurisdiction in _jurisdictions(store, id)]
    if not covering:
        known = sorted({each for id in store.ids for each in _jurisdictions(store, id)})
        raise UsageError(f"no rule set covers the jurisdiction {case.jurisdiction}; they cover {', '.join(known)}")
    if len(covering) == 1:
        return covering[0]
    likely = _likely(store, covering, case, as_of, edition)
    fitting = _fitting(store, likely, case, as_of) or _fitting(store, covering, case, as_of)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise _names_none(store, f"these fit: {', '.join(fitting)}")
    return _knowing_most(store, likely, covering, case, as_of)


def is_only(store: Store, id: str, jurisdiction: str) -> bool:
    """Whether no other rule set covers a jurisdiction."""
    return not any(jurisdiction in _jurisdictions(store, each) for each in store.ids if each != id)


def _likely(store: Store, ids: list[str], case: Case, as_of: date, edition: str | None) -> list[str]:
    """Those with the edition that was asked for or is in force, then with the one that the assessment names, if any have."""

    def in_force(header: EditionHeader) -> bool:
        return header.edition == edition if edition else header == store.in_force(header.id, as_of)

    def named(header: EditionHeader) -> bool:
        return case.assessment is not None and header.edition == case.assessment.edition

    for test in (in_force, named):
        ids = [id for id in ids if any(map(test, store.headers(id)))] or ids
    return ids


def _fitting(store: Store, ids: Iterable[str], case: Case, as_of: date) -> list[str]:
    return [id for id in ids if not _not_known(store, id, case.facts, as_of)]


def _not_known(store: Store, id: str, names: Iterable[str], as_of: date) -> set[str]:
    """The names that no edition of a rule set knows. What is in force is read first, and often settles it."""
    now = store.in_force(id, as_of)
    left = set(names)
    for header in sorted(store.headers(id), key=lambda header: header != now):
        if left:
            left -= store.edition(id, header.edition).facts.keys()
    return left


def _knowing_most(store: Store, likely: list[str], covering: list[str], case: Case, as_of: date) -> str:
    unknown = {id: _not_known(store, id, case.facts, as_of) for id in covering}
    fewest = min(len(names) for names in unknown.values())
    best = [id for id in covering if len(unknown[id]) == fewest]
    best = [id for id in best if id in likely] or best
    if len(best) == 1:
        return best[0]
    name = min(set.intersection(*unknown.values()), default="")
    known = {name for id in covering for header in store.headers(id) for name in store.edition(id, header.edition).facts}
    hint = f" (`{name}`: {nearest(name, known) or 'no rule set knows it'})" if name else ""
    raise _names_none(store, f"none knows all of its facts{hint}")


def _names_none(store: Store, why: str) -> UsageError:
    return UsageError(f"the case does not name its rule set, and {why}; name one of {', '.join(store.ids)}")


def _jurisdictions(store: Store, id: str) -> set[str]:
    return {each for header in store.headers(id) for each in header.jurisdictions}
