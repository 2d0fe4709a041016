"""The store of editions: which rule sets there are, which edition is in force, and everything about each when asked."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

from riskengine.diagnostics import Diagnostic, RuleSetError, UsageError, nearest
from riskengine.guidance import Guidance, Provision, Source
from riskengine.loading.citations import check_citations, citations_of
from riskengine.loading.editions import EditionHeader, by_id, check_names, check_times, in_force
from riskengine.loading.folders import EditionFolder, find_editions, guidance_beside, refuse_path, shipped_folder
from riskengine.loading.guidance_reader import gather, read_guidance, read_source
from riskengine.loading.header import read_header
from riskengine.loading.lock import Lock, check_entry, entry_of
from riskengine.loading.lock_reader import read_lock
from riskengine.loading.references import parse_reference
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.records import changed
from riskengine.ruleset import RuleSet

__all__ = ["EditionHeader", "Store"]


class Store:
    """Every edition in a folder of rule sets, with the guidance that they cite.

    `Store.open` reads the headers at once, so that what is in force is settled; whole editions and guidance
    are read when they are first asked for, and then kept. One store may be used by many threads, and may
    be pickled: the copy reads from the same folders. Nothing in it can be changed from outside.
    """

    __slots__ = ("_editions", "_folder", "_guidance", "_guidance_folder", "_headers", "_lock", "_lock_file", "_sources")

    def __init__(self, folder: Path, guidance_folder: Path, headers: Iterable[EditionHeader]) -> None:
        self._folder = folder
        self._guidance_folder = guidance_folder
        self._headers: Mapping[str, tuple[EditionHeader, ...]] = by_id(headers)
        self._lock = threading.RLock()
        self._editions: dict[tuple[str, str], RuleSet] = {}
        self._sources: dict[str, Source] = {}
        self._guidance: Guidance | None = None
        self._lock_file: Lock | None = None

    @classmethod
    def open(cls, rules: Path | str | None = None) -> Store:
        """The store of the folder `rules`, with `guidance` beside it; without a folder, what ships with the package.

        Raises UsageError where there is no such folder, RuleSetError where a header cannot be read, a folder
        has another name than its edition, or released editions of one id overlap; each with every problem.
        """
        folder = shipped_folder() if rules is None else Path(rules)
        problems: list[Diagnostic] = []
        folders = find_editions(folder, problems)
        refuse_path(folder, problems)
        headers = [header for place in folders if (header := _header(place, problems))]
        check_times(headers, problems)
        _refuse(f"the rule sets in {folder} cannot be used", problems)
        return cls(folder, guidance_beside(folder), headers)

    def __reduce__(self) -> tuple[type[Store], tuple[Path, Path, tuple[EditionHeader, ...]]]:
        return (type(self), (self._folder, self._guidance_folder, self._all_headers))

    def __repr__(self) -> str:
        return f"Store({str(self._folder)!r})"

    @property
    def folder(self) -> Path:
        """The folder of rule sets."""
        return self._folder

    @property
    def guidance_folder(self) -> Path:
        """The folder of guidance beside it, whether or not it exists."""
        return self._guidance_folder

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rule sets, in order."""
        return tuple(self._headers)

    def headers(self, id: str) -> tuple[EditionHeader, ...]:
        """The headers of a rule set's editions, earliest first. Raises UsageError where there is no such rule set."""
        found = self._headers.get(id)
        if found is None:
            _unknown(f"there is no rule set `{id}`", id, self.ids)
        return found

    def in_force(self, id: str, day: date) -> EditionHeader | None:
        """The released edition of a rule set in force on a day, None where there is none."""
        return in_force(self.headers(id), day)

    def edition(self, id: str, edition: str) -> RuleSet:
        """One whole edition; its `digest` covers its content and the paragraphs that it cites.

        Raises UsageError where there is none of that name, RuleSetError with every problem where it cannot
        be used: it cannot be read, cites what does not exist, or was edited after its release.
        """
        headers = {header.edition: header for header in self.headers(id)}
        header = headers.get(edition)
        if header is None:
            _unknown(f"there is no edition `{edition}` of {id}", edition, headers)
        with self._lock:
            found = self._editions.get((id, edition))
            if found is None:
                found = self._editions[id, edition] = self._read(header)
            return found

    @property
    def guidance(self) -> Guidance:
        """All guidance in the folder. Raises RuleSetError where any of it cannot be read.

        Where only some provisions are needed, `guidance_for` reads only their files.
        """
        with self._lock:
            if self._guidance is None:
                problems: list[Diagnostic] = []
                found = read_guidance(self._guidance_folder, problems)
                _refuse(f"the guidance in {self._guidance_folder} cannot be used", problems)
                self._guidance = found
            return self._guidance

    def guidance_for(self, references: Iterable[str]) -> Guidance:
        """The sources in which the given references lie, and no others; what does not exist is left out.

        Raises RuleSetError where one of them cannot be read.
        """
        with self._lock:
            problems: list[Diagnostic] = []
            found = self._cited(references, problems)
            _refuse("the guidance that is cited cannot be used", problems)
            return found

    def provision(self, reference: str) -> Provision | None:
        """The provision that a reference such as `hmic/2023#access` names, None where there is none."""
        return self.guidance_for([reference]).provisions.get(reference)

    def check(self) -> tuple[Diagnostic, ...]:
        """Everything wrong in the folder that reading shows: rule sets, their days, guidance, citations, the lock."""
        # What only a check needs is not imported where a case is assessed.
        from riskengine.loading.checking import check_folder

        return check_folder(self._folder)

    @property
    def _all_headers(self) -> tuple[EditionHeader, ...]:
        return tuple(header for headers in self._headers.values() for header in headers)

    def _read(self, header: EditionHeader) -> RuleSet:
        """Read one edition, its citations, and its entry in the lock."""
        problems: list[Diagnostic] = []
        found = read_ruleset(Path(header.folder), problems)
        what = f"{header.id} {header.edition} cannot be used"
        _refuse(what, problems)
        if found is None:
            raise RuleSetError(what, problems)
        guidance = self._cited((citation.reference for citation in citations_of(found)), problems)
        wrong = check_citations(found, guidance)
        if any(problem.severity == "error" for problem in wrong):
            # Suggestions need to know of every source, not of those alone that are cited.
            wrong = check_citations(found, read_guidance(self._guidance_folder, []))
        problems += wrong
        if self._lock_file is None or not self._lock_file.whole:
            self._lock_file = read_lock(self._folder, problems)
        # An edition without an entry is for `check` to report: a new one has none until its release is written down.
        problems += [problem for problem in check_entry(found, guidance, self._lock_file) if problem.code != "RE422"]
        _refuse(what, problems)
        return changed(found, digest=entry_of(found, guidance).digest)

    def _cited(self, references: Iterable[str], problems: list[Diagnostic]) -> Guidance:
        parsed = (parse_reference(reference) for reference in references)
        files = sorted({reference.file for reference in parsed if reference})
        for file in files:
            path = self._guidance_folder / file
            if file not in self._sources and path.is_file() and (source := read_source(path, problems)):
                self._sources[file] = source
        return gather(self._sources[file] for file in files if file in self._sources)


def _header(place: EditionFolder, problems: list[Diagnostic]) -> EditionHeader | None:
    header = read_header(place.path, problems)
    if header is not None:
        check_names(header, place.id, place.edition, problems)
    return header


def _unknown(message: str, name: str, names: Iterable[str]) -> NoReturn:
    known = sorted(names)
    raise UsageError(f"{message}: {nearest(name, known) or 'use ' + ' or '.join(known)}")


def _refuse(message: str, problems: list[Diagnostic]) -> None:
    errors = sum(problem.severity == "error" for problem in problems)
    if errors:
        raise RuleSetError(f"{message}: {errors} problem{'s' if errors > 1 else ''}", problems)
