"""Coverage of small rule sets whose holes are known: every one is found, told in every form, and closed by what is suggested."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from riskengine.authoring.coverage import KINDS, CoverageTally, percent_text
from riskengine.authoring.coverage_html import coverage_html, covered_files
from riskengine.authoring.coverage_report import KIND_WORDS, coverage_annotations, coverage_text, shortfalls
from riskengine.authoring.coverage_run import run_coverage
from riskengine.authoring.invariants_editions import edition_folders
from riskengine.authoring.suite_files import find_suites
from riskengine.authoring.suite_reader import read_suite
from riskengine.schemas import schema_of
from riskengine_cli.app import run
from tests.small_folder import EDITION, FACTS, RULES, build, edited
from tests.suite_folder import HEAD, suite_folder

BASE = f"{HEAD}  - case: The base\n    expect: {{verdict: consistent}}\n"


def covered(rules, edition="plain/1", **options):
    """The coverage of one edition by the suites below it, and the suite that is suggested."""
    problems = []
    suites = [read_suite(file, problems) for file in find_suites([rules / edition], problems)]
    assert [problem.message for problem in problems if problem.code != "RE801"] == []
    found = run_coverage([rules / edition], suites, rules=rules, **options)
    return found.coverage.editions[0], dict(found.suites).get(edition.replace("/", "-"), "")


def of_kind(edition, kind, *statuses):
    return [item.what for item in edition.items if item.kind == kind and item.status in statuses]


# known holes


@pytest.fixture
def by_one_case(tmp_path):
    return covered(suite_folder(tmp_path, {"a.yaml": BASE}))[0]


HOLES = {
    "rules": [
        *("R-1 applies", "R-1 is not settled", "R-2 applies", "R-2 is not settled", "R-3 applies", "R-3 is not settled"),
        *("R-4 applies", "R-4 is not settled"),
    ],
    "conditions": [
        f"`{each}` comes out true" for each in ("access is true", "worry is true", "asked is true", "count is at least 5")
    ],
    "mcdc": [
        *("`access is true` changes R-1 on its own", "`worry is true` changes R-2 on its own"),
        *("`asked is true` changes R-3 on its own", "`count is at least 5` changes R-4 on its own"),
    ],
    "boundaries": [
        *("count is 4, beside `count is at least 5`", "count is 5, beside `count is at least 5`"),
        "weight is 3, at the end of a band",
    ],
    "bands": ["weight is from 3 (medium)"],
    "clocks": [f"C-1 is {state}" for state in ("not started", "running", "due today", "overdue", "met", "met late")],
    "verdicts": ["the verdict is below minimum", "the verdict is not supported", "the verdict is not graded"],
    "provisions": ["test/1#access is behind something that applies"],
}
"""What one case, in which nothing is alarming, leaves open."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_hole_is_found_and_no_other(kind, by_one_case):
    assert sorted(of_kind(by_one_case, kind, "open")) == sorted(HOLES[kind])
    assert of_kind(by_one_case, kind, "not_decided") == []


def test_what_no_case_can_show_is_no_hole(by_one_case):
    assert {item.what: item.why for item in by_one_case.impossible} == {
        "weight is 2, at the end of a band": "no case within the scope does",
        "C-1 is not applicable": "it applies to every case",
        "the verdict is out of scope": "no case does, whatever its facts are",
        "the verdict is departure": "there are no reason codes, so no departure counts",
    }


def test_an_edition_without_cases_has_only_holes(tmp_path):
    edition, _ = covered(suite_folder(tmp_path, {"a.yaml": BASE}), "plain/2")
    assert edition.cases == 0
    assert {item.status for item in edition.items} == {"open", "impossible"}


def test_half_a_pair_is_said_to_be_missing(by_one_case):
    [item] = [item for item in by_one_case.items if item.what == "`access is true` changes R-1 on its own"]
    assert item.why == "missing: a case in which it is true and alone decides"
    assert (item.line, item.column) == (3, 10)
    assert item.file.endswith("rules/plain/1/rules/all.yaml")


def test_what_is_suggested_closes_every_hole(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": BASE})
    _, suggested = covered(rules, suggest=True)
    (rules / "plain/1/cases/suggested.yaml").write_text(suggested)

    edition, more = covered(rules, suggest=True)

    assert [item.what for item in edition.holes] == []
    assert more == ""
    assert run(["test", str(rules / "plain/1"), "--invariants", "0", "--fail-under", "all=100"]) == 0


def test_suggestions_are_small_and_ask_to_be_read(tmp_path):
    _, suggested = covered(suite_folder(tmp_path, {"a.yaml": BASE}), suggest=True)
    sizes = [block.split("expect:")[0].count("\n      ") for block in suggested.split("  - case: ")[1:]]
    assert suggested.count("suggested, to be read by a person") == 1 + len(sizes)
    assert '  - case: "R-4 applies"' in suggested
    assert "    facts:\n      count: 5\n    expect:" in suggested


# each comparison on its own

_TWO = "access: {type: boolean, question: A?}\nworry: {type: boolean, question: W?}\nasked: {type: boolean, question: Q?}\n"


def two(tmp_path, when, cases, facts=_TWO):
    """A rule set with one rule, and a suite of cases given by their facts."""
    lines = [f"  - {{case: C{number}, facts: {{{each}}}, expect: {{verdict: not_graded}}}}" for number, each in enumerate(cases)]
    suite = "suite: S\nas_of: 2021-06-30\njurisdiction: england-and-wales\ncases:\n" + "\n".join(lines) + "\n"
    changes = {
        f"{EDITION}/facts.yaml": facts,
        f"{EDITION}/rules/all.yaml": edited("{access: true}", when)(RULES).replace('"{access}"', "it is so"),
        f"{EDITION}/cases/a.yaml": suite,
    }
    return covered(build(tmp_path, changes))[0]


ALONE = (
    ("{all: [{access: true}, {worry: true}]}", ["access: true, worry: true", "access: false, worry: true"], ["worry"]),
    ("{all: [{access: true}, {worry: true}]}", ["access: true, worry: true", "access: false, worry: false"], ["access", "worry"]),
    ("{any: [{access: true}, {worry: true}]}", ["access: true, worry: false", "access: false, worry: false"], ["worry"]),
    ("{any: [{access: true}, {worry: true}]}", ["access: true, worry: true", "access: false, worry: false"], ["access", "worry"]),
    ("{any: [{access: true}, {worry: true}]}", ["access: true", "access: false, worry: false"], ["access", "worry"]),
    ("{not: {access: true}}", ["access: true", "access: false"], []),
    ("{none: [{access: true}, {worry: true}]}", ["access: false, worry: false", "access: false, worry: true"], ["access"]),
    (
        "{at_least: {n: 2, of: [{access: true}, {worry: true}, {asked: true}]}}",
        ["access: true, worry: true, asked: false", "access: true, worry: false, asked: false"],
        ["access", "asked"],
    ),
)
"""Rules, cases, and the facts whose comparisons no pair of cases shows to decide on their own."""


@pytest.mark.parametrize(("when", "cases", "missing"), ALONE)
def test_a_comparison_decides_alone_where_two_cases_show_it(when, cases, missing, tmp_path):
    edition = two(tmp_path, when, cases)
    assert of_kind(edition, "mcdc", "open") == [f"`{fact} is true` changes R-1 on its own" for fact in missing]


def test_a_comparison_that_another_implies_is_shown_to_decide_nothing(tmp_path):
    facts = "count: {type: integer, minimum: 0, maximum: 9, question: How many?}\n"
    edition = two(tmp_path, "{any: [{count: {at_least: 2}}, {count: {at_least: 5}}]}", ["count: 1", "count: 6"], facts)
    [item] = [item for item in edition.impossible if item.kind == "mcdc"]
    assert item.what == "`count is at least 5` changes R-1 on its own"


def test_a_rule_that_cannot_apply_is_proved_so(tmp_path):
    edition = two(tmp_path, "{all: [{access: true}, {not: {access: true}}]}", ["access: true", "access: false"])
    assert of_kind(edition, "rules", "impossible") == ["R-1 applies", "R-1 is not settled"]
    assert of_kind(edition, "provisions", "impossible") == ["test/1#access is behind something that applies"]


def test_where_the_budget_ends_nothing_is_called_impossible(tmp_path):
    rules = build(
        tmp_path,
        {
            f"{EDITION}/facts.yaml": _TWO,
            f"{EDITION}/rules/all.yaml": edited("{access: true}", _ODD)(RULES).replace('"{access}"', "so"),
        },
    )
    whole = run_coverage([rules / "plain/1"], []).coverage.editions[0]
    short = run_coverage([rules / "plain/1"], [], budget=1).coverage.editions[0]
    applies = "R-1 applies"
    assert of_kind(whole, "rules", "impossible")[0] == applies
    assert applies in of_kind(short, "rules", "not_decided")


_ODD = "{all: [{any: [{access: true}, {worry: true}]}, {not: {access: true}}, {not: {worry: true}}]}"

# thresholds

THRESHOLDS = (
    ("{at_least: 5}", ["4", "5"]),
    ("{more_than: 5}", ["5", "6"]),
    ("{less_than: 5}", ["4", "5"]),
    ("{at_most: 5}", ["5", "6"]),
    ("{is: 5}", ["4", "5", "6"]),
    ("{is_not: 0}", ["0", "1"]),
    ("{between: [2, 4]}", ["1", "2", "4", "5"]),
    ("{in: [2, 3]}", ["1", "2", "3", "4"]),
    ("{at_most: 8}", ["8", "9"]),
)


@pytest.mark.parametrize(("test", "places"), THRESHOLDS)
def test_both_sides_of_a_threshold_are_asked_for(test, places, tmp_path):
    facts = "count: {type: integer, minimum: 0, maximum: 9, question: How many?}\n"
    edition = two(tmp_path, f"{{count: {test}}}", [f"count: {places[0]}"], facts)
    missing = of_kind(edition, "boundaries", "open")
    assert sorted(what.split(",")[0] for what in missing) == sorted(f"count is {place}" for place in places[1:])


def test_a_decimal_is_asked_for_within_a_step_of_the_last_place_written(tmp_path):
    facts = "share: {type: decimal, minimum: 0, maximum: 9, question: How much?}\n"
    near = two(tmp_path / "near", "{share: {at_least: 2.5}}", ["share: 2.45", "share: 2.5"], facts)
    far = two(tmp_path / "far", "{share: {at_least: 2.5}}", ["share: 2.3", "share: 2.6"], facts)
    assert of_kind(near, "boundaries", "open") == []
    assert len(of_kind(far, "boundaries", "open")) == 2


# what is told


def test_the_table_and_the_holes_are_told_with_their_places(by_one_case, tmp_path):
    text = "".join(coverage_text_of(by_one_case))
    assert "Coverage of plain 1 by 1 case\n" in text
    assert "  rules           4 of 12   33.3%\n" in text
    assert "  HOLE: no case shows that R-4 applies\n" in text
    assert f"{tmp_path}/rules/plain/1/rules/all.yaml:21:3  R-4\n" in text


def coverage_text_of(edition):
    from riskengine.authoring.coverage import Coverage

    coverage = Coverage("riskengine/coverage/1", (edition,))
    return coverage_text(coverage, shortfalls(coverage, {"rules": Decimal(50)}))


def test_a_share_is_never_rounded_up():
    tally = CoverageTally("rules", 1999, 1, 3, 0)
    assert percent_text(tally) == "99.9%"
    assert tally.reaches(Decimal("99.95"))
    assert not tally.reaches(Decimal("99.96"))


def test_of_nothing_everything_is_covered():
    assert CoverageTally("bands", 0, 0, 4, 0).reaches(Decimal(100))


def test_what_is_not_decided_counts_as_not_covered():
    assert not CoverageTally("bands", 1, 0, 4, 1).reaches(Decimal(51))


def test_every_kind_has_its_words():
    assert set(KIND_WORDS) == set(KINDS)


def test_the_page_marks_lines_with_signs_and_words(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": BASE})
    found = run_coverage([rules / "plain/1"], [], rules=rules).coverage
    page = coverage_html(found)
    assert "✗</span> not covered: 0 of" in page
    assert "<script" not in page
    assert page.count("<h1") == 1
    lines = {
        line.number: line for file in covered_files(found.editions[0]) if file.name == "rules/all.yaml" for line in file.lines
    }
    assert lines[3].text == "  when: {access: true}"
    assert lines[3].status == "open"
    assert lines[2].status == ""


def test_the_page_shows_what_is_written_and_obeys_none_of_it(tmp_path):
    rules = build(tmp_path, {f"{EDITION}/facts.yaml": edited("there is access,", "<b>there</b>,")(FACTS)})
    (rules / "plain/1/facts.yaml").write_text(FACTS + "# <script>alert(1)</script>\n")
    edition = run_coverage([rules / "plain/1"], []).coverage
    (rules / "plain/1/rules/all.yaml").write_text(RULES + "# <script>alert(1)</script>\n")
    assert "&lt;script&gt;" in coverage_html(edition)
    assert "<script>" not in coverage_html(edition)


def test_holes_are_annotations(by_one_case):
    from riskengine.authoring.coverage import Coverage

    lines = list(coverage_annotations(Coverage("riskengine/coverage/1", (by_one_case,))))
    assert len(lines) == len(by_one_case.holes)
    assert all(line.startswith("::warning file=") for line in lines)


# the command


@pytest.fixture
def folder(tmp_path, monkeypatch):
    suite_folder(tmp_path, {"a.yaml": BASE})
    monkeypatch.chdir(tmp_path)
    return tmp_path


ENDS = (
    (("--coverage",), 0),
    (("--fail-under", "rules=33"), 0),
    (("--fail-under", "rules=34"), 5),
    (("--fail-under", "rules=0", "--fail-under", "mcdc=1"), 5),
    (("--fail-under", "all=1"), 5),
    (("--fail-under", "all=100", "--fail-under", "all=0"), 0),
    (("--fail-under", "rule=50"), 2),
    (("--fail-under", "rules"), 2),
    (("--fail-under", "rules=101"), 2),
    (("--fail-under", "rules=NaN"), 2),
)


@pytest.mark.parametrize(("options", "code"), ENDS)
def test_how_a_run_with_coverage_ends(options, code, folder):
    assert run(["test", "rules/plain/1", "--invariants", "0", *options]) == code


def test_what_is_too_low_is_told(folder, capsys):
    run(["test", "rules/plain/1", "--invariants", "0", "--fail-under", "rules=50"])
    assert "BELOW: plain 1: rules: 4 of 12 covered, 33.3%; 50% is asked for\n" in capsys.readouterr().out


def test_files_are_written(folder, capsys):
    assert run(["test", "rules/plain/1", "--suggest", "new.yaml", "--coverage-html", "page.html"]) == 0
    assert "suggested cases are in new.yaml" in capsys.readouterr().err
    assert (folder / "page.html").read_text().startswith("<!DOCTYPE html>")
    assert run(["test", "rules/plain/1", "new.yaml", "--rules", "rules", "--fail-under", "all=100"]) == 0


def test_suggestions_for_several_editions_are_a_file_each(folder):
    (folder / "rules/plain/2/cases").mkdir()
    (folder / "rules/plain/2/cases/a.yaml").write_text(BASE.replace("2021", "2022").replace('edition: "1"', 'edition: "2"'))
    assert run(["test", "rules", "--invariants", "0", "--suggest", "new.yaml"]) == 0
    assert sorted(path.name for path in folder.glob("new*")) == ["new-plain-1.yaml", "new-plain-2.yaml"]


def test_coverage_needs_an_edition(folder, capsys):
    (folder / "alone.yaml").write_text(BASE.replace("cases:", 'ruleset: plain\nedition: "1"\ncases:'))
    assert run(["test", "alone.yaml", "--coverage"]) == 2
    assert "none of the paths is in one" in capsys.readouterr().err
    assert run(["test", "alone.yaml", "--rules", "rules", "--coverage"]) == 0


@pytest.mark.parametrize("options", [(), ("--coverage",)])
def test_json_has_the_published_shape(options, folder, capsys):
    run(["test", "rules/plain/1", "--format", "json", "--invariants", "0", *options])
    printed = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema_of("test")).validate(printed)
    assert (printed["coverage"] is not None) is bool(options)


# counts, and what ships


def test_what_a_comparison_counts_is_to_decide_too(tmp_path):
    quantity = "\nquantities: {signs: {count_true: [access, worry, asked], phrase: 'there are {value}'}}\n"
    cases = ["access: true, worry: true, asked: false", "access: true, worry: false, asked: false"]
    lines = [f"  - {{case: C{number}, facts: {{{each}}}, expect: {{verdict: not_graded}}}}" for number, each in enumerate(cases)]
    suite = "suite: S\nas_of: 2021-06-30\njurisdiction: england-and-wales\ncases:\n" + "\n".join(lines) + "\n"
    changes = {
        f"{EDITION}/ruleset.yaml": lambda text: text + quantity.lstrip(),
        f"{EDITION}/facts.yaml": _TWO,
        f"{EDITION}/rules/all.yaml": edited("{access: true}", "{signs: {at_least: 2}}")(RULES).replace('"{access}"', "it is so"),
        f"{EDITION}/cases/a.yaml": suite,
    }
    edition, _ = covered(build(tmp_path, changes))
    assert of_kind(edition, "mcdc", "covered") == [
        "`signs is at least 2` changes R-1 on its own",
        "`worry is true` changes R-1 on its own",
    ]
    assert of_kind(edition, "mcdc", "open") == [f"`{fact} is true` changes R-1 on its own" for fact in ("access", "asked")]


def test_the_suites_that_ship_leave_no_rule_out_and_show_nearly_every_comparison():
    problems = []
    suites = [read_suite(file, problems) for file in find_suites([], problems)]
    found = run_coverage(edition_folders([]), suites).coverage
    below = shortfalls(found, {**dict.fromkeys(KINDS, Decimal(95)), "rules": Decimal(100)})
    assert [(edition.name, tally.kind, [item.what for item in edition.holes]) for edition, tally, _ in below] == []
    assert len(found.editions) == len(edition_folders([]))
