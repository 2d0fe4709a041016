"""Coverage as one self-contained HTML page: the sums, the holes, and the rule files line by line with what cases show of them.

Marks say with a sign and in words what colours say too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from riskengine.authoring import coverage_report
from riskengine.authoring.coverage import KINDS, Coverage, CoverageItem, EditionCoverage, percent_text
from riskengine.authoring.matrix_html import anchor
from riskengine.explaining.values import visible
from riskengine.records import record

__all__ = ["CoveredFile", "CoveredLine", "coverage_html", "covered_files"]

_SIGNS = {"covered": "✓", "partly": "◐", "open": "✗", "impossible": "–", "not_decided": "?", "": ""}
_WORDS = {
    "covered": "covered",
    "partly": "covered in part",
    "open": "not covered",
    "impossible": "cannot be covered",
    "not_decided": "not decided",
}


@record
class CoveredLine:
    """One line of a file, with what cases show of what is written in it. `status` is empty where there is nothing to show."""

    number: int
    text: str
    status: str
    items: tuple[CoverageItem, ...]

    @property
    def sign(self) -> str:
        """The sign of the status."""
        return _SIGNS[self.status]

    @property
    def words(self) -> str:
        """The status in words, with the numbers behind it."""
        if not self.status:
            return ""
        asked = [item for item in self.items if item.status != "impossible"]
        covered = sum(item.status == "covered" for item in asked)
        return f"{_WORDS[self.status]}: {covered} of {len(asked)}" if asked else _WORDS[self.status]

    @property
    def holes(self) -> tuple[CoverageItem, ...]:
        """What no case shows of it."""
        return tuple(item for item in self.items if item.status != "covered")


@record
class CoveredFile:
    """One file of an edition."""

    name: str
    lines: tuple[CoveredLine, ...]


def covered_files(edition: EditionCoverage) -> tuple[CoveredFile, ...]:
    """The files in which anything stands that cases can show, in order. A file that cannot be read is left out."""
    by_file: dict[str, dict[int, list[CoverageItem]]] = defaultdict(lambda: defaultdict(list))
    for item in edition.items:
        if item.file and item.line and item.kind not in ("verdicts", "provisions"):
            by_file[item.file][item.line].append(item)
    return tuple(_files(by_file))


def _files(by_file: dict[str, dict[int, list[CoverageItem]]]) -> Iterator[CoveredFile]:
    for name in sorted(by_file):
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        lines = tuple(
            _line(number, line, by_file[name].get(number, ())) for number, line in enumerate(text.splitlines(), start=1)
        )
        path = Path(name)
        yield CoveredFile("/".join(path.parts[-2:]) if path.parent.name == "rules" else path.name, lines)


def _line(number: int, text: str, items: Sequence[CoverageItem]) -> CoveredLine:
    return CoveredLine(number, text, _status(items), tuple(items))


def _status(items: Sequence[CoverageItem]) -> str:
    """What a line's things come to together."""
    found = {item.status for item in items}
    asked = found - {"impossible"}
    if not asked:
        return "impossible" if found else ""
    if len(asked) > 1:
        return "partly" if "covered" in asked else "open"
    return asked.pop()


def coverage_html(coverage: Coverage) -> str:
    """A page with tables and the files; no script, nothing fetched. Everything is escaped, and made visible before that."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    texts = {
        "coverage.html.j2": _text("riskengine.authoring", "coverage.html.j2"),
        "explanation.css": _text("riskengine.explaining", "explanation.css"),
        "matrix.css": _text("riskengine.authoring", "matrix.css"),
        "coverage.css": _text("riskengine.authoring", "coverage.css"),
    }
    environment = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("coverage.html.j2")
    return template.render(
        coverage=coverage,
        kinds=KINDS,
        words=coverage_report,
        percent_text=percent_text,
        covered_files=covered_files,
        file_name=_file_name,
        visible=visible,
        anchor=anchor,
    )


def _text(package: str, name: str) -> str:
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def _file_name(path: str) -> str:
    return Path(path).name
