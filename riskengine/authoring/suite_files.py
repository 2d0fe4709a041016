"""Where suites lie: from the paths that a person gives to the files to read, with the edition that each belongs to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from riskengine.authoring.suites import SuiteFile
from riskengine.diagnostics import Diagnostic, Place, UsageError
from riskengine.loading.folders import RULESET_FILE, shipped_folder

__all__ = ["CASES_FOLDER", "SUFFIXES", "file_of", "find_suites"]

CASES_FOLDER = "cases"
SUFFIXES = (".yaml", ".yml", ".json", ".csv")
"""What the name of a suite ends in."""
_NOT_SUITES = (".md", ".txt")
_DEPTH = 3


def find_suites(paths: Iterable[Path | str], problems: list[Diagnostic]) -> tuple[SuiteFile, ...]:
    """Every suite below the paths, each once, in the order of paths and names; without paths, those that ship here.

    A path is a folder of rule sets, a rule set's, an edition's, its `cases`, or a suite. Raises UsageError for a path
    that does not exist; a folder without suites, and a file among suites that would not be read, are added to `problems`.
    """
    found: dict[str, SuiteFile] = {}
    for path in [Path(each) for each in paths] or [shipped_folder()]:
        if path.is_file():
            given = [file_of(path)]
        elif path.is_dir():
            given = list(_below(path, problems))
        else:
            raise UsageError(f"there is no file or folder {path}")
        found.update((file.path, file) for file in given)
    return tuple(found.values())


def file_of(path: Path) -> SuiteFile:
    """A suite's file with the edition that it lies in.

    >>> file_of(Path("nowhere/access.yaml")).edition
    ''
    """
    # Not `resolve`: where a link leads has other names.
    whole = Path(os.path.normpath(path.absolute()))
    edition = whole.parent.parent
    if whole.parent.name != CASES_FOLDER or not (edition / RULESET_FILE).is_file():
        return SuiteFile(path.as_posix())
    shown = ".." not in path.parts and len(path.parts) > _DEPTH + 1
    rules = path.parent.parent.parent.parent if shown else edition.parent.parent
    return SuiteFile(path.as_posix(), rules.as_posix(), edition.parent.name, edition.name)


def _below(path: Path, problems: list[Diagnostic]) -> Iterator[SuiteFile]:
    folders = list(_case_folders(path))
    for folder in folders:
        before = len(problems)
        files = list(_suites_in(folder, problems))
        if not files and len(problems) == before:
            problems.append(_none_in(folder))
        yield from map(file_of, files)
    if not folders:
        problems.append(_none_in(path))


def _case_folders(path: Path) -> Iterator[Path]:
    """The folders of suites at or below a path."""
    if Path(os.path.normpath(path.absolute())).name == CASES_FOLDER:
        yield path
        return
    patterns = ("", "*/", "*/*/")
    for pattern in patterns:
        yield from sorted(folder for folder in path.glob(f"{pattern}{CASES_FOLDER}") if folder.is_dir())


def _suites_in(folder: Path, problems: list[Diagnostic]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or path.suffix.lower() in _NOT_SUITES:
            continue
        if path.is_file() and path.suffix.lower() in SUFFIXES:
            yield path
        else:
            what = "folders below `cases` are not read" if path.is_dir() else f"a suite ends in {', '.join(SUFFIXES)}"
            problems.append(
                Diagnostic("RE802", f"{path.name} is not read as a suite", Place(path.as_posix()), f"{what}: move it")
            )


def _none_in(path: Path) -> Diagnostic:
    help_text = f"suites are the files of `<id>/<edition>/{CASES_FOLDER}/`"
    return Diagnostic("RE801", "there is no suite here, so nothing was tested", Place(path.as_posix()), help_text)
