"""The store of editions: which rule sets there are, which edition is in force, and everything about each when asked."""

from __future__ import annotations

import threading
from collections.abc import Container, Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

from riskengine.diagnostics import Diagnostic, RuleSetError, UsageError, nearest
from riskengine.guidance import Guidance, Provision, Source
from riskengine.loading.citations import check_citations, citations_of
from riskengine.loading.editions import EditionHeader, check_names, check_times, in_force
from riskengine.loading.folders import EditionFolder, find_editions, guidance_beside, refuse_path, shipped_folder
from riskengine.loading.guidance_reader import gather, read_guidance, read_source
from riskengine.loading.header import read_header
from riskengine.loading.lock import Lock, check_entry, entry_of
from riskengine.loading.lock_reader import read_lock
from riskengine.loading.nodes import MapNode
from riskengine.loading.references import parse_reference
from riskengine.loading.ruleset_reader import FACTS_FILE, read_ruleset
from riskengine.loading.uncollected import uncollected
from riskengine.loading.yaml_reader import read_yaml_file
from riskengine.records import changed
from riskengine.ruleset import RuleSet

__all__ = ["EditionHeader", "Store"]


class Store:
    """Every edition in a folder of rule sets, with the guidance that they cite.

    `Store.open` finds the folders. The headers of a rule set are read together when it is first asked for, so that
    what is in force is settled; whole editions and guidance when they are first asked for; all is then kept. One
    store may be used by many threads, and may be pickled: the copy reads from the same folders. Nothing in it can
    be changed from outside.
    """

    __slots__ = (
        "_editions",
        "_facts",
        "_folder",
        "_folders",
        "_guidance",
        "_guidance_folder",
        "_headers",
        "_lock",
        "_lock_file",
        "_sources",
    )

    def __init__(self, folder: Path, guidance_folder: Path, folders: Iterable[EditionFolder]) -> None:
        self._folder = folder
        self._guidance_folder = guidance_folder
        self._folders: dict[str, list[EditionFolder]] = {}
        for place in folders:
            self._folders.setdefault(place.id, []).append(place)
        self._lock = threading.RLock()
        self._headers: dict[str, tuple[EditionHeader, ...]] = {}
        self._editions: dict[tuple[str, str], RuleSet] = {}
        self._facts: dict[tuple[str, str], Container[str]] = {}
        self._sources: dict[str, Source] = {}
        self._guidance: Guidance | None = None
        self._lock_file: Lock | None = None

    @classmethod
    def open(cls, rules: Path | str | None = None) -> Store:
        """The store of the folder `rules`, with `guidance` beside it; without a folder, what ships with the package.

        Raises UsageError where there is no such folder, RuleSetError where it holds no rule sets, or what is none.
        """
        folder = shipped_folder() if rules is None else Path(rules)
        problems: list[Diagnostic] = []
        folders = find_editions(folder, problems)
        refuse_path(folder, problems)
        _refuse(f"the rule sets in {folder} cannot be used", problems)
        return cls(folder, guidance_beside(folder), folders)

    def __reduce__(self) -> tuple[type[Store], tuple[Path, Path, tuple[EditionFolder, ...]]]:
        folders = (place for places in self._folders.values() for place in places)
        return (type(self), (self._folder, self._guidance_folder, tuple(folders)))

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
        return tuple(self._folders)

    def headers(self, id: str) -> tuple[EditionHeader, ...]:
        """The headers of a rule set's editions, earliest first.

        Raises UsageError where there is no such rule set, RuleSetError where a header of it cannot be read, a folder
        has another name than its edition, or released editions overlap; with every problem.
        """
        found = self._headers.get(id)
        if found is None:
            if id not in self._folders:
                _unknown(f"there is no rule set `{id}`", id, self.ids)
            problems: list[Diagnostic] = []
            headers = [header for place in self._folders[id] if (header := _header(place, problems))]
            check_times(headers, problems)
            _refuse(f"the rule set {id} in {self._folder} cannot be used", problems)
            found = self._headers[id] = tuple(sorted(headers, key=lambda header: header.order))
        return found

    def knows(self, id: str, name: str) -> bool:
        """Whether some edition of a rule set has a fact of this name; of editions not yet read, only the facts are.

        Raises as `headers` and `edition` do.
        """
        read = [(header.id, header.edition) in self._editions for header in self.headers(id)]
        order = sorted(zip(read, self.headers(id), strict=True), key=lambda pair: not pair[0])
        return any(name in self._facts_of(header) for _, header in order)

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
                with uncollected():
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

    def _facts_of(self, header: EditionHeader) -> Container[str]:
        """The names of an edition's facts. Where its file of them cannot be read, the whole edition says why."""
        key = (header.id, header.edition)
        if key in self._editions:
            return self._editions[key].facts
        if key not in self._facts:
            found = read_yaml_file(Path(header.folder) / FACTS_FILE, FACTS_FILE, [])
            root = found[0] if found else None
            self._facts[key] = root.entries if isinstance(root, MapNode) else self.edition(*key).facts
        return self._facts[key]

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
        parsed = map(parse_reference, set(references))
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
