"""Guidance files: front matter, provisions with attributes, and what counts as a change."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from riskengine.diagnostics import Diagnostic
from riskengine.guidance import Guidance, Source
from riskengine.loading.folders import guidance_beside, shipped_folder
from riskengine.loading.guidance_reader import read_cited, read_guidance, read_source
from riskengine.loading.guidance_text import read_passages
from riskengine.loading.references import Reference, parse_reference
from tests.properties.profile import laws
from tests.small_folder import PROVISIONS

ATTRIBUTES = "\n\n- status: encoded\n\n"
DOCUMENTED = Path(__file__).parents[2] / "docs" / "guidance-format.md"


def read(text: str, folder: Path, problems: list[Diagnostic] | None = None) -> Source | None:
    found: list[Diagnostic] = [] if problems is None else problems
    path = folder / "test" / "1.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    source = read_source(path, found)
    if problems is None:
        assert found == []
    return source


def text_of(body: str) -> str:
    problems: list[Diagnostic] = []
    passages = read_passages(f"## A {{#a}}{ATTRIBUTES}{body}".split("\n"), 0, "a.md", problems)
    assert problems == []
    return passages[0].text


def test_every_part_of_a_source_is_read(tmp_path: Path) -> None:
    source = read(PROVISIONS.replace("{from: 2020-01-01}", "{from: 2020-01-01, until: 2021-12-31}"), tmp_path)
    assert source is not None
    assert (source.source, source.edition, source.title, source.publisher) == (
        "test",
        "1",
        "Guidance made up for tests",
        "Nobody",
    )
    assert (source.published, source.effective_from, source.effective_until) == (
        date(2020, 1, 1),
        date(2020, 1, 1),
        date(2021, 12, 31),
    )
    assert (source.address, source.jurisdictions) == ("https://example.org/guidance", ("england-and-wales",))
    assert source.confidence == "verified"


def test_a_day_of_publication_that_nobody_knows_is_left_out(tmp_path: Path) -> None:
    source = read(PROVISIONS.replace("published: 2020-01-01\n", ""), tmp_path)
    assert source is not None
    assert source.published is None


def test_a_provision_takes_from_its_source_what_it_does_not_say_itself(tmp_path: Path) -> None:
    own = """
## Own {#own}

- status: partly
- reason: it is long,
  and goes on
- confidence: press
- address: https://example.org/own

Own words.
"""
    source = read(PROVISIONS + own, tmp_path)
    assert source is not None
    first, second = source.provisions
    assert (first.reference, first.status, first.reason) == ("test/1#access", "encoded", "")
    assert (first.confidence, first.address) == ("verified", "https://example.org/guidance")
    assert (second.reference, second.status, second.reason) == ("test/1#own", "partly", "it is long, and goes on")
    assert (second.confidence, second.address) == ("press", "https://example.org/own")
    assert (second.place.line, second.place.column) == (19, 1)


def test_words_before_the_first_provision_belong_to_none(tmp_path: Path) -> None:
    before = read(PROVISIONS, tmp_path)
    after = read(PROVISIONS.replace("## Access", "# A file\n\nWords for its readers.\n\n## Access"), tmp_path)
    assert before is not None
    assert after is not None
    assert before.provisions == after.provisions


def test_the_documented_example_is_read(tmp_path: Path) -> None:
    example = DOCUMENTED.read_text(encoding="utf-8").split("```markdown\n")[1].split("```")[0]
    path = tmp_path / "hmic" / "2023.md"
    path.parent.mkdir()
    path.write_text(example, encoding="utf-8")
    problems: list[Diagnostic] = []
    source = read_source(path, problems)
    assert problems == []
    assert source is not None
    assert [(p.id, p.status, p.confidence) for p in source.provisions] == [
        ("access", "encoded", "verified"),
        ("timescales", "partly", "press"),
        ("training", "not_encoded", "verified"),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One line.", "One line."),
        ("One\nline.", "One line."),
        ("One   line. \n", "One line."),
        ("One.\n\n\nTwo.", "One.\n\nTwo."),
        ("These:\n\n- a\n- b\n  goes on", "These:\n\n- a\n- b goes on"),
        ("These:\n- a\n- b", "These:\n- a\n- b"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("- a\n    - b", "- a\n    - b"),
        ("> said\n> so", "> said\n> so"),
        ("- a\n\n    goes on", "- a\n\ngoes on"),
        ("Fewer than 3 < 5, see <https://example.org>.", "Fewer than 3 < 5, see <https://example.org>."),
        ("#5 is not a heading", "#5 is not a heading"),
        ("cafe\u0301", "café"),
    ],
)
def test_the_text_of_a_paraphrase(body: str, text: str) -> None:
    assert text_of(body) == text


def test_an_attribute_list_may_follow_its_heading_at_once() -> None:
    problems: list[Diagnostic] = []
    passage = read_passages(["## A {#a}", "- status: encoded", "", "- a list", "- that says it"], 0, "a.md", problems)[0]
    assert problems == []
    assert (passage.attributes["status"].value, passage.text) == ("encoded", "- a list\n- that says it")


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = (
        PROVISIONS.replace("Nobody", "''")
        .replace("{#access}", "{#Access}")
        .replace("encoded", "done")
        .replace("verified", "certain")
    )
    problems: list[Diagnostic] = []
    assert read(text, tmp_path, problems) is None
    found = sorted((problem.code, problem.place.line, problem.place.column) for problem in problems)
    assert found == [("RE506", 5, 12), ("RE506", 10, 13), ("RE508", 13, 1), ("RE512", 15, 1)]
    assert all(problem.source == text.split("\n")[problem.place.line - 1] for problem in problems)


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("publisher: Nobody", "publisher: Nobody\npublisher: Somebody"), "RE115", 6),
        (("publisher: Nobody", "publisher: &a Nobody"), "RE111", 5),
        (("published: 2020-01-01", "published: 2020-02-31"), "RE129", 6),
        (("publisher: Nobody", "publisher:"), "RE118", 5),
        (("[england-and-wales]", "[england-and-wales"), "RE123", 10),
        (("Find", "Fi\u202end"), "RE106", 17),
    ],
)
def test_front_matter_follows_the_rules_of_rule_files(change: tuple[str, str], code: str, line: int, tmp_path: Path) -> None:
    problems: list[Diagnostic] = []
    assert read(PROVISIONS.replace(*change), tmp_path, problems) is None
    assert [(problem.code, problem.place.line) for problem in problems] == [(code, line)]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "1.md"
    path.write_bytes(PROVISIONS.replace("about", "ab\xf6ut").encode("latin-1"))
    problems: list[Diagnostic] = []
    assert read_source(path, problems) is None
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [("RE103", 17, 12)]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = read(PROVISIONS, tmp_path)
    assert read("\ufeff" + PROVISIONS.replace("\n", "\r\n"), tmp_path) == plain


def test_only_the_cited_files_are_read(tmp_path: Path) -> None:
    read(PROVISIONS, tmp_path)
    (tmp_path / "test" / "2.md").write_text("broken", encoding="utf-8")
    problems: list[Diagnostic] = []
    found = read_cited(tmp_path, ["test/1#access", "test/1#other", "gone/1#a", "no reference", "../x/1#a"], problems)
    assert problems == []
    assert list(found.provisions) == ["test/1#access"]
    assert read_guidance(tmp_path, problems).provisions == found.provisions
    assert [problem.code for problem in problems] == ["RE503"]


def test_the_shipped_guidance_has_nothing_wrong() -> None:
    problems: list[Diagnostic] = []
    guidance = read_guidance(guidance_beside(shipped_folder()), problems)
    assert problems == []
    assert guidance.provisions
    assert [(s.source, s.edition) for s in guidance.sources] == sorted((s.source, s.edition) for s in guidance.sources)


def test_a_markdown_parser_sees_the_same_headings_in_the_shipped_guidance() -> None:
    problems: list[Diagnostic] = []
    guidance: Guidance = read_guidance(guidance_beside(shipped_folder()), problems)
    for source in guidance.sources:
        body = Path(source.place.file).read_text(encoding="utf-8").split("\n---\n", 1)[1]
        assert headings(body) == [f"{provision.title} {{#{provision.id}}}" for provision in source.provisions], source.place.file


def headings(body: str) -> list[str]:
    """The headings below the first level, as CommonMark has them."""
    tokens = MarkdownIt().parse(body)
    return [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag != "h1"]


LINES = st.sampled_from(
    [
        "",
        "",
        "words",
        "more words",
        "- entry",
        "  goes on",
        "1. first",
        "> said",
        "# Readers",
        "## Two {#two}",
        "    far",
        "#no",
        "***",
        "---",
        "```",
        "* * *",
        "### Three {#three}",
    ]
)


@laws(300)
@given(st.lists(LINES, max_size=10))
def test_a_markdown_parser_sees_the_same_headings_wherever_nothing_is_wrong(lines: list[str]) -> None:
    problems: list[Diagnostic] = []
    body = ["## One {#one}", "", "- status: encoded", "", "Words.", "", *lines]
    passages = read_passages(body, 0, "a.md", problems)
    if not {problem.code for problem in problems} & {"RE516", "RE508"}:
        assert headings("\n".join(body)) == [f"{passage.title} {{#{passage.id}}}" for passage in passages]


PROSE = st.text("abc é\u0301.,", min_size=1, max_size=20).filter(lambda text: text.strip())


@laws(60)
@given(st.lists(PROSE, min_size=1, max_size=4))
def test_line_breaks_spaces_and_the_form_of_unicode_are_not_content(words: list[str]) -> None:
    plain = " ".join(words)
    broken = "\n".join(f" {word} " for word in words)
    assert text_of(plain) == text_of(broken) == text_of(unicodedata.normalize("NFD", plain))


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("hmic/2023#access", Reference("hmic", "2023", "access")),
        ("a-b/2021-terms#s.66", Reference("a-b", "2021-terms", "s.66")),
        ("hmic/2023", None),
        ("hmic#access", None),
        ("../2023#access", None),
        ("hmic/..#access", None),
        ("hmic/2023#", None),
        ("hmic/2023#access ", None),
        ("hmic/2023#access\n", None),
        ("HMIC/2023#access", None),
    ],
)
def test_references(text: str, reference: Reference | None) -> None:
    assert parse_reference(text) == reference
    if reference:
        assert str(reference) == text
