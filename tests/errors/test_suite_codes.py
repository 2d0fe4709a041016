"""The smallest bad suite for each code of suites. `▸` stands before the place that is reported."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from riskengine.codes.suites import SUITE_CODES
from tests.checking_folder import marked
from tests.suite_folder import CASES, HEAD, one_case, problems_of, suite_folder


class Bad(NamedTuple):
    """A suite, and words of what is reported."""

    code: str
    text: str
    message: str
    help: str = ""
    file: str = "a.yaml"


GOOD = "  - {case: Good, expect: {least: low}}\n"
COLUMNS = "case,as_of,jurisdiction,facts.access,expect.least"

BAD = (
    Bad("RE802", "cases", "notes.doc is not read as a suite", "a suite ends in", "notes.doc"),
    Bad("RE802", "x", "more is not read as a suite", "folders below `cases` are not read", f"{CASES}/more/a.yaml"),
    Bad("RE803", "suite: None\ncases: ▸[]\n", "this suite has no case"),
    Bad("RE803", f"{COLUMNS}\n", "this suite has no case", file="a.csv"),
    Bad("RE804", f"▸{HEAD}{GOOD}", "lies in no edition", "add `ruleset` and `edition`", "elsewhere/a.yaml"),
    Bad("RE805", f"{HEAD}{GOOD}  - {{case: ▸One}}\n", "expects nothing", "add `expect"),
    Bad("RE806", f"{HEAD}{GOOD}  - {{case: ▸Good, expect: {{least: low}}}}\n", "two cases of this name"),
    Bad(
        "RE807", f"{HEAD}  - {{case: ▸One, expect: {{least: low}}}}\n".replace("as_of: 2021-06-30\n", ""), "`as_of`", "add `as_of"
    ),
    Bad("RE807", "suite: A\nas_of: 2021-06-30\ncases:\n- {case: ▸One, expect: {least: low}}\n", "`jurisdiction`"),
    Bad(
        "RE808", f"{HEAD}{GOOD}".replace("access: false", "▸told: 2021-06-01").replace("Good", "Good, without: [told]"), "`told`"
    ),
    Bad(
        "RE808",
        f"{HEAD}{GOOD}".replace("grade: low", "▸grade: low").replace("Good", "Good, assessment: {grade: high}"),
        "`grade`",
    ),
    Bad("RE809", one_case("{least: low}", "without: [▸acces]").replace("acces]", "told]"), "the base does not record `told`"),
    Bad("RE809", one_case("{least: low}", "without: [▸acess]"), "the base does not record `acess`", "did you mean `access`?"),
    Bad("RE809", one_case("{least: low}", "facts: {worry: true}\nwithout: [▸worry]"), "recorded in this case and taken away"),
    Bad("RE810", one_case("{applies: [R-1], does_not_apply: [▸R-1]}"), "`R-1` cannot be both"),
    Bad("RE810", one_case("{missing: {among: [access], not: [▸access]}}"), "`access` cannot be both"),
    Bad("RE811", one_case("{applies: [▸R-11]}"), "plain 1 has no rule `R-11`", "did you mean `R-1`?"),
    Bad("RE812", one_case("{missing: [▸acess]}"), "plain 1 has no fact `acess`", "did you mean `access`?"),
    Bad("RE812", one_case("{missing: {exactly: ▸[acess]}}"), "plain 1 has no fact `acess`"),
    Bad("RE813", one_case("{clocks: {C-2: ▸met}}"), "plain 1 has no time limit `C-2`", "did you mean `C-1`?"),
    Bad("RE814", one_case("{scores: {wait: ▸3}}"), "plain 1 has no score `wait`", "did you mean `weight`?"),
    Bad("RE815", one_case("{least: ▸lo}"), "plain 1 has no grade `lo`", "did you mean `low`?"),
    Bad("RE815", one_case("{then: {most: ▸hihg}}"), "plain 1 has no grade `hihg`", "did you mean `high`?"),
    Bad("RE816", one_case("{findings: [▸misgrade]}"), "plain 1 has no finding `misgrade`", "did you mean `misgraded`?"),
    Bad("RE816", one_case("{findings: {exactly: ▸[overdu]}}"), "plain 1 has no finding `overdu`"),
    Bad("RE817", one_case("{least: low}", 'edition: ▸"3"'), "there is no edition `3` of plain"),
    Bad("RE817", one_case('{then: {edition: ▸"3"}}'), "there is no edition `3` of plain"),
    Bad("RE818", f'{COLUMNS}\nOne,2021-06-30,"england"▸ x,true,low\n', "no partner", 'twice: ""', "a.csv"),
    Bad("RE818", f"{COLUMNS}\nOne,2021-06-30,england-and-wales,true,low,▸more\n", "stands in no column", file="a.csv"),
    Bad("RE818", "case,expect.then,expect.then.sound\nOne,null,▸true\n", "a value of its own", file="a.csv"),
    Bad("RE818", "case,expect.then.sound,expect.then\nOne,true,▸null\n", "has other columns", file="a.csv"),
    Bad("RE818", "▸,,\n", "this sheet is empty", file="a.csv"),
    Bad("RE819", f"{COLUMNS},▸asof\nOne,2021-06-30,england-and-wales,true,low,1\n", "`asof`", "did you mean `as_of`?", "a.csv"),
    Bad("RE819", f"{COLUMNS},▸case\n", "two columns `case`", file="a.csv"),
)


@pytest.mark.parametrize("bad", BAD, ids=[f"{bad.code}-{number}" for number, bad in enumerate(BAD)])
def test_the_smallest_bad_suite(bad: Bad, tmp_path: Path) -> None:
    text, place = marked(bad.text)
    rules = suite_folder(tmp_path, {"good.yaml": f"{HEAD}{GOOD}", bad.file: text})
    path = rules if "elsewhere" not in bad.file else tmp_path / bad.file
    (problem,) = [each for each in problems_of(path) if each.code == bad.code]
    assert bad.message in problem.message
    assert bad.help in problem.help
    assert problem.help or problem.related
    if place is not None:
        assert problem.place.file.endswith(bad.file)
        assert (problem.place.line, problem.place.column) == place


def test_no_suite_at_all(tmp_path: Path) -> None:
    rules = suite_folder(tmp_path, {})
    assert [problem.code for problem in problems_of(rules)] == ["RE801"]
    (rules / "plain" / "1" / "cases").mkdir()
    assert [problem.place.file.endswith("cases") for problem in problems_of(rules)] == [True]


def test_a_good_suite_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(suite_folder(tmp_path, {"good.yaml": f"{HEAD}{GOOD}"})) == []


def test_every_code_has_a_bad_suite() -> None:
    assert {bad.code for bad in BAD} | {"RE801"} == {row.code for row in SUITE_CODES}


def test_codes_are_in_order_and_named_once() -> None:
    codes = [row.code for row in SUITE_CODES]
    assert codes == sorted(set(codes))
    assert len({row.name for row in SUITE_CODES}) == len(codes)


SHAPES = (
    ("{verdict: ▸consistant}", "RE210", "did you mean `consistent`?"),
    ("{▸verdit: consistent}", "RE201", "did you mean `verdict`?"),
    ("▸[verdict]", "RE203", ""),
    ("{applies: ▸R-1}", "RE204", "write `[one, two]`"),
    ("{applies: ▸[]}", "RE212", "leave the key out"),
    ("{missing: ▸[]}", "RE212", "write `{exactly: []}`"),
    ("{missing: ▸{}}", "RE213", ""),
    ("{applies: [▸r1]}", "RE216", "`R1`"),
    ("{applies: [R-1, ▸R-1]}", "RE218", ""),
    ("{scores: {weight: ▸[1]}}", "RE212", "[least, most]"),
    ("{scores: {weight: ▸heavy}}", "RE208", ""),
    ("{clocks: {C-1: {state: ▸late}}}", "RE210", ""),
    ("{clocks: {C-1: {due: ▸soon}}}", "RE209", ""),
    ("{then: {sound: ▸maybe}}", "RE206", ""),
    ("{explanation: {▸exactly: [x]}}", "RE201", ""),
)


@pytest.mark.parametrize(("expect", "code", "help_text"), SHAPES)
def test_what_is_expected_has_a_shape(expect: str, code: str, help_text: str, tmp_path: Path) -> None:
    text, place = marked(one_case(expect))
    problems = [each for each in problems_of(suite_folder(tmp_path, {"a.yaml": text})) if each.code == code]
    assert [(problem.place.line, problem.place.column) for problem in problems[:1]] == [place]
    assert help_text in problems[0].help


def test_a_case_that_the_engine_would_refuse_is_refused_at_its_place_in_the_suite(tmp_path: Path) -> None:
    text, place = marked(one_case("{least: low}", "assessment: {▸grade: 7, departure: [x]}"))
    problems = problems_of(suite_folder(tmp_path, {"a.yaml": text}))
    assert ("RE724", place) in [(problem.code, (problem.place.line, problem.place.column)) for problem in problems]


def test_a_problem_of_the_base_is_told_once(tmp_path: Path) -> None:
    text = one_case("{least: low}").replace("count: 1", "count: {vlaue: 1}")
    assert [problem.code for problem in problems_of(suite_folder(tmp_path, {"a.yaml": text}))] == ["RE722", "RE723"]
