"""Reads guidance files: front matter, then Markdown headings with an id, attributes and a paraphrase.

The format, in full in docs/guidance-format.md; one file is `guidance/<source>/<edition>.md`:

    ---
    source: hmic
    edition: "2023"
    title: How well the police tackle the online sexual abuse of children
    publisher: HMICFRS
    published: 2023-04-05
    effective: {from: 2023-04-05}            # or {from: ..., until: ...}, both days included
    address: https://example.org/report
    jurisdictions: [england-and-wales, northern-ireland]
    confidence: verified                     # verified | press | third_party | derived | unverified
    ---

    ## Risk to other children {#access}

    - status: encoded                        # encoded | partly | not_encoded (these two need a reason)
    - reason: why it is not wholly encoded
    - confidence: press                      # optional, in place of the front matter's
    - address: https://example.org/page      # optional, in place of the front matter's

    The paraphrase, in paragraphs and lists.

Comments are shown here for the reader of this docstring; attribute lines have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from riskengine.diagnostics import Diagnostic, Place
from riskengine.guidance import Guidance, Provision, Source
from riskengine.loading.decoding import decode, read_bytes
from riskengine.loading.digest import digest_of_read
from riskengine.loading.front_matter import FrontMatter, read_front_matter
from riskengine.loading.guidance_text import Attribute, Passage, read_passages
from riskengine.loading.references import parse_reference

__all__ = ["gather", "read_cited", "read_guidance", "read_source"]


def read_guidance(folder: Path, problems: list[Diagnostic]) -> Guidance:
    """Every source in a guidance folder; what is wrong is added to `problems`.

    A file that cannot be used is left out. A folder that does not exist is a problem too.
    """
    if not folder.is_dir():
        problems.append(
            Diagnostic(
                "RE501", f"there is no folder {folder}", Place(str(folder)), "put `guidance` beside the folder of rule sets"
            )
        )
        return Guidance()
    files: list[Path] = []
    try:
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.name.startswith((".", "_")):
                files += _files_of(path, problems)
            elif path.suffix.lower() in (".md", ".markdown"):
                _never_read(path, problems, "guidance lies in a folder of its source: `<source>/<edition>.md`")
    except OSError as error:
        problems.append(
            Diagnostic("RE403", f"the folder cannot be read: {error.strerror}", Place(str(folder)), "see to its permissions")
        )
    return gather(source for path in files if (source := read_source(path, problems)))


def read_cited(folder: Path, references: Iterable[str], problems: list[Diagnostic]) -> Guidance:
    """The sources that hold the given references, and no others.

    References without a file are left out in silence: `check_citations` says what is wrong with them.
    """
    parsed = (parse_reference(text) for text in references)
    paths = sorted({folder / reference.file for reference in parsed if reference})
    return gather(source for path in paths if path.is_file() and (source := read_source(path, problems)))


def gather(sources: Iterable[Source]) -> Guidance:
    """Sources as one piece of guidance, by source and edition, with every provision by its reference."""
    ordered = tuple(sorted(sources, key=lambda source: (source.source, source.edition)))
    return Guidance(ordered, {provision.reference: provision for source in ordered for provision in source.provisions})


def read_source(path: Path, problems: list[Diagnostic]) -> Source | None:
    """One guidance file, or None where it cannot be used; every problem in it is added to `problems`."""
    file, before = str(path), len(problems)
    data = read_bytes(path, file, problems)
    reading = None if data is None else decode(data, file, problems)
    if reading is None:
        return None
    matter, start = read_front_matter(reading)
    lines = reading.text.split("\n")
    passages = read_passages(lines, start, file, problems)
    if matter is not None:
        _check_name(path, matter, lines, problems)
    if start and not passages:
        problems.append(
            Diagnostic("RE518", "this file has no provision", Place(file, 1, 1), "add a heading `## Title {#id}`", "warning")
        )
    if matter is None or any(problem.severity == "error" for problem in problems[before:]):
        return None
    return _source(matter, passages, file)


def _files_of(folder: Path, problems: list[Diagnostic]) -> list[Path]:
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")):
            continue
        if path.suffix == ".md":
            found.append(path)
        else:
            _never_read(path, problems, "guidance files are `<source>/<edition>.md`, with no folders below")
    return found


def _never_read(path: Path, problems: list[Diagnostic], help_text: str) -> None:
    problems.append(Diagnostic("RE517", f"nothing reads {path.name} here", Place(str(path)), help_text, "warning"))


def _check_name(path: Path, matter: FrontMatter, lines: Sequence[str], problems: list[Diagnostic]) -> None:
    for key, written, name in (("source", matter.source, path.parent.name), ("edition", matter.edition, path.stem)):
        if written != name:
            place = matter.places[key]
            kind = "folder" if key == "source" else "file"
            message = f"the {key} is `{written}`, but the {kind} is named `{name}`"
            problems.append(
                Diagnostic(
                    "RE507",
                    message,
                    place,
                    f"give both the same name: rules cite `{path.parent.name}/{path.stem}#...`",
                    source=lines[place.line - 1],
                )
            )


def _source(matter: FrontMatter, passages: Iterable[Passage], file: str) -> Source:
    return Source(
        source=matter.source,
        edition=matter.edition,
        title=matter.title,
        publisher=matter.publisher,
        published=matter.published,
        effective_from=matter.effective[0],
        effective_until=matter.effective[1],
        address=matter.address,
        jurisdictions=matter.jurisdictions,
        confidence=matter.confidence,
        provisions=tuple(_provision(matter, passage) for passage in passages),
        place=Place(file, 1, 1),
    )


def _provision(matter: FrontMatter, passage: Passage) -> Provision:
    def attribute(key: str, otherwise: str) -> str:
        return passage.attributes.get(key, Attribute(otherwise, passage.place)).value

    return Provision(
        reference=f"{matter.source}/{matter.edition}#{passage.id}",
        id=passage.id,
        title=passage.title,
        text=passage.text,
        status=attribute("status", ""),
        reason=attribute("reason", ""),
        confidence=attribute("confidence", matter.confidence),
        address=attribute("address", matter.address),
        digest=digest_of_read({"title": passage.title, "text": passage.text}),
        place=passage.place,
    )
