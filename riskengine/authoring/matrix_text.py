"""The matrix as text for a terminal or a file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from riskengine.authoring.matrix import EditionMatrix, Matrix, MatrixCase, MatrixParagraph, MatrixPart
from riskengine.authoring.matrix_words import (
    KINDS,
    case_outcomes,
    gap_text,
    named_cases,
    saying_so,
    standing,
    status_text,
    summary,
    without_any,
)
from riskengine.explaining.values import visible

__all__ = ["matrix_text"]


def matrix_text(matrix: Matrix, width: int = 100) -> Iterator[str]:
    """The whole matrix in lines of at most `width` columns, save for names that are longer; each ends in a line break.

    Of the cases in which a rule does not apply only the number is given, and the names of those that state it.
    """
    for number, edition in enumerate(matrix.editions):
        if number:
            yield "\n\n"
        for line in _edition(edition, width):
            yield f"{visible(line)}\n"


def _edition(edition: EditionMatrix, width: int) -> Iterator[str]:
    yield f"{edition.ruleset} {edition.edition}: {edition.title}"
    yield ""
    yield from _folded(f"Status: {edition.status}. Provenance: {edition.provenance}. {summary(edition)}", width, hanging="")
    yield from _failures(edition, width)
    yield from _heading("From guidance to rules and cases")
    for paragraph in edition.paragraphs:
        if paragraph.is_cited:
            yield from _paragraph(edition, paragraph, width)
    yield from _heading("Guidance behind no rule")
    for paragraph in edition.paragraphs:
        if not paragraph.is_cited:
            yield from _folded(f"{paragraph.reference}  {paragraph.title}", width, "  ")
            yield from _folded(status_text(paragraph), width, "      ")
    yield from _heading("From rules to guidance and cases")
    for part in edition.of_kind("rule", "time_limit"):
        yield from _part(edition, part, width)
    yield from _heading("Rules and time limits without a case")
    yield from _gaps(edition, width)
    yield from _heading("From cases to rules")
    yield from _cases(edition.cases, width)


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text
    yield "-" * len(text)


def _folded(text: str, width: int, indent: str = "", hanging: str = "    ") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent + hanging, break_long_words=False, break_on_hyphens=False
    )


def _failures(edition: EditionMatrix, width: int) -> Iterator[str]:
    failed = [case.case for case in edition.cases if not case.passed]
    if failed:
        yield from _folded(f"Not as their suites say, so `riskengine test` fails: {'; '.join(failed)}.", width)


def _paragraph(edition: EditionMatrix, paragraph: MatrixParagraph, width: int) -> Iterator[str]:
    yield ""
    yield from _folded(f"{paragraph.reference}  {paragraph.title}", width, "  ")
    yield from _folded(status_text(paragraph), width, "    ")
    for name in paragraph.rules:
        yield from _line(edition.part("rule", name), width)
    for name in paragraph.time_limits:
        yield from _line(edition.part("time_limit", name), width)
    for name in paragraph.parameters:
        yield from _folded(f"parameter {name}: {edition.part('parameter', name).title}", width, "    ")
    for name in paragraph.claims:
        yield from _folded(f"claim {name}: {edition.part('claim', name).title}", width, "    ")


def _line(part: MatrixPart, width: int) -> Iterator[str]:
    yield from _folded(f"{KINDS[part.kind]} {part.id}: {part.title}", width, "    ")
    yield from _folded(standing(part), width, "        ")


def _part(edition: EditionMatrix, part: MatrixPart, width: int) -> Iterator[str]:
    yield ""
    place = f" ({Path(part.file).name}, line {part.line})" if part.line else ""
    yield from _folded(f"{part.id}  {part.title}{place}", width, "  ")
    yield from _folded(f"guidance: {', '.join(part.cites)}", width, "    ")
    rests = [*part.definitions, *(f"parameter {name}" for name in part.parameters)]
    if rests:
        yield from _folded(f"rests on: {', '.join(rests)}", width, "    ")
    if part.when_unknown in ("presume", "accept"):
        yield from _folded(f"where it is not settled: {part.when_unknown}", width, "    ")
    if not part.cases:
        yield "    no case"
    names = {case.number: case.case for case in edition.cases}
    for outcome in part.cases:
        yield from _folded(saying_so(part, outcome), width, "    ")
        for number in named_cases(part, outcome):
            yield from _folded(f"- {names[number]}", width, "      ", "  ")


def _gaps(edition: EditionMatrix, width: int) -> Iterator[str]:
    nothing = without_any(edition)
    if nothing:
        yield from _folded(f"No case says anything of: {', '.join(nothing)}", width, "  ")
    for gap in edition.gaps:
        yield from _folded(f"{gap_text(gap)}: {', '.join(gap.parts)}", width, "  ")
    if not nothing and not edition.gaps:
        yield "  none"


def _cases(cases: Sequence[MatrixCase], width: int) -> Iterator[str]:
    suite = None
    for case in cases:
        if (case.file, case.suite) != suite:
            suite = (case.file, case.suite)
            yield ""
            yield from _folded(f"{Path(case.file).name}: {case.suite}", width, "  ")
        yield from _folded(f"- {case.case}{'' if case.passed else ' (fails)'}", width, "    ", "  ")
        rules = [f"{outcome}: {', '.join(names)}" for outcome, names in case_outcomes(case.rules)]
        limits = [f"{outcome}: {', '.join(names)}" for outcome, names in case_outcomes(case.time_limits)]
        yield from _folded("; ".join([*rules, *limits]) or "no rule applies", width, "        ", "")
