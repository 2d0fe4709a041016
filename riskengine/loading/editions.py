"""The editions of a rule set in time: their headers, and whether they overlap or leave days without an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from riskengine.diagnostics import NOWHERE, Diagnostic, Place
from riskengine.records import field, record

__all__ = ["DRAFT", "RELEASED", "WITHDRAWN", "EditionHeader", "by_id", "check_names", "check_times", "in_force"]

DRAFT, RELEASED, WITHDRAWN = "draft", "released", "withdrawn"


@record
class EditionHeader:
    """What is known of an edition before all of it is read.

    `effective_from` and `effective_until` are the first and the last day in force, both included; None for
    the last means open. `folder` is where it lies. `places` says where `id`, `edition` and `effective` are written.
    """

    id: str
    edition: str
    title: str
    status: str
    effective_from: date
    effective_until: date | None
    jurisdictions: tuple[str, ...]
    folder: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def covers(self, day: date) -> bool:
        """Whether the day is one of its days, whatever its status.

        >>> EditionHeader("a", "1", "A", "draft", date(2020, 1, 1), None, ()).covers(date(2020, 1, 1))
        True
        """
        return self.effective_from <= day and (self.effective_until is None or day <= self.effective_until)

    @property
    def order(self) -> tuple[date, str]:
        """Earliest first, then by the edition's name."""
        return (self.effective_from, self.edition)


def by_id(headers: Iterable[EditionHeader]) -> dict[str, tuple[EditionHeader, ...]]:
    """Headers by the id of their rule set, ids in order, the earliest edition first."""
    found: dict[str, list[EditionHeader]] = {}
    for header in headers:
        found.setdefault(header.id, []).append(header)
    return {id_: tuple(sorted(found[id_], key=lambda header: header.order)) for id_ in sorted(found)}


def in_force(headers: Iterable[EditionHeader], day: date) -> EditionHeader | None:
    """The released edition in force on a day, None where there is none.

    >>> old = EditionHeader("a", "1", "A", "released", date(2020, 1, 1), date(2020, 12, 31), ())
    >>> in_force([old], date(2020, 12, 31)) is old, in_force([old], date(2021, 1, 1))
    (True, None)
    """
    for header in headers:
        if header.status == RELEASED and header.covers(day):
            return header
    return None


def check_names(header: EditionHeader, id_of_folder: str, edition_of_folder: str, problems: list[Diagnostic]) -> None:
    """Add a problem where an edition's folder or its parent has another name than the file says."""
    for code, key, written, folder in (
        ("RE408", "id", header.id, id_of_folder),
        ("RE409", "edition", header.edition, edition_of_folder),
    ):
        if written != folder:
            message = f"the {key} is `{written}`, but its folder is named `{folder}`"
            problems.append(Diagnostic(code, message, header.places.get(key, header.place), "give both the same name"))


def check_times(headers: Iterable[EditionHeader], problems: list[Diagnostic]) -> None:
    """Add an error for released editions of one id that overlap, and a note for days between two without any."""
    for editions in by_id(header for header in headers if header.status == RELEASED).values():
        problems.extend(_overlaps(editions))
        problems.extend(_gaps(editions))


def _overlaps(editions: tuple[EditionHeader, ...]) -> Iterator[Diagnostic]:
    for number, later in enumerate(editions):
        for earlier in editions[:number]:
            day = later.effective_from
            if not earlier.covers(day):
                continue
            message = f"{later.id} {later.edition} and {earlier.edition} are both in force on {day}"
            help_text = "change the days of one of them"
            if day > earlier.effective_from:
                help_text = f"end {earlier.edition} with `until: {day - timedelta(days=1)}`"
            related = ((_when(earlier), f"the days of {earlier.edition}"),)
            yield Diagnostic("RE410", message, _when(later), help_text, related=related)


def _gaps(editions: tuple[EditionHeader, ...]) -> Iterator[Diagnostic]:
    for number, later in enumerate(editions[1:], 1):
        last = max(editions[:number], key=lambda header: header.effective_until or date.max)
        end = last.effective_until
        if end is None or (later.effective_from - end).days <= 1:
            continue
        first_day, last_day = end + timedelta(days=1), later.effective_from - timedelta(days=1)
        message = f"no edition of {later.id} is in force from {first_day} to {last_day}"
        related = ((_when(last), f"{last.edition} ends here"),)
        yield Diagnostic("RE411", message, _when(later), "leave it if it is meant", "note", related=related)


def _when(header: EditionHeader) -> Place:
    return header.places.get("effective", header.place)
