"""What `riskengine assess` does with its options: one or a few cases checked against the guidance in force."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskengine.diagnostics import CaseError, DisagreementError, RiskEngineError, UsageError
from riskengine.records import field, record, working
from riskengine_cli.days import day_of
from riskengine_cli.failures import say_diagnostics, worst
from riskengine_cli.inputs import Given, cases_in, only_one
from riskengine_cli.output import check_target, say, terminal_width, wants_color, write
from riskengine_cli.second import can_check, keep_bundle

if TYPE_CHECKING:
    from riskengine.comparing.comparison import EditionComparison
    from riskengine.engine import Decision, Engine
    from riskengine.explaining.explanation import Explanation

__all__ = ["Color", "Detail", "Format", "Lang", "View", "assess_files"]


class Format(enum.StrEnum):
    """How decisions are printed."""

    TEXT = "text"
    JSON = "json"
    NDJSON = "ndjson"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


class View(enum.StrEnum):
    """For whom a decision is printed."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    AUTHOR = "author"
    DISCLOSURE = "disclosure"


class Detail(enum.StrEnum):
    """How much is explained."""

    SHORT = "short"
    FULL = "full"


class Lang(enum.StrEnum):
    """In which language decisions are explained."""

    ENGLISH = "en"
    WELSH = "cy"


class Color(enum.StrEnum):
    """When results are coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def assess_files(
    files: Sequence[str],
    *,
    rules: Path | None = None,
    ruleset: str | None = None,
    edition: str | None = None,
    as_of: str | None = None,
    format_: Format = Format.TEXT,
    output: Path | None = None,
    force: bool = False,
    view: View = View.OFFICER,
    explain: Detail | None = None,
    lang: Lang = Lang.ENGLISH,
    color: Color = Color.AUTO,
    certificate: Path | None = None,
    no_cross_check: bool = False,
    compare_edition: str | None = None,
) -> int:
    """Check every case in the files, print the decisions, and give the exit code: over several cases, the worst."""
    from riskengine.engine import Engine

    if compare_edition is not None:
        _check_comparison(view, explain, lang)
    check_target(output, force=force)
    check_target(certificate, force=force)
    convert = _printer(output) if format_ is Format.PDF else None
    day = _today() if as_of is None else day_of(as_of, "--as-of")
    alone, cases = only_one(cases_in(files))
    if format_ in (Format.HTML, Format.PDF) and not alone:
        raise UsageError(f"--format {format_.value} is made for one case: give one file with one case")
    if certificate is not None and certificate == output:
        raise UsageError("--certificate and --output name the same file")
    if certificate is not None and not alone:
        raise UsageError("--certificate is written for one case: give one file with one case")
    detail = explain or (Detail.SHORT if format_ is Format.TEXT else Detail.FULL)
    style = _Style(format_, view.value, detail.value, lang.value, color=wants_color(color.value) and output is None, alone=alone)
    engine = Engine.open(rules, cross_check=not no_cross_check and can_check())
    run = _Run(engine, day, ruleset, edition, style, compare_edition)
    write(run.pieces(cases), output, force=force, convert=convert)
    run.say_summary()
    if certificate is not None and run.decisions:
        write(map(engine.certificate, run.decisions), certificate, force=force)
    return worst(run.codes)


def _check_comparison(view: View, explain: Detail | None, lang: Lang) -> None:
    """Refuse what a comparison of editions does not have, rather than leave it out in silence."""
    if view is not View.OFFICER:
        raise UsageError("--compare-edition has no --view: it masks nothing, so it is for those who may see the whole case")
    if explain is not None:
        raise UsageError("--compare-edition has no --explain: it is always told in full")
    if lang is not Lang.ENGLISH:
        raise UsageError("--compare-edition is told in English alone: leave --lang out")


def _printer(output: Path | None) -> Callable[[str], bytes]:
    """What makes a PDF of a page. Raises UsageError, before any work is done, where a browser or a file name is missing."""
    if output is None:
        raise UsageError("--format pdf makes a file: add --output FILE.pdf")
    from riskengine_cli.pdf import find_browser, print_pdf

    browser = find_browser()
    return lambda page: print_pdf(page, browser)


def _today() -> date:
    """Today in London, said aloud, because the answer depends on it."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    today = datetime.now(ZoneInfo("Europe/London")).date()
    say(f"riskengine: judged as of today, {today.isoformat()}; --as-of chooses another day")
    return today


@record
class _Style:
    """How each decision is to look."""

    format: Format
    view: Any  # the value of a `View`, which is one of the words that the library takes
    detail: Any
    lang: Any
    color: bool
    alone: bool

    def decision(self, decision: Decision) -> str:
        """One decision, without a line end."""
        if self.format is Format.JSON:
            return decision.model_dump_json(indent=2, view=self.view, lang=self.lang)
        if self.format is Format.NDJSON:
            return decision.model_dump_json(view=self.view, lang=self.lang)
        return self.words(decision.explain(view=self.view, detail=self.detail, lang=self.lang))

    def comparison(self, comparison: EditionComparison) -> str:
        """One case under two editions, without a line end."""
        if self.format in (Format.JSON, Format.NDJSON):
            return comparison.model_dump_json(indent=2 if self.format is Format.JSON else None)
        return self.words(comparison)

    def words(self, told: Explanation | EditionComparison) -> str:
        """What is told in words, in the form asked for."""
        if self.format is Format.MARKDOWN:
            return told.markdown().rstrip("\n")
        if self.format in (Format.HTML, Format.PDF):
            return told.html().rstrip("\n")
        return told.text(color=self.color, width=terminal_width()).rstrip("\n")

    def refusal(self, given: Given, error: RiskEngineError) -> str | None:
        """What stands for a case that was refused; None where the format has no place for it."""
        if self.format not in (Format.JSON, Format.NDJSON):
            return None
        from riskengine_cli.records import refusal_json

        return refusal_json(given.file, error, indent=2 if self.format is Format.JSON else None)

    def frame(self) -> tuple[str, str, str]:
        """What comes before the first, between two, and after the last."""
        if self.format is Format.JSON and not self.alone:
            return "[\n", ",\n", "\n]\n"
        if self.format in (Format.JSON, Format.NDJSON):
            return "", "\n", "\n"
        return "", "\n\n---\n\n" if self.format is Format.MARKDOWN else "\n\n", "\n"


@working
class _Run:
    """One run over the files: it yields what is to be printed, and keeps an exit code for every case."""

    engine: Engine
    as_of: date
    ruleset: str | None
    edition: str | None
    style: _Style
    compare: str | None
    codes: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def pieces(self, cases: Iterator[Given]) -> Iterator[str]:
        """What is to be printed, piece by piece, in the order of the input."""
        before, between, after = self.style.frame()
        printed = False
        for case in cases:
            text = self._one(case)
            if text is not None:
                yield (between if printed else before) + text
                printed = True
        if printed:
            yield after

    def _one(self, given: Given) -> str | None:
        """One case assessed, or told why not: a bad case never stops the rest."""
        try:
            decision = self.engine.assess(given.case(), as_of=self.as_of, ruleset=self.ruleset, edition=self.edition)
            text = self._told(decision)
        except (CaseError, DisagreementError, UsageError) as error:
            if isinstance(error, DisagreementError):
                keep_bundle(error)
            if isinstance(error, UsageError) and (self.ruleset or self.edition or self.compare):
                raise  # the command line is wrong, not the case
            self._refuse(given, error)
            return self.style.refusal(given, error)
        self.codes.append(decision.exit_code)
        if self.style.alone:
            self.decisions.append(decision)
        return text

    def _told(self, decision: Decision) -> str:
        """The decision, or the comparison that was asked for in its place."""
        if self.compare is None:
            return self.style.decision(decision)
        compared = self.engine.compare(
            decision.ruling.case, as_of=self.as_of, with_edition=self.compare, ruleset=self.ruleset, edition=self.edition
        )
        return self.style.comparison(compared)

    def _refuse(self, given: Given, error: RiskEngineError) -> None:
        self.codes.append(error.exit_code)
        say_diagnostics(error.diagnostics)
        told = error.message.startswith(given.name)
        say(f"riskengine: {error.message}" if told else f"riskengine: {given.name}: {error.message}")

    def say_summary(self) -> None:
        """One line on standard error where there were several cases, or none."""
        if not self.codes:
            say("riskengine: no case was found, so nothing was checked")
        elif len(self.codes) > 1:
            say(f"riskengine: {len(self.codes)} cases: {_counted(self.codes)}")


_OUTCOMES = {
    7: "without a decision",
    2: "refused",
    1: "with something to put right",
    3: "not determined",
    0: "with nothing to put right",
}


def _counted(codes: list[int]) -> str:
    return ", ".join(f"{codes.count(code)} {words}" for code, words in _OUTCOMES.items() if code in codes)
