"""Everything that reading shows to be wrong in a folder of rule sets, at once; and writing its lock where nothing is."""

from __future__ import annotations

from pathlib import Path

from riskengine.diagnostics import Diagnostic, RuleSetError
from riskengine.guidance import Guidance
from riskengine.loading.citations import check_citations, check_uncited
from riskengine.loading.editions import EditionHeader, check_names, check_times
from riskengine.loading.folders import LOCK_FILE, EditionFolder, find_editions, guidance_beside, shipped_folder
from riskengine.loading.guidance_reader import read_guidance
from riskengine.loading.header import read_header
from riskengine.loading.lock import Lock, LockEntry, check_lock, write_lock
from riskengine.loading.lock_reader import read_lock
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.loading.wording_reader import check_wording
from riskengine.records import record
from riskengine.ruleset import RuleSet

__all__ = ["ReadFolder", "check_folder", "read_folder", "write_lock_of"]

_LOCK_CODES = ("RE421", "RE422", "RE423", "RE425", "RE426", "RE428")


@record
class ReadFolder:
    """Everything in a folder that can be read, whatever is wrong beside it.

    `headers` are those of every edition whose header can be read, `rulesets` the editions of which all can.
    """

    headers: tuple[EditionHeader, ...] = ()
    rulesets: tuple[RuleSet, ...] = ()
    guidance: Guidance = Guidance()
    lock: Lock = Lock({}, {})


def check_folder(rules: Path | None = None) -> tuple[Diagnostic, ...]:
    """Everything wrong in a folder of rule sets and the guidance beside it, sorted by place.

    It reads on past problems, so it also works where `Store.open` refuses the folder. Types and names in
    conditions are not looked at: compile each edition for those.
    """
    problems: list[Diagnostic] = []
    read_folder(shipped_folder() if rules is None else rules, problems)
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key))


def write_lock_of(rules: Path, *, force: bool = False) -> tuple[LockEntry, ...]:
    """Check a folder, then write its lock; the entries that were added or changed.

    Raises RuleSetError, and writes nothing, where anything is wrong that the lock does not put right, or
    where an entry would have to change; with `force` entries are replaced, and the rest still refused.
    """
    problems: list[Diagnostic] = []
    found = read_folder(rules, problems)
    wrong = [problem for problem in problems if problem.severity == "error" and problem.code not in _LOCK_CODES]
    if wrong or not found.headers:
        raise RuleSetError("the lock was not written: only what is right can be locked", wrong)
    return write_lock(rules / LOCK_FILE, found.rulesets, found.guidance, found.lock, force=force)


def read_folder(rules: Path, problems: list[Diagnostic]) -> ReadFolder:
    """Read everything in a folder of rule sets and the guidance beside it; what is wrong is added to `problems`.

    An edition that the lock refuses is read all the same, so that whoever edits it sees the rest too.
    """
    folders = find_editions(rules, problems)
    if not folders:
        return ReadFolder()
    rulesets: list[RuleSet] = []
    headers: list[EditionHeader] = []
    for place in folders:
        headers += _check_edition(place, rulesets, problems)
    check_times(headers, problems)
    guidance = _check_guidance(rules, rulesets, problems, complete=len(rulesets) == len(folders))
    lock = read_lock(rules, problems)
    problems += check_lock(rulesets, guidance, lock, [(place.id, place.edition) for place in folders])
    return ReadFolder(tuple(headers), tuple(rulesets), guidance, lock)


def _check_edition(place: EditionFolder, rulesets: list[RuleSet], problems: list[Diagnostic]) -> list[EditionHeader]:
    """Read one edition into `rulesets`; its header where that can be read, even if nothing else can."""
    # The whole edition reports what is wrong with the header too.
    header = read_header(place.path, [])
    ruleset = read_ruleset(place.path, problems)
    if header is not None:
        check_names(header, place.id, place.edition, problems)
    if ruleset is not None:
        rulesets.append(ruleset)
        check_wording(place.path, ruleset, problems)
    return [header] if header else []


def _check_guidance(rules: Path, rulesets: list[RuleSet], problems: list[Diagnostic], *, complete: bool) -> Guidance:
    """Read all guidance and check the citations; what is uncited is known only where every edition was read."""
    guidance = read_guidance(guidance_beside(rules), problems)
    for ruleset in rulesets:
        problems += check_citations(ruleset, guidance)
    if complete:
        problems += check_uncited(rulesets, guidance)
    return guidance
