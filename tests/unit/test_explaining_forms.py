"""The forms of one tree: text, Markdown and HTML show the same, and show anything safely."""

from __future__ import annotations

import html as html_library
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from riskengine.explaining.explanation import Explanation
from riskengine.explaining.markdown import escape_markdown
from riskengine.explaining.text import NARROWEST
from riskengine.explaining.tree import Tree
from riskengine.explaining.values import visible
from tests.hostile import hostile_tree


def tree_of(text: str, more: str = "plain") -> Tree:
    return hostile_tree(text, more).tree


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def columns(line: str) -> int:
    """What a line takes on a terminal: nothing for marks set on letters, two for each wide letter."""
    letters = [letter for letter in line if unicodedata.category(letter) not in ("Mn", "Me")]
    return len(letters) + sum(unicodedata.east_asian_width(letter) in ("W", "F") for letter in letters)


@given(st.text(max_size=300) | st.text("ab \u0301\u20dd漢ｗ", max_size=300), st.integers(0, 200))
@example("0" * 23 + "\u0301" * 9, 0)
@example("漢" * 90, 31)
def test_no_line_is_wider_than_asked_for_and_no_word_is_lost(text, width):
    lines = Explanation(tree_of(text)).text(width=width).split("\n")
    assert all(columns(line) <= max(width, NARROWEST) for line in lines)
    assert re.sub(r"\s", "", visible(text)) in re.sub(r"\s", "", "".join(lines))


SCRIPTS = ["naïve café", "cafe\u0301", "漢字かな交じり文", "한국어", "العَرَبِيَّة", "हिन्दी में", "🙂 ok", "ﾊﾝｶｸ ＷＩＤＥ", "ไทยนี้"]


@pytest.mark.parametrize("text", SCRIPTS)
def test_columns_are_never_fewer_than_a_terminal_library_counts(text):
    assert columns(text) >= cell_len(text)
    for line in Explanation(tree_of(text * 20)).text(width=40).split("\n"):
        assert cell_len(line) <= 40


def test_text_without_colour_needs_nothing_and_with_colour_says_the_same():
    explanation = Explanation(tree_of("plain text"))
    coloured = explanation.text(color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == explanation.text()


def words_of_markdown(markdown: str) -> str:
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children or ()}
    assert kinds <= {"text", "text_special"}, kinds
    return " ".join("".join(child.content for child in token.children or ()) for token in inline)


@given(st.text(max_size=80))
def test_escaped_markdown_shows_the_text_itself(text):
    shown = visible(text).strip()
    assert words_of_markdown(escape_markdown(text)) == re.sub(r" +$", "", shown)


def test_a_page_is_self_contained_and_marked_up():
    page = Page(Explanation(tree_of("plain")).html())
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags
    assert not {"link", "img", "iframe", "object", "details"} & set(tags)
    assert not [value for _, attributes in page.tags for value in attributes.values() if value and value.startswith("http")]
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    assert dict(page.tags)["html"] == {"lang": "en-GB"}
    assert all(attributes == {"scope": "row"} for tag, attributes in page.tags if tag == "th")
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert "@page" in "".join(page.text)


@given(st.text(max_size=100))
def test_the_text_of_a_page_is_what_was_said(text):
    page = Explanation(tree_of("begin " + text + " end")).html()
    assert html_library.escape(visible("begin " + text + " end"), quote=False).replace('"', "&#34;").replace("'", "&#39;") in page


def test_nothing_heavy_is_imported_before_it_is_needed():
    code = (
        "import sys, riskengine.explaining.record, riskengine.explaining.explanation as e\n"
        "print([name for name in ('rich', 'jinja2', 'pydantic', 'markdown_it', 'holidays', 'yaml') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
