"""The lock of released editions: what each said when it was released, and whether it still does.

`rules/editions.lock` has one entry for every edition that was ever released, in order of rule set and edition:

    format: 1
    editions:
      suspect-priority:
        "2020.1":
          digest: "9f0c..."                # what decisions print: the content with the cited paragraphs
          content: "41aa..."               # the content alone
          effective: {from: 2020-09-01, until: 2023-04-04}
          provisions:                      # every provision that it cites, with its digest
            hmic/2023#access: "77b1..."

Two things are not content, because they change when the next edition comes: the status, and the last day in force.
The last day is recorded once it is set, and from then on it stays. Everything else in an entry is written once.
A cited paragraph that changes is a warning and not an error: the edition says what it said, but it may no longer say
what the guidance says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from riskengine.diagnostics import Diagnostic, Place, RuleSetError
from riskengine.guidance import Guidance
from riskengine.loading.citations import citations_of
from riskengine.loading.digest import published_digest
from riskengine.loading.editions import DRAFT
from riskengine.loading.folders import LOCK_FILE
from riskengine.records import changed, record
from riskengine.ruleset import RuleSet

__all__ = ["Lock", "LockEntry", "check_entry", "check_lock", "entry_of", "lock_text", "write_lock"]

_HEAD = """# What every released edition said when it was released. Written by `riskengine check --write-lock`.
# Nothing here is edited by hand: a correction to a released edition is a new edition.
"""


@record
class LockEntry:
    """One edition as it was released. `provisions` has the digest of every provision that it cites, by reference."""

    ruleset: str
    edition: str
    digest: str
    content: str
    effective_from: date
    effective_until: date | None
    provisions: Mapping[str, str]

    @property
    def name(self) -> str:
        """The rule set and the edition, for messages."""
        return f"{self.ruleset} {self.edition}"

    @property
    def key(self) -> tuple[str, str]:
        """What it is looked up by."""
        return (self.ruleset, self.edition)


@record
class Lock:
    """Every entry by rule set and edition, and where each stands.

    `exists` says whether there is a lock file, `whole` whether all of it could be read.
    """

    entries: Mapping[tuple[str, str], LockEntry]
    places: Mapping[tuple[str, str], Place]
    file: str = LOCK_FILE
    exists: bool = False
    whole: bool = True

    def place(self, entry: LockEntry) -> Place:
        """Where an entry stands."""
        return self.places.get(entry.key, Place(self.file))


def entry_of(ruleset: RuleSet, guidance: Guidance) -> LockEntry:
    """The entry that an edition would get now. `ruleset.digest` is the digest of its content.

    A citation of a provision that does not exist is left out: `check_citations` reports it.
    """
    cited = sorted({citation.reference for citation in citations_of(ruleset)})
    provisions = {reference: guidance.provisions[reference].digest for reference in cited if reference in guidance.provisions}
    digest = published_digest(ruleset.digest, provisions)
    start, until = ruleset.effective_from, ruleset.effective_until
    return LockEntry(ruleset.id, ruleset.edition, digest, ruleset.digest, start, until, provisions)


def check_lock(
    rulesets: Iterable[RuleSet], guidance: Guidance, lock: Lock, folders: Iterable[tuple[str, str]]
) -> list[Diagnostic]:
    """Everything on which the lock and the folders disagree.

    `rulesets` are the editions that can be read, with the digests of their content; `folders` name every
    edition that has a folder, readable or not.
    """
    problems: list[Diagnostic] = []
    for ruleset in rulesets:
        problems.extend(check_entry(ruleset, guidance, lock))
    present = set(folders)
    for key, entry in lock.entries.items():
        if key not in present:
            message = f"{entry.name} was released, but its folder is gone"
            problems.append(
                Diagnostic(
                    "RE423", message, lock.place(entry), "bring it back; an edition is ended with `status: withdrawn` or `until`"
                )
            )
    return problems


def check_entry(ruleset: RuleSet, guidance: Guidance, lock: Lock) -> Iterator[Diagnostic]:
    """What one edition and its entry in the lock disagree on. `ruleset.digest` is the digest of its content."""
    entry = lock.entries.get((ruleset.id, ruleset.edition))
    place, name = ruleset.place, f"{ruleset.id} {ruleset.edition}"
    if entry is None:
        if ruleset.status != DRAFT and lock.whole:
            message = f"{name} is {ruleset.status}, but {lock.file} has no entry for it"
            yield Diagnostic("RE422", message, place, "run `riskengine check --write-lock` when it is final")
        return
    locked = ((lock.place(entry), "its entry in the lock"),)
    same_content, same_start = ruleset.digest == entry.content, ruleset.effective_from == entry.effective_from
    if entry.digest != published_digest(entry.content, entry.provisions) or (same_content and not same_start):
        yield Diagnostic(
            "RE428", f"the entry of {name} contradicts itself", lock.place(entry), "take the lock from the day of the release"
        )
    if ruleset.status == DRAFT:
        yield Diagnostic(
            "RE425",
            f"{name} was released, so it cannot be a draft",
            place,
            "write `status: released` or `withdrawn`",
            related=locked,
        )
    if not same_content:
        help_text = "undo the change, or make it in a new edition"
        yield Diagnostic("RE421", f"{name} was edited after its release", place, help_text, related=locked)
    yield from _last_day(ruleset, entry, lock)
    yield from _changed_provisions(ruleset, entry, guidance, lock)


def _last_day(ruleset: RuleSet, entry: LockEntry, lock: Lock) -> Iterator[Diagnostic]:
    now, then = ruleset.effective_until, entry.effective_until
    locked = ((lock.place(entry), "its entry in the lock"),)
    if then is None and now is not None:
        message = f"{entry.name} ends on {now}, which the lock does not record yet"
        yield Diagnostic("RE427", message, ruleset.place, "run `riskengine check --write-lock`", "warning", locked)
    elif now != then:
        message = f"{entry.name} {f'ends on {now}' if now else 'has no last day'}, but the lock says {then}"
        yield Diagnostic("RE426", message, ruleset.place, f"write `until: {then}`", related=locked)


def _changed_provisions(ruleset: RuleSet, entry: LockEntry, guidance: Guidance, lock: Lock) -> Iterator[Diagnostic]:
    citing: dict[str, list[str]] = {}
    for citation in citations_of(ruleset):
        citing.setdefault(citation.reference, []).append(citation.by)
    for reference, by in sorted(citing.items()):
        provision, then = guidance.provisions.get(reference), entry.provisions.get(reference)
        if provision is None or then is None or provision.digest == then:
            continue
        users = " and ".join((", ".join(by[:-1]), by[-1]) if len(by) > 1 else by)
        message = f"{reference} has changed since {entry.name} was released; {users} rest{'s' if len(by) == 1 else ''} on it"
        related = ((ruleset.place, "the edition"), (lock.place(entry), "its entry in the lock"))
        yield Diagnostic(
            "RE424", message, provision.place, "put the words back, or write a new edition of the rule set", "warning", related
        )


def lock_text(entries: Iterable[LockEntry]) -> str:
    """The lock file's text for these entries: the same for the same entries, whatever their order.

    >>> print(lock_text([]).splitlines()[-1])
    editions: {}
    """
    ordered = sorted(entries, key=lambda entry: entry.key)
    if not ordered:
        return f"{_HEAD}format: 1\neditions: {{}}\n"
    lines = ["format: 1", "editions:"]
    ruleset = ""
    for entry in ordered:
        if entry.ruleset != ruleset:
            ruleset = entry.ruleset
            lines.append(f"  {ruleset}:")
        lines += _entry_lines(entry)
    return _HEAD + "\n".join(lines) + "\n"


def _entry_lines(entry: LockEntry) -> list[str]:
    until = f", until: {entry.effective_until}" if entry.effective_until else ""
    lines = [
        f'    "{entry.edition}":',
        f'      digest: "{entry.digest}"',
        f'      content: "{entry.content}"',
        f"      effective: {{from: {entry.effective_from}{until}}}",
        "      provisions:" + ("" if entry.provisions else " {}"),
    ]
    return lines + [f'        {reference}: "{digest}"' for reference, digest in sorted(entry.provisions.items())]


def write_lock(
    path: Path, rulesets: Iterable[RuleSet], guidance: Guidance, lock: Lock, *, force: bool = False
) -> tuple[LockEntry, ...]:
    """Write the lock at `path`: entries for editions that have none, and last days that are newly set.

    Gives back the entries that were added or changed, in order; where there are none the file is left alone.
    Raises RuleSetError, and writes nothing, where an entry would have to change in anything else; with
    `force` it is replaced, or taken out where its edition is a draft again. Entries of editions whose
    folder is gone are kept. Drafts get none.
    """
    entries = dict(lock.entries)
    changed: list[LockEntry] = []
    refused: list[Diagnostic] = []
    for ruleset in sorted(rulesets, key=lambda ruleset: (ruleset.id, ruleset.edition)):
        old = entries.pop((ruleset.id, ruleset.edition), None)
        if old is not None and not force:
            refused += [problem for problem in check_entry(ruleset, guidance, lock) if problem.severity == "error"]
        new = _renewed(ruleset, guidance, old, force=force)
        if new is not None:
            entries[new.key] = new
        if new != old:
            changed.append(new or entry_of(ruleset, guidance))
    if refused:
        raise RuleSetError("the lock was not written: it would have to forget what was released", refused)
    if changed or not lock.exists:
        _replace(path, lock_text(entries.values()))
    return tuple(changed)


def _renewed(ruleset: RuleSet, guidance: Guidance, old: LockEntry | None, *, force: bool) -> LockEntry | None:
    """The entry that an edition is to have, None for a draft."""
    if old is None or force:
        return None if ruleset.status == DRAFT else entry_of(ruleset, guidance)
    return changed(old, effective_until=old.effective_until or ruleset.effective_until)


def _replace(path: Path, text: str) -> None:
    # Written beside it first, so that a full disk or an interruption never leaves half a lock.
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)
