"""One smallest bad edition for each code of structure. `▸` stands before the place that is reported."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from riskengine.codes.reading import READING_CODES
from riskengine.diagnostics import Diagnostic
from riskengine.loading.ruleset_reader import read_ruleset

GOOD = {
    "ruleset.yaml": """\
format: 1
id: example
edition: "1"
title: An example
jurisdictions: [scotland]
status: draft
published: 2023-04-05
effective: {from: 2023-04-05}
owner: Nobody
provenance: illustrative
grades: [low, high]
scope: {when: {always: true}, otherwise: Every case is covered}
""",
    "facts.yaml": "age: {type: integer, question: How old is the suspect?}\n",
    "rules/a.yaml": "- {id: R-1, title: A rule, effect: {flag: Look at this}, cites: [s/1#p]}\n",
}
RULE = "- {id: R-1, title: A rule, effect: {flag: Look at this}, cites: [s/1#p], "
CLOCK = "- {id: C-1, title: A clock, starts: seen_on, cites: [s/1#p], "


class Bad(NamedTuple):
    """`text` is the whole of a file; for `ruleset.yaml`, lines that take the place of those with the same key."""

    code: str
    file: str
    text: str
    message: str
    help: str = ""
    related: str = ""


def fact(code: str, text: str, message: str, help_text: str = "") -> Bad:
    return Bad(code, "facts.yaml", "age: {" + text + "}\n", message, help_text)


def when(code: str, text: str, message: str, help_text: str = "") -> Bad:
    return Bad(code, "rules/a.yaml", RULE + "when: " + text + "}\n", message, help_text)


def effect(code: str, text: str, message: str, help_text: str = "") -> Bad:
    return Bad(
        code,
        "rules/a.yaml",
        "- {id: R-1, title: A rule, because: So, cites: [s/1#p], effect: " + text + "}\n",
        message,
        help_text,
    )


def front(code: str, text: str, message: str, help_text: str = "") -> Bad:
    return Bad(code, "ruleset.yaml", text + "\n", message, help_text)


def clock(code: str, text: str, message: str, help_text: str = "") -> Bad:
    return Bad(code, "clocks.yaml", CLOCK + text + "}\n", message, help_text)


def claim(code: str, text: str, message: str, help_text: str = "") -> Bad:
    return Bad(code, "invariants.yaml", "- {id: I-1, claim: A claim, given: {age: 1}, " + text + "}\n", message, help_text)


BAD = (
    # keys
    Bad("RE201", "rules/a.yaml", RULE + "▸whne: {age: 1}}\n", "a rule has no key `whne`", "did you mean `when`?"),
    effect("RE201", "{▸minimum_garde: high}", "an effect has no key `minimum_garde`", "did you mean `minimum_grade`?"),
    effect("RE201", "{▸colour: red}", "an effect has no key `colour`", "its keys are `minimum_grade`, `points`"),
    front(
        "RE201",
        "▸jurisdiction: [scotland]\njurisdictions: [scotland]",
        "ruleset.yaml has no key",
        "did you mean `jurisdictions`?",
    ),
    fact(
        "RE201", "type: integer, question: How?, ▸minimun: 1", "an integer fact has no key `minimun`", "did you mean `minimum`?"
    ),
    when("RE201", "{at_least: {n: 1, of: [{age: 1}], ▸off: 1}}", "`at_least` has no key `off`", "did you mean `of`?"),
    Bad(
        "RE202", "rules/a.yaml", "- {▸id: R-1, title: A rule, effect: {flag: Look}}\n", "a rule needs `cites`", "add `cites: ...`"
    ),
    front("RE201", "▸titel: An example\n-title", "ruleset.yaml has no key `titel`", "did you mean `title`?"),
    Bad("RE202", "ruleset.yaml", "▸format: 1\n-scope\n-grades\n", "ruleset.yaml needs `grades` and `scope`"),
    fact("RE202", "▸question: How?", "a fact needs `type`"),
    fact("RE202", "▸type: choice, question: How?", "a choice fact needs `options`"),
    Bad("RE203", "facts.yaml", "▸- age\n", "facts.yaml must be a mapping, and this is a list", "without the `-`"),
    Bad("RE203", "rules/a.yaml", "- ▸R-1\n", 'a rule must be a mapping, and this is the text "R-1"', "`key: value`"),
    Bad("RE204", "rules/a.yaml", "▸R-1: {title: A rule}\n", "a file of rules must be a list, and this is a mapping"),
    when("RE204", "{any: ▸{age: 1}}", "`any` takes a list of conditions", "put `- ` before"),
    front("RE204", "grades: ▸low", "`grades` must be a list", "[one, two]"),
    # values
    front("RE205", "title: ▸2023", "expected text, and this is `2023`", 'put quotes around it: "2023"'),
    front("RE205", "title: ▸[a]", "expected text, and this is a list"),
    front("RE205", "title: ▸null", "expected text, and this is `null`"),
    fact(
        "RE205",
        "type: choice, question: How?, options: [▸true, no]",
        "expected text, and this is `true`",
        'quotes around it: "true"',
    ),
    fact("RE206", "type: integer, question: How?, sensitive: ▸yes", "expected `true` or `false`", "write `true` or `false`"),
    fact("RE206", "type: integer, question: How?, sensitive: ▸'true'", "expected `true` or `false`", "without quotes"),
    fact("RE207", "type: integer, question: How?, minimum: ▸1.5", "expected a whole number, and this is `1.5`"),
    when("RE207", "{at_least: {n: ▸two, of: [{age: 1}]}}", 'a whole number, and this is the text "two"'),
    fact("RE208", "type: decimal, question: How?, minimum: ▸1e3", 'expected a number, and this is the text "1e3"'),
    effect("RE208", "{points: {risk: ▸.nan}}", 'expected a number, and this is the text ".nan"'),
    effect("RE208", "{points: {risk: ▸true}}", "expected a number, and this is `true`"),
    front("RE209", 'published: ▸"2023-04-05"', "expected a date", "without quotes"),
    front("RE209", "published: ▸5 April 2023", "expected a date", "`2023-04-05`"),
    fact("RE209", "type: date, question: When?, latest: ▸2023-04-05T10:00", "expected a date"),
    front("RE210", "status: ▸relased", "is not one of `draft`, `released`, `withdrawn`", "did you mean `released`?"),
    fact("RE210", "type: ▸bool, question: How?", "is not one of `boolean`", "did you mean `boolean`?"),
    fact("RE210", "type: integer, question: How?, direction: ▸raise", "is not one of", "did you mean `raises`?"),
    front("RE210", "jurisdictions: [▸england and wales]", "is not one of", "did you mean `england-and-wales`?"),
    effect("RE210", "{review: ▸[supervisor]}", "expected one of `supervisor`, and this is a list"),
    front("RE211", 'title: ▸""', "this text is empty"),
    front("RE212", "grades: ▸[]", "`grades` must not be an empty list"),
    Bad("RE212", "rules/a.yaml", "▸[]\n", "a file of rules must not be an empty list"),
    Bad("RE213", "facts.yaml", "▸{}\n", "facts.yaml is empty"),
    effect("RE213", "{points: ▸{}}", "`points` is empty"),
    # names
    Bad("RE214", "facts.yaml", "▸Age at arrest: {type: integer, question: How?}\n", "cannot name a fact", "`age_at_arrest`"),
    when("RE214", "{▸Age: 1}", '"Age" is not a name', "`age`"),
    when("RE214", "{▸Any: 1}", '"Any" is not a name', "did you mean `any`?"),
    when("RE214", "{holds: ▸Access to children}", "is not a name", "`access_to_children`"),
    Bad("RE215", "facts.yaml", "▸any: {type: integer, question: How?}\n", "`any` is a word of the language", "`any_known`"),
    Bad("RE215", "facts.yaml", "▸as_of: {type: date, question: When?}\n", "`as_of` is a word of the language"),
    when("RE215", "{▸fact: {age: 1}}", "`fact` is a word of the language, and not a fact"),
    Bad(
        "RE216",
        "rules/a.yaml",
        "- {id: ▸acc 1, title: A rule, effect: {flag: Look}, cites: [s/1#p]}\n",
        "is not an id",
        "`ACC-1`",
    ),
    Bad(
        "RE217",
        "rules/b.yaml",
        GOOD["rules/a.yaml"].replace("R-1", "▸R-1"),
        "`R-1` stands here for the second time",
        "another id",
        "a.yaml:1:8",
    ),
    Bad(
        "RE217",
        "clocks.yaml",
        (CLOCK + "within: {days: 1}}\n").replace("C-1", "▸R-1"),
        "`R-1` stands here for the second time",
        "",
        "a.yaml:1:8",
    ),
    front("RE218", "grades: [low, high, ▸low]", "`low` is in this list twice", "delete one"),
    when("RE218", "{age: {in: [1, ▸1]}}", "`1` is in this list twice"),
    front("RE218", "quantities: {total: {count_true: [a, b, ▸a]}}", "`a` is counted twice"),
    front("RE219", "edition: ▸2023.1", "an edition is text, and `2023.1` reads as a number", 'put quotes around it: "2023.1"'),
    front("RE220", 'edition: ▸"2023/1"', "cannot name an edition", "such as `2023.1`"),
    front("RE221", "format: ▸2", "format 2 is not known", "newer version"),
    front("RE225", "id: ▸Suspect Priority", "not written as an id is", "`suspect-priority`"),
    front("RE226", "grades: ▸[low]", "one grade cannot be too low", "the lowest first"),
    front("RE227", "effective: {from: 2023-04-05, until: ▸2023-04-04}", "`until` is before `from`, 2023-04-05", "swap"),
    front("RE227", "review_by: ▸2020-01-01", "`review_by` is before `published`"),
    # conditions
    when("RE228", "▸{}", "this condition is empty", "`{always: true}`"),
    when("RE228", "{all: ▸[]}", "`all` has no conditions in it"),
    when("RE228", "{age: ▸{}}", "no comparison for `age`"),
    front("RE228", "define: {near: ▸{phrases: {true: yes}}}", "`near` has no condition"),
    when("RE229", "{age: {▸at_leest: 1}}", "no operator `at_leest`", "did you mean `at_least`?"),
    when("RE229", "{age: {▸param: limit}}", "no operator `param`", "`age: {is: {param: ...}}`"),
    when("RE229", "{age: {▸larger: 1}}", "no operator `larger`", "the operators are `is`"),
    when("RE230", "{age: ▸null}", "compared with `null`", "leave it out"),
    when("RE230", "{age: {in: [1, ▸null]}}", "compared with `null`"),
    when("RE231", "{age: {in: ▸[]}}", "`in` has nothing to compare with", "leave it out"),
    when("RE232", "{age: {between: ▸[1, 2, 3]}}", "and this is a list of 3", "[1, 5]"),
    when("RE232", "{age: {between: ▸1}}", "`between` takes a list of two"),
    when("RE233", "{age: {is: ▸[1, 2]}}", "`is` takes one value, and this is a list", "`in` takes a list"),
    when("RE233", "{age: {in: [▸[1]]}}", "one value is expected here"),
    when("RE234", "{age: {between: ▸[5, 1]}}", "the second bound is lower than the first", "swap"),
    when("RE234", "{age: {between: ▸[2023-01-02, 2023-01-01]}}", "the second bound is lower than the first"),
    when("RE235", "{age: {in: [▸{param: a}]}}", "`in` takes values only"),
    when("RE235", "{age: {contains: ▸{fact: a}}}", "`contains` takes values only"),
    when("RE236", "{age: {is: {▸parm: limit}}}", "neither a value nor one `param` or `fact`", "`{param: name}`"),
    when("RE236", "{age: {is: ▸{param: a, fact: b}}}", "neither a value nor one"),
    when("RE237", "{always: ▸false}", "`always` takes `true` only"),
    when("RE238", "{at_least: {n: ▸3, of: [{age: 1}, {age: 2}]}}", "at least 3 of 2", "from 1 to 2"),
    when("RE238", "{at_least: {n: ▸0, of: [{age: 1}]}}", "at least 0 of 1"),
    when("RE239", "▸[{age: 1}]", "and this is a list of them", "`all:`, `any:`"),
    when("RE239", "{not: ▸[{age: 1}]}", "`not` takes one condition", "`none` takes a list"),
    when("RE240", "{▸at_least: 3}", "no fact stands before it", "`{fact: {at_least: ...}}`"),
    when("RE240", "{▸before: 2023-01-01}", "no fact stands before it", "`{fact: {before: ...}}`"),
    when("RE241", "▸age", "a condition is expected here", "`{holds: age}`"),
    when("RE241", "{not: ▸null}", "a condition is expected here, and this is `null`"),
    when("RE257", "{age: ▸[1, 2]}", "`age` is compared with a list", "`age: {in: [...]}`"),
    when("RE257", "{al: ▸[{age: 1}]}", "`al` is compared with a list", "did you mean `all`?"),
    # quantities, scores, parameters
    front("RE242", "quantities: {total: {▸count: [a]}}", "no kind of quantity `count`", "did you mean `count_true`?"),
    front("RE242", "quantities: {total: {sum: [a, b], ▸product: [a, b]}}", "it has 2", "a name of its own"),
    front("RE242", "quantities: {▸total: {phrase: a total}}", "it has 0"),
    front("RE243", "quantities: {old: {years_between: ▸[a]}}", "takes 2 inputs, and this has 1", "the first is the earlier"),
    front(
        "RE244", "quantities: {total: {sum: [a, ▸2023-01-01]}}", "`sum` cannot take `2023-01-01`", "names, numbers and parameters"
    ),
    front("RE244", "quantities: {total: {count_true: [a, ▸1]}}", "`count_true` cannot take `1`", "definitions"),
    front("RE236", "quantities: {total: {sum: [a, ▸{fact: b}]}}", "neither a value nor one `param`", "without braces"),
    front(
        "RE245",
        "parameters: {limit: [{from: 2020-01-01, value: 1, cites: [s/1#p]}, {from: ▸2020-01-01, value: 2, cites: [s/1#p]}]}",
        "two values start on 2020-01-01",
    ),
    front("RE248", "scores: {risk: {bands: [{from: 5, to: ▸4, grade: low}]}}", "ends at 4, below its start at 5", "swap"),
    effect("RE248", "{points_by: {fact: age, score: risk, bands: [{from: 2, to: ▸1, points: 1}]}}", "ends at 1"),
    # clocks and invariants
    clock("RE246", "within: {▸day: 1}", "`within` takes one of `hours`", "did you mean `days`?"),
    clock("RE246", "within: ▸{days: 1, hours: 1}", "`within` takes one of", "{days: 7}"),
    clock("RE247", "within: {days: ▸-1}", "-1 cannot be the length", "from 0 to"),
    clock("RE236", "within: {days: ▸{parm: x}}", "neither a value nor one `param`"),
    claim("RE254", "then: ▸{}", "claims nothing", "minimum_grade"),
    # facts and texts
    fact("RE249", "type: integer, question: How?, ▸options: [a]", "has no `options`", "`choice` and `choices`"),
    fact("RE249", "type: text, question: How?, ▸minimum: 1", "has no `minimum`", "`integer` and `decimal`"),
    fact("RE251", "type: integer, question: How?, phrases: {▸true: yes}", "has no phrase `true`", "`value`, `unknown`"),
    fact(
        "RE252",
        "type: integer, question: How?, phrases: {value: ▸'{age} years'}",
        "`{age}` cannot be filled in",
        "only `{value}`",
    ),
    fact(
        "RE252",
        "type: integer, question: How?, phrases: {unknown: ▸'{value}?'}",
        "`{value}` cannot be filled in",
        "nothing is filled in",
    ),
    Bad("RE252", "rules/a.yaml", RULE + "because: ▸'it is {age}}'}\n", "`}` is not a placeholder", "`{name}`"),
    Bad("RE252", "rules/a.yaml", RULE + "because: ▸'{age!r}'}\n", "`{age!r}` is not a placeholder"),
    Bad(
        "RE253",
        "rules/a.yaml",
        GOOD["rules/a.yaml"].replace("s/1#p", "▸hmic 2023"),
        '"hmic 2023" is not a reference',
        "`hmic/2023#access`",
    ),
    fact("RE255", "type: integer, question: How?, minimum: 5, maximum: ▸4", "below its `minimum`", "swap"),
    fact("RE255", "type: date, question: When?, latest: ▸1850-01-01", "`latest` of `age` is below its `earliest`"),
    Bad(
        "RE256",
        "rules/a.yaml",
        "- {id: R-1, title: A rule, effect: {▸minimum_grade: high}, cites: [s/1#p]}\n",
        "has `minimum_grade` and no `because`",
        'because: "..."',
    ),
    effect("RE258", "▸{}", "this effect is empty"),
)


def marked(files: dict[str, str]) -> tuple[dict[str, str], str, tuple[int, int]]:
    """The files without the marker, the file that it is in, and its place."""
    for name, text in files.items():
        before, marker, after = text.partition("▸")
        if marker:
            return {**files, name: before + after}, name, (before.count("\n") + 1, len(before) - before.rfind("\n"))
    raise AssertionError("no marker")


def files_of(bad: Bad) -> dict[str, str]:
    if bad.file != "ruleset.yaml":
        return {**GOOD, bad.file: bad.text}
    replaced = {line.strip("-▸").partition(":")[0] for line in bad.text.splitlines()}
    kept = [line for line in GOOD["ruleset.yaml"].splitlines() if line.partition(":")[0] not in replaced]
    added = [line for line in bad.text.splitlines() if not line.startswith("-")]
    return {**GOOD, "ruleset.yaml": "\n".join([*added, *kept, ""])}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.code}-{bad.message[:30]}")
def test_a_bad_edition_is_reported_once_at_its_place(bad, tmp_path):
    files, name, place = marked(files_of(bad))
    problems: list[Diagnostic] = []
    assert read_ruleset(write(tmp_path, files), problems) is None
    assert [problem.code for problem in problems] == [bad.code], problems
    (problem,) = problems
    assert bad.message in problem.message
    assert bad.help in problem.help
    assert problem.place.file == (tmp_path / name).as_posix()
    assert (problem.place.line, problem.place.column) == place
    assert problem.source == files[name].splitlines()[place[0] - 1]
    if bad.related:
        assert str(problem.related[0][0]).endswith(bad.related)


def test_the_good_edition_is_good(tmp_path):
    problems: list[Diagnostic] = []
    ruleset = read_ruleset(write(tmp_path, GOOD), problems)
    assert problems == []
    assert ruleset is not None
    assert ruleset.id == "example"


@pytest.mark.parametrize("name", ["ruleset.yaml", "facts.yaml"])
def test_a_missing_file_is_re222(name, tmp_path):
    problems: list[Diagnostic] = []
    assert read_ruleset(write(tmp_path, {file: text for file, text in GOOD.items() if file != name}), problems) is None
    assert [(problem.code, problem.message) for problem in problems] == [("RE222", f"this edition has no {name}")]


@pytest.mark.parametrize(
    ("name", "help_text"),
    [
        ("clock.yaml", "did you mean `clocks.yaml`?"),
        ("facts.yml", "did you mean `facts.yaml`?"),
        ("rules/b.yml", "files of rules end in `.yaml` and stand in `rules/` itself"),
        ("rules/B.YAML", "files of rules end in `.yaml` and stand in `rules/` itself"),
        ("children.yaml", "move it to `rules/`, or away"),
        ("notes.json", "move it to `rules/`, or away"),
    ],
)
def test_a_file_that_would_not_be_read_is_re223(name, help_text, tmp_path):
    problems: list[Diagnostic] = []
    assert read_ruleset(write(tmp_path, {**GOOD, name: "a: 1\n"}), problems) is None
    assert [(problem.code, problem.help) for problem in problems] == [("RE223", help_text)]


def test_a_folder_in_rules_is_re223(tmp_path):
    write(tmp_path, GOOD)
    (tmp_path / "rules" / "deeper").mkdir()
    problems: list[Diagnostic] = []
    assert read_ruleset(tmp_path, problems) is None
    assert [problem.code for problem in problems] == ["RE223"]


def test_an_edition_without_rules_is_re224(tmp_path):
    problems: list[Diagnostic] = []
    files = {name: text for name, text in GOOD.items() if not name.startswith("rules/")}
    assert read_ruleset(write(tmp_path, files), problems) is None
    assert [problem.code for problem in problems] == ["RE224"]


def test_everything_wrong_in_a_folder_is_reported_at_once(tmp_path):
    files = {
        **GOOD,
        "facts.yaml": "Age: {type: bool}\nage: &x {type: integer, question: How?}\n",
        "rules/a.yaml": "- {id: R-1, title: '', effect: {}, cites: [s/1#p], when: {age: null, all: []}}\n- a: 1\n",
        "clocks.yaml": "- {id: C-1\n",
    }
    problems: list[Diagnostic] = []
    assert read_ruleset(write(tmp_path, files), problems) is None
    found = [
        (problem.place.file.removeprefix(f"{tmp_path.as_posix()}/"), problem.code)
        for problem in sorted(problems, key=lambda p: p.sort_key)
    ]
    assert found == [
        ("clocks.yaml", "RE123"),
        ("facts.yaml", "RE214"),
        ("facts.yaml", "RE210"),
        ("facts.yaml", "RE111"),
        ("rules/a.yaml", "RE211"),
        ("rules/a.yaml", "RE258"),
        ("rules/a.yaml", "RE230"),
        ("rules/a.yaml", "RE228"),
        ("rules/a.yaml", "RE201"),
        ("rules/a.yaml", "RE202"),
    ]


def test_every_code_has_a_bad_edition():
    elsewhere = {"RE222", "RE223", "RE224", "RE259", "RE260"}
    assert {bad.code for bad in BAD} | elsewhere == {row.code for row in READING_CODES if row.code.startswith("RE2")}
