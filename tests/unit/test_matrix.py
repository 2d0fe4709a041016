"""The matrix: paragraphs, rules and cases lead to each other, and what nothing leads to is listed as such."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator

from riskengine.authoring.matrix import OUTCOMES
from riskengine.authoring.matrix_building import build_matrix
from riskengine.authoring.matrix_html import matrix_html
from riskengine.authoring.matrix_text import matrix_text
from riskengine.authoring.matrix_words import named_cases, saying_so
from riskengine.authoring.suite_files import find_suites
from riskengine.authoring.suite_reader import read_suite
from riskengine.engine import Engine
from riskengine.records import changed
from riskengine.schemas import schema_of
from riskengine_cli.app import run
from tests.small_folder import EDITION, FACTS, PROVISIONS, RULES, RULESET, build, second_edition

PARAGRAPHS = (
    PROVISIONS
    + """
## Staff numbers {#staff}

- status: not_encoded
- reason: it counts staff, and asks nothing of a case

There are some.

## Left behind {#left}

- status: encoded

Nobody cites this.
"""
)
TWO_RULES = (
    RULES
    + """
- id: R-2
  title: Nobody has thought of a case for this
  when: {not: {access: true}}
  effect: {flag: Look again}
  because: there is no access
  cites: [test/1#access]
- id: R-3
  title: Every case needs to know
  effect: {require: [access]}
  because: it is always needed
  cites: [test/1#access]
"""
)
SUITE = """suite: Access
as_of: 2020-06-01
jurisdiction: england-and-wales
cases:
  - case: With access it applies
    facts: {access: true}
    expect: {applies: [R-1]}
  - case: Without access it does not
    facts: {access: false}
    expect: {does_not_apply: [R-1]}
  - case: Not asked, not settled
    expect: {unsettled: [R-1], least: low}
"""
OTHER_SET = {"ruleset.yaml": RULESET, "facts.yaml": FACTS, "rules/all.yaml": RULES.replace("test/1", "other/1")}
FILES = {"guidance/test/1.md": PARAGRAPHS, f"{EDITION}/rules/all.yaml": TWO_RULES, f"{EDITION}/cases/access.yaml": SUITE}


@pytest.fixture
def rules(tmp_path):
    return build(tmp_path, FILES)


def matrix_of(rules, editions=(("plain", "1"),)):
    problems = []
    suites = [read_suite(file, problems) for file in find_suites([rules], problems)]
    assert problems == []
    return build_matrix(Engine.open(rules), editions, [suite for suite in suites if suite])


@pytest.fixture
def edition(rules):
    return matrix_of(rules).editions[0]


# what it holds


def test_a_paragraph_leads_to_what_rests_on_it(edition):
    (cited,) = [paragraph for paragraph in edition.paragraphs if paragraph.is_cited]
    assert cited.reference == "test/1#access"
    assert cited.rules == ("R-1", "R-2", "R-3")


def test_paragraphs_behind_no_rule_are_there_with_their_reason(edition):
    behind_none = {
        paragraph.reference: (paragraph.status, paragraph.reason) for paragraph in edition.paragraphs if not paragraph.is_cited
    }
    assert behind_none["test/1#staff"] == ("not_encoded", "it counts staff, and asks nothing of a case")
    assert behind_none["test/1#left"][0] == "encoded"


def test_guidance_that_serves_other_rule_sets_alone_is_left_out(tmp_path):
    other = PROVISIONS.replace("source: test", "source: other")
    folder = "rules/second/1"
    files = {f"{folder}/{name}": text.replace("id: plain", "id: second") for name, text in OTHER_SET.items()}
    files |= {**FILES, "guidance/other/1.md": other, "guidance/nobody/1.md": PROVISIONS.replace("source: test", "source: nobody")}
    first, second = matrix_of(build(tmp_path, files), [("plain", "1"), ("second", "1")]).editions
    sources = [{paragraph.reference.split("/")[0] for paragraph in edition.paragraphs} for edition in (first, second)]
    assert sources == [{"test", "nobody"}, {"other", "nobody"}]


def test_a_rule_leads_to_cases_by_what_came_out(edition):
    rule = edition.part("rule", "R-1")
    assert rule.cases == {"applies": (1,), "does_not_apply": (2,), "unsettled": (3,)}
    assert rule.stated == rule.cases
    assert edition.part("rule", "R-2").stated == {}
    assert (rule.file, rule.line) == ("plain/1/rules/all.yaml", 1)


def test_a_case_leads_to_rules(edition):
    first = edition.cases[0]
    assert (first.number, first.case, first.suite, first.file) == (
        1,
        "With access it applies",
        "Access",
        "plain/1/cases/access.yaml",
    )
    assert first.rules == {"R-1": "applies", "R-2": "does_not_apply", "R-3": "applies"}


def test_both_ways_say_the_same(edition):
    forth = {
        (part.id, outcome, number)
        for part in edition.of_kind("rule")
        for outcome, numbers in part.cases.items()
        for number in numbers
    }
    back = {(name, outcome, case.number) for case in edition.cases for name, outcome in case.rules.items()}
    assert forth == back


def test_what_no_case_shows_is_listed(edition):
    gaps = {(gap.what, gap.outcome): gap.parts for gap in edition.gaps}
    assert gaps == {
        ("not_stated", "applies"): ("R-2", "R-3"),
        ("not_stated", "does_not_apply"): ("R-2",),
        ("not_stated", "unsettled"): ("R-2",),
    }


def test_without_suites_every_rule_is_without_a_case(tmp_path):
    rules = build(tmp_path, {"guidance/test/1.md": PARAGRAPHS})
    edition = build_matrix(Engine.open(rules), [("plain", "1")], []).editions[0]
    assert [(gap.what, gap.parts) for gap in edition.gaps] == [("no_case", ("R-1",))] * 3
    assert "No case says anything of: R-1" in "".join(matrix_text(build_matrix(Engine.open(rules), [("plain", "1")], [])))


def test_a_case_stands_under_the_edition_that_judged_it(tmp_path):
    second = {**second_edition("{from: 2021-01-01}"), f"{EDITION}/ruleset.yaml": None}
    suite = SUITE.replace("as_of: 2020-06-01", 'as_of: 2020-06-01\nedition: "2"')
    changes = {**FILES, **second, f"{EDITION}/cases/access.yaml": suite}
    changes[f"{EDITION}/ruleset.yaml"] = lambda text: text.replace("{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-31}")
    first, later = matrix_of(build(tmp_path, changes), [("plain", "1"), ("plain", "2")]).editions
    assert [len(first.cases), len(later.cases)] == [0, 3]


def test_a_case_outside_the_scope_shows_no_rule(tmp_path):
    changes = {**FILES, f"{EDITION}/ruleset.yaml": lambda text: text.replace("{always: true}", "{access: true}")}
    edition = matrix_of(build(tmp_path, changes)).editions[0]
    assert [bool(case.rules) for case in edition.cases] == [True, False, True]


# as text, JSON and HTML


def test_the_text_says_it_plainly(rules):
    text = "".join(matrix_text(matrix_of(rules)))
    assert (
        "test/1#staff  Staff numbers\n      not encoded, because it counts staff, and asks nothing of a case (read in the source)"
        in text
    )
    assert "encoded, but nothing in this edition cites it" in text
    assert "applies in 1 case (1 says so), does not apply in 1 case (1 says so)" in text
    assert "No case says anything of: R-2, R-3" in text
    assert "- With access it applies\n        applies: R-1, R-3\n" in text


@pytest.mark.parametrize(
    ("many", "named", "says"),
    [(0, 0, "none says so"), (1, 1, "this says so:"), (20, 20, "these say so:"), (25, 20, "25 say so, among them:")],
)
def test_of_many_cases_that_say_so_only_the_first_are_named(many, named, says, edition):
    numbers = tuple(range(1, many + 1))
    part = changed(edition.parts[0], cases={"applies": tuple(range(1, 31))}, stated={"applies": numbers} if many else {})
    assert named_cases(part, "applies") == numbers[:named]
    assert saying_so(part, "applies") == f"applies in 30 cases; {says}"


def test_no_line_is_wider_than_asked(rules):
    assert max(len(line) for line in "".join(matrix_text(matrix_of(rules), 60)).splitlines()) <= 60


def test_the_json_fits_its_schema(rules, capsys):
    assert run(["matrix", "--rules", str(rules), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["schema"] == "riskengine/matrix/1"
    validator = Draft202012Validator(schema_of("matrix"))
    assert [error.message for error in validator.iter_errors(printed)] == []
    assert not validator.is_valid({**printed, "schema": "riskengine/matrix/2"})
    part = printed["editions"][0]["parts"][0]
    assert part["cases"]["applies"] == [1]
    assert set(part["cases"]) <= set(OUTCOMES)


class _Page(HTMLParser):
    """The ids, links and tags of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.open = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src"):
                self.links.append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_holds_no_script(rules):
    text = matrix_html(matrix_of(rules))
    page = _Page(text)
    assert page.open == []
    assert "script" not in page.tags
    assert len(page.ids) == len(set(page.ids))
    assert [link for link in page.links if not link.startswith("#") or link[1:] not in page.ids] == []
    assert "With access it applies" in text
    assert re.search(r"@page \{\s+size: A4", text)


def test_what_a_case_is_called_is_shown_and_never_obeyed(tmp_path):
    named = SUITE.replace("With access it applies", '"<script>alert(1)</script> end"')
    text = matrix_html(matrix_of(build(tmp_path, {**FILES, f"{EDITION}/cases/access.yaml": named})))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; end" in text
    assert "<script" not in text


def test_links_of_the_shipped_page_lead_somewhere(capsys):
    assert run(["matrix", "suspect-priority/2023.1", "--format", "html"]) in (0, 5)
    page = _Page(capsys.readouterr().out)
    assert [link for link in page.links if not link.startswith("#") or link[1:] not in page.ids] == []


# the command


def test_it_chooses_what_is_named(rules, capsys):
    assert run(["matrix", "plain/1", "plain", "--rules", str(rules)]) == 0
    assert capsys.readouterr().out.count("A small rule set") == 1
    assert run(["matrix", "plain/2", "--rules", str(rules)]) == 2
    assert "there is no edition `2` of plain" in capsys.readouterr().err
    assert run(["matrix", "plian", "--rules", str(rules)]) == 2
    assert "did you mean `plain`" in capsys.readouterr().err


def test_a_case_that_fails_ends_in_5_and_is_marked(tmp_path, capsys):
    rules = build(tmp_path, {**FILES, f"{EDITION}/cases/access.yaml": SUITE.replace("least: low", "least: high")})
    assert run(["matrix", "--rules", str(rules)]) == 5
    told = capsys.readouterr()
    assert "Not as their suites say, so `riskengine test` fails: Not asked, not settled." in told.out
    assert "- Not asked, not settled (fails)" in told.out
    assert "riskengine test" in told.err


def test_a_suite_that_cannot_be_read_ends_in_2(tmp_path, capsys):
    rules = build(tmp_path, {**FILES, f"{EDITION}/cases/other.yaml": "suite: [\n"})
    assert run(["matrix", "--rules", str(rules)]) == 2
    assert "other.yaml" in capsys.readouterr().err


def test_an_invalid_rule_set_ends_in_4(tmp_path, capsys):
    rules = build(
        tmp_path,
        {**FILES, f"{EDITION}/rules/all.yaml": TWO_RULES.replace("access: true}\n  effect: {m", "acess: true}\n  effect: {m")},
    )
    assert run(["matrix", "--rules", str(rules)]) == 4
    assert "did you mean `access`" in capsys.readouterr().err


def test_an_empty_folder_is_not_a_success(tmp_path, capsys):
    (tmp_path / "rules").mkdir()
    assert run(["matrix", "--rules", str(tmp_path / "rules")]) in (2, 4)


def test_nothing_is_overwritten_without_leave(rules, tmp_path, capsys):
    target = tmp_path / "m.html"
    call = ["matrix", "--rules", str(rules), "--format", "html", "--output", str(target)]
    assert run(call) == 0
    assert run(call) == 2
    assert run([*call, "--force"]) == 0
