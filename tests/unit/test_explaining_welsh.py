"""Explanations in Welsh: every text is there, nothing decided changes, and what stands in English says so."""

from __future__ import annotations

import pickle
import re
import string
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from riskengine import Engine
from riskengine.deciding.messages import MESSAGES, Message, Part, tell
from riskengine.explaining.foreign import InEnglish, bracketed, english, spans
from riskengine.explaining.languages import reworded, wording_beside
from riskengine.explaining.said import said
from riskengine.explaining.values import date_text, days_text, list_text, moment_text, sentence, value_text, visible
from riskengine.explaining.welsh import WELSH
from riskengine.explaining.welsh_phrases import linked
from riskengine.explaining.words import ENGLISH
from riskengine.wording import Wording

EXAMPLES = sorted(Path("rules").glob("*/examples/*.json"))
DAY = date(2026, 11, 1)
ENGLISH_WORDS = re.compile(r"\b(the|whether|guidance|not|and|was|which|this|record|least|child|than|with)\b", re.IGNORECASE)
NAMES = re.compile(r"\S+/\S+#\S+|paragraff \S+|https?://\S+|Achos \S+|Set reolau\W.*|[\w/.-]+\.yaml\S*|^(?:› )*\w+:")


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_english_text_has_a_welsh_one_with_the_same_gaps():
    assert WELSH.table.keys() == ENGLISH.table.keys()
    unlike = {key for key, text in ENGLISH.table.items() if gaps(text) != gaps(WELSH.table[key])}
    assert not unlike


def test_welsh_texts_are_not_the_english_ones():
    """A text may be the same where it is nothing but gaps, a name or a sign."""
    same = {key for key, text in ENGLISH.table.items() if WELSH.table[key] == text}
    assert all(not re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", ENGLISH.table[key])) for key in same), same


def test_every_message_is_told_somewhere():
    code = "".join(
        path.read_text(encoding="utf-8") for path in (*Path("riskengine/deciding").glob("*.py"), Path("riskengine/engine.py"))
    )
    for key in MESSAGES:
        made = key.startswith(("limit_", "hypothetical_"))
        assert made or code.count(f'"{key}"') > 1, key


def test_a_message_is_its_english_text_and_survives_pickling():
    message = tell("overdue", clock=Part("clock", "ACT", "Act in time"), days=Part("days", 2, "2 days"))
    assert message == "Act in time: overdue by 2 days."
    copy = pickle.loads(pickle.dumps(message))  # noqa: S301 - our own data
    assert (copy, copy.key, copy.parts) == (message, "overdue", message.parts)


def test_messages_are_worded_from_their_parts():
    day = Part("day", date(2023, 3, 1), "1 March 2023")
    assert said(tell("why_no_length", day=day), WELSH, None) == (
        "nid oes hyd i’r terfyn amser hwn ar gofnod ar gyfer 1 Mawrth 2023, pan ddechreuodd"
    )
    problems = (tell("no_code"), tell("firm_rule", id=Part("text", None, "ACC-1")))
    told = said(tell("departure_invalid", problems=problems), WELSH, None)
    assert told == "Nid yw’r gwyriad a gofnodwyd yn cyfrif: nid oes cod rheswm; nid yw rheol ACC-1 yn caniatáu disgresiwn."
    assert bracketed(said("Something else.", WELSH, None), "[{text}]") == "[Something else]."
    assert said("Something else.", ENGLISH, None) == "Something else."


@pytest.mark.parametrize(
    ("link", "text", "expected"),
    [
        ("and", "uchel", " ac uchel"),
        ("and", "canolig", " a chanolig"),
        ("and", "plentyn", " a phlentyn"),
        ("and", "tystiolaeth", " a thystiolaeth"),
        ("and", "chwilio", " a chwilio"),
        ("and", "isel", " ac isel"),
        ("and", "iechyd", " ac iechyd"),
        ("and", "wythnos", " ac wythnos"),
        ("and", "warant", " a warant"),
        ("and", "mae’n hysbys", " ac mae’n hysbys"),
        ("and", "nid yw’n hysbys", " ac nid yw’n hysbys"),
        ("and", "hanes", " a hanes"),
        ("and", "3", " a 3"),
        ("or", "canolig", " neu ganolig"),
        ("or", "uchel", " neu uchel"),
        ("or", "gradd", " neu radd"),
        ("or", "llefydd", " neu lefydd"),
        ("or", "rheol", " neu reol"),
        ("or", "thema", " neu thema"),
        ("or", "mae’n hysbys", " neu mae’n hysbys"),
        ("or", "Caerdydd", " neu Caerdydd"),
        ("or", "“canolig”", " neu “canolig”"),
    ],
)
def test_the_last_part_of_a_list_has_its_link_and_its_mutation(link, text, expected):
    assert linked(link, text) == expected


def test_values_in_welsh():
    assert list_text(["isel", "canolig", "uchel"], WELSH) == "isel, canolig ac uchel"
    assert list_text(["isel", "canolig"], WELSH, link="or") == "isel neu ganolig"
    assert list_text(["un", "dau, tri", "pump"], WELSH) == "un; dau, tri; a phump"
    assert date_text(date(2020, 9, 15), WELSH) == "15 Medi 2020"
    assert moment_text(date(2020, 2, 1), WELSH) == "1 Chwefror 2020"
    assert [days_text(count, WELSH) for count in (1, 2, 61)] == [
        "1 diwrnod",
        "2 o ddiwrnodau",
        "61 o ddiwrnodau (tua 2 o fisoedd)",
    ]
    assert value_text(True, WELSH) == "cadarnhaol"


def test_what_is_in_english_is_marked_and_a_quoted_mark_is_spelled_out():
    text = sentence(visible(InEnglish("act now.")))
    assert list(spans(text)) == [("Act now", True), (".", False)]
    assert bracketed(text, "[Saesneg: {text}]") == "[Saesneg: Act now]."
    assert visible("a\ue000b\ue001") == "a<U+E000>b<U+E001>"
    assert list(spans("\ue000never closed")) == [("never closed", False)]
    assert list(spans(english("a") + english("b"))) == [("a", True), ("b", True)]


def test_an_edition_without_a_wording_stands_in_english_and_marked():
    program = reworded(Engine.open().program("suspect-priority", "2020.1"), Wording())
    rule = program.rules[0].rule
    assert isinstance(rule.title, InEnglish)
    assert isinstance(program.ruleset.scope.otherwise, InEnglish)
    assert program.nodes == Engine.open().program("suspect-priority", "2020.1").nodes


def test_the_newest_edition_has_all_its_words_in_welsh():
    program = Engine.open().program("suspect-priority", "2026.1")
    told = reworded(program, wording_beside(program.ruleset))
    texts = [fact.question for fact in told.facts[:-2]]
    texts += [text for fact in told.facts for text in fact.phrases.values()]
    texts += [text for rule in told.rules for text in (rule.rule.title, rule.rule.because)]
    texts += [action.do for rule in told.rules for action in rule.effect.actions]
    texts += [clock.clock.title for clock in told.clocks]
    assert len(texts) > 300
    assert not [text for text in texts if isinstance(text, InEnglish)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("view", ["officer", "supervisor", "author", "disclosure"])
def test_no_english_is_left_unmarked(example, view):
    decision = Engine.open().assess(example.read_text(encoding="utf-8"), as_of=DAY)
    tree = decision.explain(view=view, lang="cy").tree
    quoted = _quoted(decision)
    texts = [*tree.summary, *tree.notices, *(text for pair in tree.key_facts for text in pair)]
    for section in tree.sections:
        for block in section.blocks:
            texts += [getattr(block, "text", ""), *getattr(block, "labels", ())]
            texts += [text for item in getattr(block, "items", ()) for text in (item.text, *item.details)]
    for text in texts:
        rest = "".join(part for part, marked in spans(text) if not marked)
        for known in quoted:
            rest = rest.replace(known, "")
        assert not ENGLISH_WORDS.search(NAMES.sub("", rest)), text


def _quoted(decision):
    """What people wrote, which stands as they wrote it."""
    case = decision.ruling.case
    found = {text for entries in case.facts.values() for entry in entries for text in (entry.source, entry.recorded_by) if text}
    if case.assessment is not None:
        found |= {case.assessment.assessed_by}
        departure = case.assessment.departure
        if departure is not None:
            found |= {departure.reason, departure.reason.rstrip("."), departure.by, departure.authorised_by}
    if decision.ruling.judgement is not None:
        found |= {rule.rule.id for rule in decision.ruling.judgement.program.rules}
        found |= {decision.ruling.judgement.program.ruleset.id}
        found |= {node.name for node in decision.ruling.judgement.program.nodes if node.name}
    return sorted(found - {""}, key=len, reverse=True)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_form_is_in_welsh_and_says_that_it_is_a_draft(example):
    decision = Engine.open().assess(example.read_text(encoding="utf-8"), as_of=DAY)
    short, full = decision.explain(lang="cy", detail="short"), decision.explain(lang="cy")
    for form in (short.text(), full.text(), full.markdown(), full.html()):
        assert "Drafft yw’r Gymraeg hon." in " ".join(form.split())
        assert "\ue000" not in form
        assert "U+E000" not in form
    assert '<html lang="cy">' in full.html()
    assert 'lang="en"' in full.html() or "[Saesneg: " not in full.text()


def test_the_record_is_the_same_in_every_language_but_for_its_explanation():
    decision = Engine.open().assess(
        Path("rules/suspect-priority/examples/stands-2026.json").read_text(encoding="utf-8"), as_of=DAY
    )
    plain, welsh = decision.model_dump(), decision.model_dump(lang="cy")
    assert plain.pop("explanation") != welsh.pop("explanation")
    assert plain == welsh
    assert decision.model_dump(view="disclosure", lang="cy")["digest"] == plain["digest"]


def test_plain_data_holds_plain_texts():
    decision = Engine.open().assess(
        Path("rules/suspect-priority/examples/september-2020.json").read_text(encoding="utf-8"), as_of=DAY
    )
    assert all(isinstance(finding.message, Message) for finding in decision.findings)
    assert {type(finding["message"]) for finding in decision.model_dump()["findings"]} == {str}


def test_the_disclosure_view_withholds_in_welsh_what_it_withholds_in_english():
    case = Path("rules/suspect-priority/examples/live-case-2026.json").read_text(encoding="utf-8")
    decision = Engine.open().assess(case, as_of=DAY)
    plain, welsh = (decision.explain(view="disclosure", lang=lang).tree for lang in ("en", "cy"))
    assert [section.id for section in plain.sections] == [section.id for section in welsh.sections]
    assert "Ataliwyd gwybodaeth sensitif o’r copi hwn." in welsh.notices
    assert "yn byw gyda phlentyn" not in decision.explain(view="disclosure", lang="cy", detail="short").text()


def test_welsh_is_loaded_only_when_it_is_asked_for():
    code = (
        "import sys; from datetime import date; from pathlib import Path; from riskengine import Engine;"
        "case = Path('rules/suspect-priority/examples/stands-2026.json').read_text();"
        "Engine.open().assess(case, as_of=date(2026, 11, 1)).explain().text();"
        "print([name for name in sys.modules if 'welsh' in name or 'wording_reader' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
