"""Whatever somebody wrote into a case is shown as text in every form; no terminal, browser or reader of Markdown obeys it."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import riskengine
from riskengine.diagnostics import RiskEngineError
from riskengine.excerpt import render
from riskengine.explaining.explanation import Explanation
from riskengine.explaining.html import css_text
from riskengine.explaining.record_json import escape_unseen
from riskengine.explaining.values import LONGEST_TEXT, visible
from tests.hostile import HOSTILE, hostile_tree

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
KINDS = {"heading", "paragraph", "bullet_list", "ordered_list", "list_item", "strong"}
TOKENS = {f"{kind}_{end}" for kind in KINDS for end in ("open", "close")} | {"inline", "hr"}
INLINE = {"text", "text_special", "strong_open", "strong_close", "softbreak"}


class Shape(HTMLParser):
    """The tags of a page with their attributes, and its text outside of the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.styled = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))
        self.styled = tag == "style"

    def handle_endtag(self, tag):
        self.tags.append((f"/{tag}", []))
        self.styled = False

    def handle_data(self, data):
        self.text += "" if self.styled else data

    def handle_comment(self, data):  # noqa: ARG002 - its name in the parser
        self.tags.append(("comment", []))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_plain(text: str) -> bool:
    """Nothing but what can be seen, and line ends."""
    return all(line.isprintable() for line in text.split("\n"))


def assert_safe_markdown(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"]).parse(text)
    assert {token.type for token in tokens} <= TOKENS
    assert {child.type for token in tokens for child in token.children or ()} <= INLINE


def shown_in_markdown(text: str) -> str:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return "".join(child.content for token in tokens for child in token.children or ())


def assert_safe(explanation: Explanation, plain: Explanation) -> None:
    """No form says more than text; the tags of the page and the lists of the Markdown are those of a plain text."""
    text, coloured, markdown, page = explanation.text(), explanation.text(color=True), explanation.markdown(), explanation.html()
    assert is_plain(text)
    assert COLOURS.sub("", coloured) == text
    assert is_plain(markdown)
    assert_safe_markdown(markdown)
    assert is_plain(page)
    assert Shape(page).tags == Shape(plain.html()).tags


PLAIN = hostile_tree("plain")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_shown_in_every_form_and_obeyed_in_none(name):
    text = HOSTILE[name]
    explanation = hostile_tree(text)
    assert_safe(explanation, PLAIN)
    seen = squeezed(visible(text))
    for form in (explanation.text(), shown_in_markdown(explanation.markdown()), Shape(explanation.html()).text):
        assert squeezed(form).count(seen) >= 8


@given(st.text(max_size=60) | st.text("<>&\"'[](){}*_`#|~!\\-+=:.\n\u202e\u2066\x1b\x00\ud800\ue000 a1", max_size=60))
@example("\ue000a\ue001")
@example("a\n\n<b>")
@example("1)")
def test_no_text_at_all_is_obeyed_in_any_form(text):
    explanation = hostile_tree(text)
    assert_safe(explanation, PLAIN)
    assert squeezed(visible(text)) in squeezed(Shape(explanation.html()).text)


@given(st.text(max_size=100), st.integers(1, 60))
def test_the_head_of_a_printed_page_cannot_end_its_style(text, longest):
    written = css_text(text, longest)
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|\\[0-9a-f]{6} )*", written)
    read = re.sub(r"\\([0-9a-f]{6}) ", lambda code: chr(int(code[1], 16)), written)
    assert len(read) <= longest
    assert read == visible(text) or visible(text).startswith(read[:-1])


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_shows_what_cannot_be_seen_and_stays_the_same_data(data):
    for indent in (None, 2):
        text = escape_unseen(json.dumps(data, ensure_ascii=False, indent=indent))
        assert is_plain(text)
        assert json.loads(text) == data


@pytest.fixture(scope="module")
def engine():
    return riskengine.Engine.open()


@pytest.fixture
def case(examples):
    return json.loads((examples / "september-2020.json").read_text(encoding="utf-8"))


def spoil(case, text):
    """The text wherever a case takes what somebody wrote."""
    for name, fact in case["facts"].items():
        value = fact["value"] if isinstance(fact, dict) else fact
        case["facts"][name] = {"value": value, "source": text, "recorded_by": text, "as_at": "2020-09-14"}
    case["case_id"] = text
    case["assessment"]["assessed_by"] = text
    people = {"reason": text, "by": text, "authorised_by": text, "authorised_on": "2020-09-15"}
    case["assessment"]["departure"] = {"rules": ["MAT-2"], "reason_code": "local_knowledge", **people}
    return case


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_case_is_refused_or_shown_safely_in_every_form_and_view(engine, case, name):
    day, text = date(2022, 3, 15), HOSTILE[name]
    plain = engine.assess(spoil(dict(case), "plain"), as_of=day)
    try:
        decision = engine.assess(spoil(case, text), as_of=day)
    except RiskEngineError as refused:
        told = [refused.message, *map(render, refused.diagnostics)]
        assert all(map(is_plain, told))
        return
    for view in ("officer", "supervisor", "author", "disclosure"):
        assert_safe(decision.explain(view=view), plain.explain(view=view))
        for record in (decision.model_dump_json(view=view), decision.model_dump_json(indent=2, view=view)):
            assert is_plain(record)
            assert json.loads(record) == decision.model_dump(view=view)
    kept = unicodedata.normalize("NFC", text)[:LONGEST_TEXT]
    assert squeezed(visible(kept)) in squeezed(decision.explain().text())


def test_control_characters_are_refused_before_they_are_shown(engine, case):
    for name in ("null", "escapes", "surrogates"):
        with pytest.raises(RiskEngineError) as caught:
            engine.assess(spoil(case, HOSTILE[name]), as_of=date(2022, 3, 15))
        assert {"RE712"} <= {diagnostic.code for diagnostic in caught.value.diagnostics}
