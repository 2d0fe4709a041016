"""Bands of scores and of points: none reversed, no overlap, no gap, nothing reachable left out, grades never falling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from riskengine.compiling.program import Program, Ref
from riskengine.compiling.ranges import Range, Ranges, step_of
from riskengine.compiling.report import Report
from riskengine.compiling.soundness import Unsound
from riskengine.facts import Number
from riskengine.ruleset import Band, PointsBand, PointsBy

__all__ = ["check_bands", "points_step"]

_B = TypeVar("_B", Band, PointsBand)


def check_bands(program: Program, ranges: Ranges, unsound: Unsound, report: Report) -> None:
    """Check the bands of every score and of every rule that gives points by ranges."""
    for number, score in enumerate(program.scores):
        written = program.ruleset.scores[score.name].bands
        bands = _in_order("RE340", score.name, written, report)
        if bands:
            _check_score(program, number, bands, ranges.scores[number], report)
    for rule in program.rules:
        if rule.effect.points_by is not None and rule.points_by is not None:
            subject = rule.points_by.subject
            if _is_number(program, subject) and not (subject.kind == "quantity" and subject.index in unsound.quantities):
                _check_points_by(rule.effect.points_by, ranges.of(subject), report)


def _is_number(program: Program, ref: Ref) -> bool:
    return ref.kind == "quantity" or (ref.kind == "fact" and program.facts[ref.index].type.is_number)


def _in_order(code: str, name: str, bands: Sequence[_B], report: Report) -> list[_B]:
    """The bands, lowest first; overlaps are reported."""
    ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or 0))
    for first, second in pairwise(ordered):
        if first.high is None or second.low is None or second.low <= first.high:
            message = f"two bands of `{name}` overlap: {_words(first)} and {_words(second)}"
            report.error(
                code,
                message,
                second.place,
                help="let each band start after the one before",
                related=((first.place, "the other"),),
            )
    return ordered


def _words(band: Band | PointsBand) -> str:
    if band.low is None:
        return "everything" if band.high is None else f"up to {band.high}"
    return f"from {band.low}" if band.high is None else f"{band.low} to {band.high}"


def _check_score(program: Program, number: int, bands: Sequence[Band], reach: Range, report: Report) -> None:
    score = program.scores[number]
    step = points_step(program, number)
    for first, second in pairwise(bands):
        if first.high is not None and second.low is not None and second.low > first.high + step:
            message = f"the bands of `{score.name}` leave out {_between(first.high, second.low, step)}"
            report.error(
                "RE341",
                message,
                second.place,
                help=f"write `from: {first.high + step}`",
                related=((first.place, "the band before"),),
            )
        _check_rising(program, first, second, report)
    low, high, name = bands[0].low, bands[-1].high, score.name
    if low is not None and reach.low is not None and reach.low < low:
        message = f"`{name}` can be as low as {reach.low}, and its lowest band starts at {low}"
        report.error("RE342", message, bands[0].place, help="leave out `from` in the lowest band")
    if high is not None and reach.high is not None and reach.high > high:
        message = f"`{name}` can reach {reach.high}, and its highest band ends at {high}"
        report.error("RE342", message, bands[-1].place, help="leave out `to` in the highest band")


def _check_rising(program: Program, first: Band, second: Band, report: Report) -> None:
    grades = program.grades
    if first.grade in grades and second.grade in grades and grades.index(second.grade) < grades.index(first.grade):
        message = f"a higher score would lower the grade: {second.grade} comes after {first.grade}"
        help = "grades may not fall as the score rises"
        report.error("RE343", message, second.place, help=help, related=((first.place, "the band before"),))


def _between(low: Number, high: Number, step: Number) -> str:
    first, last = low + step, high - step
    return str(first) if first == last else f"{first} to {last}"


def points_step(program: Program, number: int) -> Number:
    """The step in which a score can change, from the points that rules give to it."""
    return step_of(_points(program, number))


def _points(program: Program, number: int) -> Iterator[Number]:
    name = program.scores[number].name
    for index in program.scores[number].rules:
        effect = program.rules[index].effect
        if name in effect.points:
            yield effect.points[name]
        by = effect.points_by
        if by is not None and by.score == name:
            yield from (band.points for band in by.bands)
            yield by.otherwise or 0


def _check_points_by(by: PointsBy, domain: Range, report: Report) -> None:
    """The bands lie in the domain and, where `otherwise` is not written, cover it."""
    bands = _in_order("RE344", by.subject, by.bands, report)
    for band in bands:
        above = band.low is not None and domain.high is not None and band.low > domain.high
        below = band.high is not None and domain.low is not None and band.high < domain.low
        if above or below:
            message = f"the band {_words(band)} lies outside what `{by.subject}` can be, {_domain(domain)}"
            report.error("RE346", message, band.place, help="leave the band out")
    if by.otherwise is None and bands:
        for what in _uncovered(bands, domain):
            message = f"no band gives points where `{by.subject}` is {what}"
            report.error("RE347", message, by.place, help="add a band, or say what else gives: `otherwise: 0`")


def _domain(domain: Range) -> str:
    if domain.low is None:
        return "any number" if domain.high is None else f"at most {domain.high}"
    return f"at least {domain.low}" if domain.high is None else f"{domain.low} to {domain.high}"


def _uncovered(bands: Sequence[PointsBand], domain: Range) -> Iterator[str]:
    first, last = bands[0], bands[-1]
    if first.low is not None and (domain.low is None or domain.low < first.low):
        yield f"less than {first.low}"
    for one, other in pairwise(bands):
        if one.high is None or other.low is None:
            continue
        if other.low > one.high + 1 or (not domain.whole and other.low > one.high):
            yield f"between {one.high} and {other.low}"
    if last.high is not None and (domain.high is None or domain.high > last.high):
        yield f"more than {last.high}"
