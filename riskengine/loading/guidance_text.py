"""The body of a guidance file: headings with ids, their attributes, and the paraphrase under each.

One pass over the lines, without a Markdown parser: the format (docs/guidance-format.md) is the part of
CommonMark that reads the same line by line, and everything else is refused. Importing a parser would cost a
command that prints three citations a sixth of its time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from riskengine.diagnostics import Diagnostic, Place, nearest
from riskengine.loading.references import ID_FORM
from riskengine.records import record

__all__ = ["ATTRIBUTES", "Attribute", "Passage", "read_passages"]

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "status": ("encoded", "partly", "not_encoded"),
    "reason": (),
    "confidence": ("verified", "press", "third_party", "derived", "unverified"),
    "address": (),
}
"""Every attribute of a provision, with the values that it takes; none where it takes any text."""

# Patterns meet lines without spaces at their end, so that none of them has to try those in turn.
_HEADING = r" {0,3}(#{1,6})(?:[ \t]+(.*))?"
_ENTRY = r"(?:[-*+]|\d{1,9}[.)])[ \t]+\S|[>|]"
_MARKS = ("#", "=", "-", "*", "_", "`", "~")
_HTML = r"<(?:[A-Za-z][A-Za-z0-9-]*[\s/>]|/[A-Za-z]|!--|![A-Z]|\?)"


@record
class Attribute:
    """The value of an attribute as plain text, and where its line is."""

    value: str
    place: Place


@record
class Passage:
    """One provision as it stands in the file. `text` has paragraphs apart by an empty line, list entries by a line break."""

    id: str
    title: str
    attributes: Mapping[str, Attribute]
    text: str
    place: Place


@record
class _Section:
    """The lines of one heading, while reading."""

    id: str
    title: str
    place: Place
    lines: list[tuple[int, str]]


class _Report:
    """Collects what is wrong in one file, each with its line as the excerpt."""

    def __init__(self, lines: Sequence[str], file: str, problems: list[Diagnostic]) -> None:
        self.lines = lines
        self.file = file
        self.problems = problems

    def place(self, number: int, start: int = 0, end: int | None = None) -> Place:
        """A stretch of a line by offsets; without an end, up to the last word."""
        stop = len(self.lines[number - 1].rstrip()) if end is None else end
        return Place(self.file, number, start + 1, number, stop + 1)

    def add(self, code: str, message: str, place: Place, help: str = "", related: tuple[tuple[Place, str], ...] = ()) -> None:
        source = self.lines[place.line - 1]
        self.problems.append(Diagnostic(code, message, place, help, related=related, source=source))


def read_passages(lines: Sequence[str], start: int, file: str, problems: list[Diagnostic]) -> tuple[Passage, ...]:
    """Every provision in a file's lines from index `start` on, in order; what is wrong is added to `problems`.

    >>> found: list[Diagnostic] = []
    >>> read_passages(["## Access {#access}", "", "- status: encoded", "", "Find out."], 0, "a.md", found)[0].text
    'Find out.'
    >>> found
    []
    """
    report = _Report(lines, file, problems)
    sections: list[_Section] = []
    for number, line in enumerate(lines[start:], start + 1):
        heading = re.fullmatch(_HEADING, line.rstrip()) if "#" in line[:4] else None
        if heading is None:
            _check_line(number, line, report)
            if sections:
                sections[-1].lines.append((number, line))
        elif len(heading[1]) > 1 or sections:
            sections.append(_open_section(number, heading, report))
    _check_ids(sections, report)
    return tuple(_passage(section, report) for section in sections)


def _open_section(number: int, heading: re.Match[str], report: _Report) -> _Section:
    """A section for a heading. A heading with a single `#` after the first provision cannot be for readers only."""
    words = heading[2] or ""
    place = report.place(number, heading.start(1))
    with_id = re.search(r"\{#([^{}]*)\}$", words)
    title, name = (words[: with_id.start()], with_id[1]) if with_id else (words, "")
    if len(heading[1]) == 1:
        report.add("RE508", "a heading with a single `#` stands below a provision", place, "write `##` and give it an id")
    elif not with_id:
        report.add("RE508", "this heading has no id", place, f"write `{heading[1]} {words} {{#{_suggested_id(words)}}}`")
    elif not re.fullmatch(ID_FORM, name):
        report.add(
            "RE508",
            f"`{name}` is not an id: use lower-case letters, digits, `-`, `.` and `_`",
            place,
            f"write `{{#{_suggested_id(name)}}}`",
        )
    elif not title:
        report.add("RE508", "this heading has an id but no title", place, f"write `{heading[1]} Title {{#{name}}}`")
    return _Section(name, unicodedata.normalize("NFC", " ".join(title.split())), place, [])


def _suggested_id(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9._]+", plain)[:4]).strip("._-") or "id"


def _check_line(number: int, line: str, report: _Report) -> None:
    """Refuse what a Markdown parser would read as something else than a line of text."""
    bare = line.strip()
    if "<" in bare and (found := re.search(_HTML, line)):
        html = report.place(number, found.start(), found.end())
        report.add("RE515", "this is HTML", html, "use Markdown, or `&lt;` for the sign itself")
    if bare[:1] not in _MARKS:
        return
    place = report.place(number)
    if re.match(r" {0,3}#{2,6}[^#\s]", line):
        report.add("RE508", "this looks like a heading without a space after its `#`", place, "put a space after the last `#`")
    elif re.fullmatch(r" {0,3}(?:=+|-+)", line.rstrip()) or re.fullmatch(
        r"(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,}", bare
    ):
        report.add(
            "RE516", "a line of this kind underlines a heading or draws a rule", place, "write headings as `## Title {#id}`"
        )
    elif re.match(r" {0,3}(?:```|~~~)", line):
        report.add("RE516", "a block of code has no place in guidance", place, "write the words as a paragraph or a list")


def _check_ids(sections: Iterable[_Section], report: _Report) -> None:
    first: dict[str, Place] = {}
    for section in sections:
        if section.id in first:
            help_text = "give each provision an id of its own"
            report.add(
                "RE509", f"the id `{section.id}` is already taken", section.place, help_text, ((first[section.id], "first here"),)
            )
        elif section.id:
            first[section.id] = section.place


def _passage(section: _Section, report: _Report) -> Passage:
    attributes, rest = _attributes(section.lines, report)
    text = _paragraphs(rest, report)
    if not text:
        report.add(
            "RE514",
            f"the provision `{section.id or section.title}` has no paraphrase",
            section.place,
            "say in plain words what it asks for",
        )
    _check_attributes(section, attributes, report)
    return Passage(section.id, section.title, attributes, text, section.place)


def _attributes(lines: list[tuple[int, str]], report: _Report) -> tuple[dict[str, Attribute], list[tuple[int, str]]]:
    """The list directly under a heading, and the lines after it."""
    index = next((i for i, (_, line) in enumerate(lines) if line.strip()), len(lines))
    found: dict[str, Attribute] = {}
    if index == len(lines) or not lines[index][1].startswith("- "):
        return found, lines[index:]
    key = ""
    while index < len(lines) and lines[index][1].strip():
        number, line = lines[index]
        if line.startswith("  ") and key:
            found[key] = Attribute(f"{found[key].value} {_words(line)}".strip(), found[key].place)
        else:
            key = _attribute(number, line, found, report)
        index += 1
    return found, lines[index:]


def _attribute(number: int, line: str, found: dict[str, Attribute], report: _Report) -> str:
    """Read one attribute line into `found`; its key, or an empty text where it is wrong."""
    match = re.fullmatch(r"- ([^\s:]+):(?:[ \t]+(.*))?", line.rstrip())
    place = report.place(number)
    if match is None:
        help_text = "write `- key: value`, or leave an empty line between the attributes and the paraphrase"
        report.add("RE510", "this is not an attribute", place, help_text)
        return ""
    key = match[1]
    if key not in ATTRIBUTES:
        report.add(
            "RE510", f"there is no attribute `{key}`", place, nearest(key, ATTRIBUTES) or f"use one of {', '.join(ATTRIBUTES)}"
        )
        return ""
    if key in found:
        report.add("RE513", f"`{key}` is given twice", place, "keep one of the two", ((found[key].place, "first here"),))
        return ""
    found[key] = Attribute(_words(match[2] or ""), place)
    return key


def _check_attributes(section: _Section, attributes: Mapping[str, Attribute], report: _Report) -> None:
    name = section.id or section.title
    for key, attribute in attributes.items():
        allowed = ATTRIBUTES[key]
        if allowed and attribute.value not in allowed:
            help_text = nearest(attribute.value, allowed) or f"use one of {', '.join(allowed)}"
            report.add("RE512", f"`{attribute.value}` is not a {key}", attribute.place, help_text)
        elif not attribute.value:
            report.add("RE512", f"the {key} is empty", attribute.place, "write it, or leave the line out")
        elif key == "address" and not re.match(r"https?://\S+$", attribute.value):
            report.add("RE512", f"`{attribute.value}` is not an address on the web", attribute.place, "it starts with `https://`")
    if "status" not in attributes:
        report.add(
            "RE511",
            f"the provision `{name}` has no status",
            section.place,
            "write `- status: encoded` directly under the heading",
        )
    elif attributes["status"].value in ("partly", "not_encoded") and "reason" not in attributes:
        status = attributes["status"]
        report.add(
            "RE511", f"`{name}` is {status.value.replace('_', ' ')}, with no reason", status.place, "add a line `- reason: ...`"
        )


def _words(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _paragraphs(lines: Iterable[tuple[int, str]], report: _Report) -> str:
    """The paraphrase without its line breaks: one line per paragraph and list entry."""
    blocks: list[list[str]] = []
    in_list, after_space = False, True
    for number, line in lines:
        bare = _words(line)
        if not bare:
            after_space = True
            continue
        entry = not bare[0].isalpha() and re.match(_ENTRY, bare) is not None
        if after_space and not in_list and line.expandtabs(4).startswith("    "):
            report.add("RE516", "four spaces make this a block of code", report.place(number), "take the spaces away")
        if after_space:
            blocks.append([])
            in_list = in_list and line[:1].isspace()
        if entry or not blocks[-1]:
            blocks[-1].append(_indent(line) + bare if entry else bare)
        else:
            blocks[-1][-1] += f" {bare}"
        in_list, after_space = in_list or entry, False
    return "\n\n".join("\n".join(block) for block in blocks)


def _indent(line: str) -> str:
    wide = line.expandtabs(4)
    return " " * (len(wide) - len(wide.lstrip()))
