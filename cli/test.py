"""`riskengine test`: the regression suites of rule sets, run and compared with what they expect."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from riskengine.diagnostics import Diagnostic, UsageError
from riskengine_cli.covering import Covered, Covering, covered, covering_of
from riskengine_cli.failures import NOTHING_RUN, worst
from riskengine_cli.options import Rules
from riskengine_cli.output import say, write

if TYPE_CHECKING:
    from riskengine.authoring.invariants_editions import ClaimsOfEdition
    from riskengine.authoring.suites import CaseResult, Run, Suite

__all__ = ["ResultFormat", "test"]

FAILED = 5
UNREADABLE = 2


class ResultFormat(enum.StrEnum):
    """How the results are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Folders of rule sets, rule sets, editions, or suites; without them, what ships here.", metavar="PATH"),
]
Only = Annotated[str, typer.Option("--only", "-k", metavar="TEXT", help="Run only cases and suites with this in their name.")]
Stop = Annotated[bool, typer.Option("--exit-first", "-x", help="Stop at the first case that fails.")]
Watch = Annotated[bool, typer.Option("--watch", help="Run again whenever a file of rules or suites changes.")]
Jobs = Annotated[
    str, typer.Option("--jobs", "-j", metavar="N", help="Share the cases among N processes; `auto`: one a processor.")
]
Junit = Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write the results as JUnit XML.")]
Format = Annotated[ResultFormat, typer.Option("--format", help="How to print the results.")]
Accept = Annotated[bool, typer.Option("--accept", help="Rewrite what failed to what came out, and print the difference.")]
Invariants = Annotated[
    str,
    typer.Option(
        "--invariants",
        metavar="N",
        help="Try each claim on N drawn cases. Default 100; none with --only, -x, --watch, --accept or for a single suite.",
    ),
]
Coverage = Annotated[bool, typer.Option("--coverage", help="Say what the cases show of the rules, and what none shows.")]
FailUnder = Annotated[
    list[str] | None,
    typer.Option("--fail-under", metavar="KIND=PERCENT", help="End with 5 where less is covered, such as mcdc=95. Repeatable."),
]
Suggest = Annotated[
    Path | None, typer.Option("--suggest", metavar="FILE", help="Write the cases that are missing as a suite in YAML.")
]
CoverageHtml = Annotated[
    Path | None, typer.Option("--coverage-html", metavar="FILE", help="Write the coverage as a page, rule files line by line.")
]


def test(
    paths: Paths = None,
    rules: Rules = None,
    only: Only = "",
    stop: Stop = False,
    watch: Watch = False,
    jobs: Jobs = "1",
    junit: Junit = None,
    format_: Format = ResultFormat.TEXT,
    accept: Accept = False,
    invariants: Invariants = "",
    coverage: Coverage = False,
    fail_under: FailUnder = None,
    suggest: Suggest = None,
    coverage_html: CoverageHtml = None,
) -> int:
    """Run the regression suites of rule sets: cases, and what must come out of them.

    Claims of invariants.yaml, and what the directions of facts imply, are tried on every suite case and on cases drawn at
    random: that may refute a claim, and never proves one.

    Exit codes: 0 all passed; 5 something failed, a claim was refuted, or less is covered than --fail-under asks for;
    2 nothing was run, or a suite cannot be read; 4 an invalid rule set.

    Example: riskengine test rules/suspect-priority/2023.1 --only household
    """
    given = paths or ([str(rules)] if rules else [])
    workers = _workers(jobs)
    narrow = bool(only or stop or watch or accept) or any(Path(each).is_file() for each in given)
    samples = _samples(invariants, narrow=narrow)
    covering = covering_of(wanted=coverage, least=fail_under or (), suggest=suggest, html=coverage_html)
    task = _Task(given, rules, only, stop, workers, junit, format_, accept, samples, covering)

    def once() -> int:
        return _once(task)

    if watch:
        from riskengine_cli.watching import watch as keep_watching

        return keep_watching(once, [Path(each) for each in given])
    return once()


def _workers(jobs: str) -> int:
    if jobs == "auto":
        import os

        return os.cpu_count() or 1
    if not jobs.isdecimal() or int(jobs) < 1:
        raise UsageError(f"--jobs takes a number of processes, or `auto`; `{jobs}` is neither")
    return int(jobs)


def _samples(invariants: str, *, narrow: bool) -> int:
    """How many cases to draw for each claim."""
    if not invariants:
        from riskengine.authoring.invariants import SAMPLES

        return 0 if narrow else SAMPLES
    if not invariants.isdecimal():
        raise UsageError(f"--invariants takes a number of cases, 0 for none; `{invariants}` is not one")
    return int(invariants)


class _Task(NamedTuple):
    """What one run is to do."""

    paths: list[str]
    rules: Path | None
    only: str
    stop: bool
    workers: int
    junit: Path | None
    format_: ResultFormat
    accept: bool
    samples: int
    covering: Covering | None


def _once(task: _Task) -> int:
    problems: list[Diagnostic] = []
    suites = _suites(task.paths, problems)
    run = _run(suites, tuple(_sorted(problems)), task.rules, task.only, stop=task.stop, workers=task.workers)
    if task.accept:
        from riskengine_cli.accepting import accepted

        run = accepted(run, suites)
    if task.junit is not None:
        from riskengine.authoring.suite_junit import as_junit

        write([as_junit(run)], task.junit, force=True)
    found = None if task.covering is None else covered(task.covering, task.paths, suites, task.rules, task.only)
    refuted: list[int] = [FAILED] if found is not None and found.failed else []
    write(_printed(run, task.format_, _claims(task.paths, suites, task.samples, refuted), found), None)
    return worst([exit_code(run), *refuted])


def _suites(paths: list[str], problems: list[Diagnostic]) -> list[Suite]:
    from riskengine.authoring.suite_files import find_suites
    from riskengine.authoring.suite_reader import read_suite

    return [suite for file in find_suites(paths, problems) if (suite := read_suite(file, problems)) is not None]


def _sorted(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key)


def _run(
    suites: list[Suite], problems: tuple[Diagnostic, ...], rules: Path | None, only: str, *, stop: bool, workers: int
) -> Run:
    from riskengine.authoring.suite_workers import count, run_all
    from riskengine.authoring.suites import Run
    from riskengine.loading.sources import with_sources
    from riskengine_cli.progress import shown

    total = count(suites, only)
    if only and suites and not total:
        raise UsageError(f"no suite and no case has `{only}` in its name")
    folder = "" if rules is None else str(rules)
    results = tuple(_until_failure(shown(run_all(suites, only=only, jobs=workers, rules=folder), total), stop=stop))
    files = {result.file.path for result in results}
    results = tuple(replace(each, problems=with_sources(each.problems)) if each.problems else each for each in results)
    return Run(results, with_sources(problems), len(files), total - len(results))


def _until_failure(results: Iterator[CaseResult], *, stop: bool) -> Iterator[CaseResult]:
    for result in results:
        yield result
        if stop and not result.passed:
            say("riskengine: stopped at the first failure")
            return


def _claims(paths: list[str], suites: list[Suite], samples: int, refuted: list[int]) -> Iterator[ClaimsOfEdition]:
    """The claims of the editions that the paths are about, tried one edition after the other; `refuted` gets the exit codes."""
    if not samples:
        return
    from riskengine.authoring.invariants_editions import claims_of_editions, edition_folders

    for edition in claims_of_editions(edition_folders(paths), suites, samples=samples):
        refuted += [FAILED] if edition.refuted else []
        yield edition


def _printed(run: Run, format_: ResultFormat, claims: Iterator[ClaimsOfEdition], found: Covered | None) -> Iterable[str]:
    from riskengine.authoring.invariants_report import claims_annotations, claims_plain, claims_text
    from riskengine.authoring.suite_report import as_annotations, as_plain, as_text

    if format_ is ResultFormat.JSON:
        further = {"claims": claims_plain(tuple(claims)), "coverage": None if found is None else found.plain()}
        return [json.dumps({**as_plain(run), **further}, indent=2, ensure_ascii=False) + "\n"]
    if format_ is ResultFormat.GITHUB:
        return chain(as_annotations(run), claims_annotations(claims), () if found is None else found.annotations())
    return chain(as_text(run), claims_text(claims), () if found is None else found.text())


def exit_code(run: Run) -> int:
    """What a run ends with: 5 where something failed, 2 where a file cannot be read or nothing was run."""
    codes = [0 if result.passed else FAILED for result in run.results] or [NOTHING_RUN]
    codes += [FAILED if problem.code.startswith("RE8") else UNREADABLE for problem in run.problems]
    return worst(codes)
