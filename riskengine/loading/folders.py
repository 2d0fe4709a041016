"""Where rule sets and guidance lie: the shipped folders, a given one, and the editions below it."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

from riskengine.diagnostics import Diagnostic, Place, RuleSetError, UsageError
from riskengine.records import record

__all__ = ["LOCK_FILE", "RULESET_FILE", "EditionFolder", "find_editions", "guidance_beside", "refuse_path", "shipped_folder"]

RULESET_FILE = "ruleset.yaml"
LOCK_FILE = "editions.lock"
_RULES_PACKAGE, _GUIDANCE_PACKAGE = "riskengine_rules", "riskengine_guidance"
_NOT_EDITIONS = ("examples",)
_NO_FOLDER = ("RE401", "RE402", "RE405")


@record
class EditionFolder:
    """The folder of one edition, with the id and edition that its place says it holds."""

    id: str
    edition: str
    path: Path

    @property
    def file(self) -> Path:
        """Its ruleset.yaml."""
        return self.path / RULESET_FILE


def shipped_folder() -> Path:
    """The folder of the rule sets that ship with the package, wherever that is installed.

    Raises RuleSetError where the installation lacks it.
    """
    return _package_folder(_RULES_PACKAGE)


def guidance_beside(rules: Path) -> Path:
    """The guidance folder that belongs to a folder of rule sets.

    >>> guidance_beside(Path("police/rules")).as_posix()
    'police/guidance'
    """
    if rules.name == _RULES_PACKAGE:
        return _package_folder(_GUIDANCE_PACKAGE)
    try:
        if rules.resolve() == shipped_folder().resolve():
            return _package_folder(_GUIDANCE_PACKAGE)
    except RuleSetError:
        pass
    plain = rules if rules.name not in ("", "..") else rules.resolve()
    return plain.parent / "guidance"


def _package_folder(name: str) -> Path:
    try:
        return Path(next(iter(importlib.import_module(name).__path__)))
    except (ImportError, StopIteration):
        raise RuleSetError(f"this installation of riskengine lacks its package {name}: install it again") from None


def find_editions(rules: Path, problems: list[Diagnostic]) -> tuple[EditionFolder, ...]:
    """Every folder below `rules` that holds an edition, by id and edition; what is wrong is added to `problems`."""
    if not _is_usable(rules, problems):
        return ()
    found: list[EditionFolder] = []
    for path in _entries(rules, problems):
        if path.is_dir():
            found += _editions_of(path, problems)
        else:
            _check_stray(path, problems)
    if not found and not problems:
        problems.append(
            Diagnostic(
                "RE404",
                "there is no rule set in this folder",
                Place(str(rules)),
                f"a rule set is `<id>/<edition>/{RULESET_FILE}`",
            )
        )
    return tuple(sorted(found, key=lambda each: (each.id, each.edition)))


def refuse_path(rules: Path, problems: list[Diagnostic]) -> None:
    """Raise UsageError where `find_editions` found no folder of rule sets at the path, which is then what was mistyped."""
    wrong_path = [problem for problem in problems if problem.code in _NO_FOLDER]
    if wrong_path:
        raise UsageError(f"{rules} is not a folder of rule sets", wrong_path)


def _is_usable(rules: Path, problems: list[Diagnostic]) -> bool:
    """Whether the folder is there and is the one above the rule sets."""
    place = Place(str(rules))
    before = len(problems)
    if not os.path.lexists(rules):
        problems.append(Diagnostic("RE401", f"there is no folder {rules}", place, _near_folder(rules)))
    elif not rules.is_dir():
        help_text = f"name the folder above the rule sets: {rules.parent}" if rules.is_file() else "name a folder"
        problems.append(Diagnostic("RE402", "this is not a folder", place, help_text))
    elif (rules / RULESET_FILE).is_file():
        problems.append(
            Diagnostic("RE405", "this is the folder of one edition", place, f"name the folder two above it: {_above(rules, 2)}")
        )
    else:
        inside = [path.name for path in _entries(rules, problems) if (path / RULESET_FILE).is_file()]
        if inside:
            help_text = f"name the folder above it: {_above(rules, 1)}"
            problems.append(
                Diagnostic("RE405", f"this is the folder of one rule set, with its edition {inside[0]}", place, help_text)
            )
    return len(problems) == before


def _near_folder(rules: Path) -> str:
    for above in rules.parents:
        if (above / "rules").is_dir():
            return f"did you mean {above / 'rules'}?"
    return "check the path: it is read from the folder in which the command runs"


def _above(path: Path, levels: int) -> Path:
    return path.resolve().parents[levels - 1]


def _editions_of(folder: Path, problems: list[Diagnostic]) -> Iterator[EditionFolder]:
    """The editions of one rule set's folder."""
    before = len(problems)
    empty = True
    for path in _entries(folder, problems):
        if not path.is_dir():
            _check_stray(path, problems)
        elif (path / RULESET_FILE).is_file():
            empty = False
            yield EditionFolder(folder.name, path.name, path)
        elif path.name not in _NOT_EDITIONS:
            problems.append(_without_file(path))
    if empty and len(problems) == before:
        problems.append(
            Diagnostic("RE407", "this folder holds no edition", Place(str(folder)), f"an edition is `<edition>/{RULESET_FILE}`")
        )


def _without_file(path: Path) -> Diagnostic:
    near = [name for name in ("ruleset.yml", "Ruleset.yaml", "rule_set.yaml", "rules.yaml") if (path / name).exists()]
    help_text = f"rename {near[0]} to {RULESET_FILE}" if near else "add it, or move the folder away"
    return Diagnostic("RE406", f"this folder has no file {RULESET_FILE}", Place(str(path)), help_text)


def _entries(folder: Path, problems: list[Diagnostic]) -> list[Path]:
    """What a folder holds, in order, without hidden files and Python's own."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "_")))
    except OSError as error:
        problems.append(
            Diagnostic("RE403", f"this folder cannot be read: {error.strerror}", Place(str(folder)), "check its permissions")
        )
        return []


def _check_stray(path: Path, problems: list[Diagnostic]) -> None:
    if path.suffix.lower() in (".yaml", ".yml"):
        help_text = "move it into the folder of an edition"
        problems.append(Diagnostic("RE412", f"nothing reads {path.name} here", Place(str(path)), help_text, "warning"))
