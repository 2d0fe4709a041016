"""The part of `riskengine test` that is about coverage: its options, thresholds, and the files that it writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from riskengine.diagnostics import UsageError, nearest
from riskengine_cli.output import say, write

if TYPE_CHECKING:
    from riskengine.authoring.coverage import Coverage, CoverageKind
    from riskengine.authoring.coverage_report import Shortfall
    from riskengine.authoring.suites import Suite

__all__ = ["Covered", "Covering", "covered", "covering_of"]

ALL = "all"


class Covering(NamedTuple):
    """What is asked of coverage: the least share of each kind in percent, and the files to write."""

    least: Mapping[CoverageKind, Decimal]
    suggest: Path | None
    html: Path | None


class Covered(NamedTuple):
    """What came out, and where it is below what was asked."""

    coverage: Coverage
    failed: tuple[Shortfall, ...]

    def text(self) -> Iterator[str]:
        """A table and the holes."""
        from riskengine.authoring.coverage_report import coverage_text

        return coverage_text(self.coverage, self.failed)

    def annotations(self) -> Iterator[str]:
        """The holes for GitHub."""
        from riskengine.authoring.coverage_report import coverage_annotations

        return coverage_annotations(self.coverage, self.failed)

    def plain(self) -> dict[str, Any]:
        """Everything, for JSON."""
        from riskengine.authoring.coverage_report import coverage_plain

        return coverage_plain(self.coverage)


def covering_of(*, wanted: bool, least: Iterable[str], suggest: Path | None, html: Path | None) -> Covering | None:
    """What the options ask for; None where they ask for no coverage. Raises UsageError where they make no sense."""
    asked = _least(least)
    return Covering(asked, suggest, html) if wanted or asked or suggest or html else None


def _least(given: Iterable[str]) -> dict[CoverageKind, Decimal]:
    from riskengine.authoring.coverage import KINDS

    found: dict[CoverageKind, Decimal] = {}
    for each in given:
        name, _, text = each.partition("=")
        if name not in (*KINDS, ALL):
            hint = nearest(name, (*KINDS, ALL)) or f"the kinds are {', '.join(KINDS)}, or `{ALL}` for every one"
            raise UsageError(f"--fail-under takes KIND=PERCENT, and `{name}` is no kind of coverage; {hint}")
        percent = _percent(text)
        found.update({kind: percent for kind in KINDS if name in (kind, ALL)})
    return found


def _percent(text: str) -> Decimal:
    try:
        percent = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        percent = Decimal(-1)
    if not (percent.is_finite() and 0 <= percent <= 100):  # noqa: PLR2004 - of a hundred
        raise UsageError(f"--fail-under takes KIND=PERCENT, such as mcdc=95; `{text}` is no percentage")
    return percent


def covered(covering: Covering, paths: list[str], suites: list[Suite], rules: Path | None, only: str) -> Covered:
    """Work the coverage out, and write what was asked for."""
    from riskengine.authoring.coverage_report import shortfalls
    from riskengine.authoring.coverage_run import run_coverage
    from riskengine.authoring.invariants_editions import edition_folders

    folders = edition_folders(paths) or (edition_folders([rules]) if rules else ())
    if not folders:
        raise UsageError("--coverage is about editions, and none of the paths is in one: name the edition, or --rules")
    run = run_coverage(folders, suites, rules=rules, only=only, suggest=covering.suggest is not None)
    if covering.html is not None:
        from riskengine.authoring.coverage_html import coverage_html

        write([coverage_html(run.coverage)], covering.html, force=True)
    if covering.suggest is not None:
        _write_suggestions(covering.suggest, run.suites)
    return Covered(run.coverage, shortfalls(run.coverage, covering.least))


def _write_suggestions(target: Path, suites: tuple[tuple[str, str], ...]) -> None:
    """One file for one edition; for several a file each, with the edition in its name."""
    if not suites:
        say("riskengine: no case is missing that could be suggested")
    for name, text in suites:
        path = target if len(suites) == 1 else target.with_name(f"{target.stem}-{name}{target.suffix}")
        write([text], path, force=True)
        say(f"riskengine: {text.count(chr(10) + '  - case: ')} suggested cases are in {path}. Read them: does guidance say so?")
