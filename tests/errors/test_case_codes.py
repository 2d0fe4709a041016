"""One smallest bad case for each code of cases. `▸` stands before the place that is reported."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

import pytest

from riskengine.case import Case
from riskengine.codes.cases import CASE_CODES
from riskengine.compiling.compile import compile_ruleset
from riskengine.conditions import Always
from riskengine.deciding.knowledge import bind
from riskengine.diagnostics import CaseError, Diagnostic
from riskengine.facts import EARLIEST, LATEST, Fact, FactType
from riskengine.loading.case_facts import MAX_ENTRIES, MAX_FACTS, MAX_MEMBERS
from riskengine.loading.case_reader import read_case, read_case_file, read_each_case
from riskengine.loading.case_shape import MAX_TEXT
from riskengine.loading.case_text import MAX_BYTES
from riskengine.ruleset import RuleSet, Scope

HEAD = '"schema": "riskengine/case/1", "case_id": "A", "jurisdiction": "scotland"'
DAY = date(2026, 11, 23)
# By the engine, which knows the day and the edition.
OF_THE_ENGINE = {"RE740", "RE741", "RE742"}


class Bad(NamedTuple):
    code: str
    data: str | bytes
    message: str
    help: str = ""
    pointer: str = ""
    file: str = "case.json"


def case_of(facts: str, assessment: str = "") -> str:
    more = f',\n "assessment": {assessment}' if assessment else ""
    return f'{{{HEAD},\n "facts": {facts}{more}}}'


def one(value: str) -> str:
    """A case with one fact."""
    return case_of(f'{{"a": {value}}}')


FILES = (
    Bad("RE701", case_of('{"a": "▸\xe9"}').encode("latin-1", "ignore"), "not UTF-8", "save the file as UTF-8"),
    Bad("RE701", one("1").encode("utf-16"), "UTF-16", "save the file as UTF-8"),
    Bad("RE701", one("1").encode("utf-16-be"), "UTF-16", "save the file as UTF-8"),
    Bad("RE702", b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image", "the file that holds the case"),
    Bad("RE702", b"\x89PNG\r\n\x1a\n", "an image"),
    Bad("RE702", b"\x00\x00\x00\x18ftypmp42", "a video"),
    Bad("RE702", b"PK\x03\x04", "an archive"),
    Bad("RE703", b"[" * (MAX_BYTES + 1), "larger than", "split it"),
    Bad("RE704", "", "nothing here"),
    Bad("RE704", " \n\t", "nothing here"),
    Bad("RE704", b"\xef\xbb\xbf", "nothing here"),
    Bad("RE705", case_of("{▸'a': 1}"), "a key should stand here", "", "/facts"),
    Bad("RE705", one("▸'x'"), "double quotes", "", "/facts/a"),
    Bad("RE705", one("▸True"), "not JSON", "write true", "/facts/a"),
    Bad("RE705", one("▸yes"), "not JSON", "between quotes", "/facts/a"),
    Bad("RE705", one("▸007"), "needless 0", "quotes", "/facts/a"),
    Bad("RE705", one("▸.5"), "a value should stand here", "", "/facts/a"),
    Bad("RE705", one("▸// asked twice\n1"), "no comments", "delete", "/facts/a"),
    Bad("RE705", case_of('{"a": 1▸,}'), "a comma stands before the closing }", "delete the comma", "/facts"),
    Bad("RE705", one('["x"▸,]'), "a comma stands before the closing ]", "delete the comma", "/facts/a"),
    Bad("RE705", case_of('{"a": 1 ▸"b": 2}'), "a comma or a closing } is missing", "", "/facts"),
    Bad("RE705", case_of('{"a" ▸1}'), "a colon is missing", "", "/facts/a"),
    Bad("RE705", one('"b▸\nc"'), "a line break", "\\n", "/facts/a"),
    Bad("RE705", one('"b▸\\x"'), "a backslash", "", "/facts/a"),
    Bad("RE705", one("▸}"), "a value is missing", "null", "/facts/a"),
    Bad("RE706", case_of('{"a": 1')[:-1] + "▸", "ends before the closing }", "cut off", "/facts"),
    Bad("RE706", '{"case_id": ▸"A', "no closing quote", "cut off", "/case_id"),
    Bad("RE706", '{"case_id":▸', "ends where a value should be", "cut off", "/case_id"),
    Bad("RE706", "[▸", "ends where a value should be", "", "/0"),
    Bad("RE707", one("1") + "▸{}", "something follows", "a list"),
    Bad("RE708", "[" * 20 + "▸" + "[" * 100_000, "nested more than 20 deep", "", "/0" * 20),
    Bad("RE708", '{"a":' * 20 + "▸" + '{"a":' * 100_000, "nested more than 20 deep", "", "/a" * 20),
    Bad("RE709", case_of('{"a": 1, ▸"a": 2}'), "second time", "keep one", "/facts/a"),
    Bad("RE710", one("▸NaN"), "not a finite number", "null", "/facts/a"),
    Bad("RE710", one("▸-Infinity"), "not a finite number", "null", "/facts/a"),
    Bad("RE711", one("▸1234567890123456"), "more digits", "at most 15 digits", "/facts/a"),
    Bad("RE711", one("▸" + "1" * 5000), "more digits", "", "/facts/a"),
    Bad("RE711", one("▸0.0000000001"), "more digits", "9 after it", "/facts/a"),
    Bad("RE711", one("▸1e999999999999"), "more digits", "", "/facts/a"),
    Bad("RE711", one("▸1e-999999999999"), "more digits", "", "/facts/a"),
    Bad("RE712", one('▸"\\ud800"'), "half a character", "delete", "/facts/a"),
    Bad("RE712", one('▸"\\u001b[31m"'), "a control character", "delete", "/facts/a"),
    Bad("RE713", one('▸"' + "a " * MAX_TEXT + '"'), "at most 10,000", "", "/facts/a"),
    Bad(
        "RE714",
        one('▸"data:image/png;base64,' + "iVBORw0KGgo" * 30 + '"'),
        "encoded binary data",
        "leave the data out",
        "/facts/a",
    ),
    Bad("RE714", one('▸"' + "iVBORw0KGgoAAAANSUhEUg" * 20 + '"'), "encoded binary data", "", "/facts/a"),
    Bad("RE714", one('▸"' + ("iVBORw0KGgo" * 7 + "\\n") * 10 + '"'), "encoded binary data", "", "/facts/a"),
    Bad("RE728", f"{{{HEAD}, facts: {{a: ▸2020-02-30}}}}", "no such day", "", "", "case.yaml"),
    Bad("RE729", f"{{{HEAD}, facts: {{a: ▸2026-03-29T01:30}}}}", "clocks change", "+01:00", "", "case.yaml"),
)

SHAPES = (
    Bad("RE720", "▸12", "this is a number"),
    Bad("RE720", "▸[]", "holds no case"),
    Bad("RE720", "[▸null]", "this is null", "", "/0"),
    Bad("RE721", '▸{"case_id": "A", "jurisdiction": "scotland", "facts": {}}', "needs `schema`", "riskengine/case/1"),
    Bad("RE721", one("1").replace('"riskengine/case/1"', '▸"riskengine/case/2"'), "no format", "riskengine/case/1", "/schema"),
    Bad("RE722", f'{{{HEAD}, "facts": {{}}, ▸"assesment": {{}}}}', "`assesment`", "did you mean `assessment`?", "/assesment"),
    Bad("RE722", one('{"value": 1, ▸"asat": "2020-01-01"}'), "`asat`", "did you mean `as_at`?", "/facts/a/asat"),
    Bad("RE722", case_of("{}", '{▸"score": 1}'), "`score`", "its keys are `grade`", "/assessment/score"),
    Bad("RE722", case_of("{}", '{"departure": {▸"rule": []}}'), "`rule`", "did you mean `rules`?", "/assessment/departure/rule"),
    Bad("RE723", f"▸{{{HEAD}}}", "needs `facts`"),
    Bad("RE723", one('▸{"as_at": null}'), "needs `value`", "null where it was asked", "/facts/a"),
    Bad("RE724", one("1").replace('"A"', "▸12"), "needs text, and this is a number", "quotes", "/case_id"),
    Bad("RE724", case_of("▸[]"), "`facts` is a mapping", "{}", "/facts"),
    Bad("RE724", case_of("{}", "▸[]"), "a mapping, and this is a list", "", "/assessment"),
    Bad("RE724", case_of("{}", '{"edition": ▸2020.1}'), "needs text", "quotes", "/assessment/edition"),
    Bad("RE724", case_of("{}", '{"assessed_on": ▸"2020-01-01T10:00"}'), "is a day", "the date alone", "/assessment/assessed_on"),
    Bad("RE724", case_of("{}", '{"departure": {"rules": ▸"ACC-1"}}'), "a list of text", "", "/assessment/departure/rules"),
    Bad("RE724", one("[▸1]"), "holds text, and this is a number", "", "/facts/a/0"),
    Bad("RE724", one('[{"value": 1}, ▸2]'), "a mapping, and this is a number", "", "/facts/a/1"),
    Bad("RE724", one('{"value": ▸{}}'), "no mapping", "a fact of its own", "/facts/a/value"),
    Bad("RE724", one('{"value": 1, "source": ▸3}'), "needs text", "", "/facts/a/source"),
    Bad("RE725", one("1").replace('"A"', '▸" "'), "`case_id` is empty", "", "/case_id"),
    Bad("RE725", case_of("{}", '{"grade": ▸""}'), "`grade` is empty", "leave it out", "/assessment/grade"),
    Bad("RE726", one("1").replace('"scotland"', '▸"scottland"'), "no jurisdiction", "did you mean `scotland`?", "/jurisdiction"),
    Bad("RE726", one("1").replace('"scotland"', '▸"mars"'), "no jurisdiction", "`northern-ireland`", "/jurisdiction"),
    Bad("RE727", one('{"value": 1, "basis": ▸"rumour"}'), "no basis", "allegation", "/facts/a/basis"),
    Bad("RE728", one('{"value": 1, "as_at": ▸"2020-02-30"}'), "no date or time", "2020-09-15", "/facts/a/as_at"),
    Bad("RE728", one('{"value": 1, "as_at": ▸"15/09/2020"}'), "no date or time", "2020-09-15", "/facts/a/as_at"),
    Bad("RE728", case_of("{}", '{"assessed_on": ▸"September 2020"}'), "no date", "", "/assessment/assessed_on"),
    Bad("RE729", one('{"value": 1, "as_at": ▸"2026-03-29T01:30"}'), "clocks change", "+01:00", "/facts/a/as_at"),
    Bad("RE730", case_of("▸{" + ",".join(f'"f{n}": 1' for n in range(MAX_FACTS + 1)) + "}"), "2,001 facts", "", "/facts"),
    Bad("RE730", one("▸[" + ",".join('{"value": 1}' for _ in range(MAX_ENTRIES + 1)) + "]"), "501 values", "", "/facts/a"),
    Bad("RE730", one("▸[" + ",".join('"x"' for _ in range(MAX_MEMBERS + 1)) + "]"), "501 members", "", "/facts/a"),
    Bad(
        "RE731",
        one('[{"value": 1, "as_at": "2020-01-01"}, {"value": 2, "as_at": ▸"2020-01-01"}]'),
        "the same `as_at`",
        "keep the one",
        "/facts/a/1/as_at",
    ),
    Bad(
        "RE732",
        one('[{"value": 1, "as_at": "2020-06-30T23:30Z"}, {"value": 2, "as_at": ▸"2020-07-01"}]'),
        "on the same day",
        "the time",
        "/facts/a/1/as_at",
    ),
    Bad("RE733", one('[{"value": 1, "as_at": "2020-01-01"}, ▸{"value": 2}]'), "needs `as_at`", "the day", "/facts/a/1"),
    Bad("RE734", case_of('{▸"Lives with": true}'), "`Lives with`", "lower-case", "/facts/Lives with"),
    Bad("RE734", case_of('{▸"a/b~": true}'), "`a/b~`", "lower-case", "/facts/a~1b~0"),
)

FACTS = (
    Fact("age", FactType.INTEGER, minimum=0, maximum=120),
    Fact("weight", FactType.DECIMAL),
    Fact("lone", FactType.BOOLEAN),
    Fact("category", FactType.CHOICE, options=("a", "b")),
    Fact("platforms", FactType.CHOICES, options=("mail", "chat")),
    Fact("born", FactType.DATE, earliest=EARLIEST, latest="as_of"),
    Fact("received", FactType.DATETIME, earliest=EARLIEST, latest=LATEST),
    Fact("note", FactType.TEXT),
)

VALUES = (
    Bad("RE728", '{"born": ▸"2020-02-30"}', "`born` needs a date", "", "/facts/born"),
    Bad("RE728", '{"born": ▸"2020-W01-1"}', "`born` needs a date", "", "/facts/born"),
    Bad("RE728", '{"received": ▸"yesterday"}', "`received` needs a date and time", "", "/facts/received"),
    Bad("RE729", '{"received": ▸"2026-10-25T01:30"}', "the time of `received`", "+01:00", "/facts/received"),
    Bad("RE743", '{▸"agee": 1}', "no fact `agee`", "did you mean `age`?", "/facts/agee"),
    Bad("RE743", '{▸"as_of": "2020-01-01"}', "no fact `as_of`", "the day asked about", "/facts/as_of"),
    Bad("RE743", '{▸"grade": "low"}', "no fact `grade`", "", "/facts/grade"),
    Bad("RE744", '{"lone": ▸"yes"}', "`lone` needs true or false, and this is text", "without quotes", "/facts/lone"),
    Bad("RE744", '{"lone": ▸0}', "`lone` needs true or false, and this is a number", "", "/facts/lone"),
    Bad("RE744", '{"age": ▸"12"}', "`age` needs an integer, and this is text", "without quotes", "/facts/age"),
    Bad("RE744", '{"age": ▸true}', "`age` needs an integer, and this is true or false", "", "/facts/age"),
    Bad("RE744", '{"weight": ▸"1.5"}', "`weight` needs a number", "without quotes", "/facts/weight"),
    Bad("RE744", '{"category": ▸1}', "`category` needs one of its options", "`a`, `b`", "/facts/category"),
    Bad("RE744", '{"category": ▸["a"]}', "`category` needs one of its options", "`a`, `b`", "/facts/category"),
    Bad("RE744", '{"platforms": ▸"mail"}', "`platforms` needs a list", "[]", "/facts/platforms"),
    Bad("RE744", '{"born": ▸2020}', "`born` needs a date", "as text", "/facts/born"),
    Bad("RE744", '{"received": ▸2020}', "`received` needs a date and time", "as text", "/facts/received"),
    Bad("RE744", '{"note": ▸1}', "`note` needs text", "quotes", "/facts/note"),
    Bad("RE745", '{"age": ▸3.0}', "`age` needs an integer", "without a decimal point", "/facts/age"),
    Bad("RE745", '{"age": ▸3e1}', "`age` needs an integer", "or an exponent", "/facts/age"),
    Bad("RE745", '{"age": {"value": ▸2.5}}', "`age` needs an integer", "a whole number", "/facts/age/value"),
    Bad("RE746", '{"category": ▸"c"}', "not an option of `category`", "`a`, `b`", "/facts/category"),
    Bad("RE746", '{"platforms": ▸["mail", "post"]}', "not an option", "`chat`", "/facts/platforms"),
    Bad("RE747", '{"platforms": ▸["mail", "mail"]}', "twice", "once", "/facts/platforms"),
    Bad("RE748", '{"age": ▸-1}', "`age` is at least 0", "", "/facts/age"),
    Bad("RE749", '{"age": ▸121}', "`age` is at most 120", "", "/facts/age"),
    Bad("RE750", '{"born": ▸"1899-12-31"}', "`born` is not before 1900-01-01", "", "/facts/born"),
    Bad("RE751", '{"born": ▸"2026-11-24"}', "`born` is not after the day asked about (2026-11-23)", "", "/facts/born"),
    Bad("RE751", '{"received": ▸"2101-01-01T00:00"}', "`received` is not after 2100-12-31", "", "/facts/received"),
    Bad("RE752", '{"born": ▸"2020-01-01T10:00"}', "`born` is a date", "the date alone", "/facts/born"),
    Bad("RE753", '{"received": ▸"2020-01-01"}', "`received` needs a time", "2020-09-15T14:30", "/facts/received"),
)


def marked(data: str | bytes) -> tuple[str | bytes, tuple[int, int] | None]:
    """The data without its mark, and the line and column of the mark, from 1."""
    if isinstance(data, bytes) or "▸" not in data:
        return data, None
    before = data.partition("▸")[0]
    return data.replace("▸", "", 1), (before.count("\n") + 1, len(before) - before.rfind("\n"))


def refusal(data: str | bytes, file: str = "case.json") -> tuple[Diagnostic, ...]:
    with pytest.raises(CaseError) as caught:
        read_case_file(data, file)
    assert caught.value.exit_code == 2
    return caught.value.diagnostics


def check(bad: Bad, found: tuple[Diagnostic, ...], place: tuple[int, int] | None) -> None:
    assert [problem.code for problem in found] == [bad.code]
    problem = found[0]
    assert bad.message in problem.message
    assert bad.help in problem.help
    assert problem.place.pointer == bad.pointer
    assert problem.place.file == bad.file
    if place is not None:
        assert (problem.place.line, problem.place.column) == place
    assert problem.source == ""


def name_of(value: object) -> str | None:
    return f"{value.code}-{value.message}" if isinstance(value, Bad) else None


@pytest.mark.parametrize("bad", [*FILES, *SHAPES], ids=name_of)
def test_a_bad_text_is_refused_at_its_place(bad):
    data, place = marked(bad.data)
    check(bad, refusal(data, bad.file), place)


def test_a_byte_that_is_not_utf_8_has_a_place_in_code_points():
    found = refusal('{"é":\n "é'.encode() + b"\xe9")
    assert (found[0].code, found[0].place.line, found[0].place.column) == ("RE701", 2, 4)


def program():
    facts = {fact.name: fact for fact in FACTS}
    day = date(2020, 1, 1)
    scope = Scope(Always(), "")
    return compile_ruleset(
        RuleSet(
            "r", "1", "R", ("scotland",), "released", day, day, None, None, "", "illustrative", ("low", "high"), {}, scope, facts
        )
    )


def bound_badly(case: Case) -> tuple[Diagnostic, ...]:
    with pytest.raises(CaseError) as caught:
        bind(case, program(), known_on=DAY, as_of=DAY, guidance_day=DAY)
    return caught.value.diagnostics


@pytest.mark.parametrize("bad", VALUES, ids=name_of)
def test_a_bad_value_is_refused_at_its_place(bad):
    data, place = marked(case_of(bad.data))
    check(bad, bound_badly(read_case(data, file="case.json")), place)


@pytest.mark.parametrize("bad", VALUES, ids=name_of)
def test_a_bad_value_in_a_list_of_cases_is_refused_at_its_place(bad):
    text = f"[{case_of('{}')},\n  {case_of(bad.data)}]"
    data, place = marked(text)
    cases = read_case_file(data, "case.json")
    check(bad._replace(pointer="/1" + bad.pointer), bound_badly(cases[1]), place)


def test_a_bad_value_in_yaml_is_refused_at_its_place():
    text = "schema: riskengine/case/1\ncase_id: A\njurisdiction: scotland\nfacts:\n  age: 12\n  lone: {value: yes}\n  agee: 1\n"
    found = bound_badly(read_case(text, file="case.yaml"))
    assert [(problem.code, problem.place.line, problem.place.column, problem.place.pointer) for problem in found] == [
        ("RE744", 6, 17, "/facts/lone/value"),
        ("RE743", 7, 9, "/facts/agee"),
    ]


SKIPPED = datetime(2026, 3, 29, 1, 30)  # noqa: DTZ001
MAPPINGS = (
    ("RE715", 0.5, "a Python float", "Decimal"),
    ("RE715", float("nan"), "a Python float", "Decimal"),
    ("RE710", Decimal("NaN"), "not a finite number", "null"),
    ("RE711", 10**15, "more digits", ""),
    ("RE716", b"abc", "a Python bytes", "use bool, int"),
    ("RE716", object(), "a Python object", "use bool, int"),
    ("RE724", {"value": {}}, "no mapping", ""),
    ("RE729", SKIPPED, "clocks change", "+01:00"),
)


@pytest.mark.parametrize(("code", "value", "message", "help_text"), MAPPINGS)
def test_a_bad_value_in_a_mapping_has_a_pointer_and_no_line(code, value, message, help_text):
    case = {"schema": "riskengine/case/1", "case_id": "A", "jurisdiction": "scotland", "facts": {"a": value}}
    with pytest.raises(CaseError) as caught:
        read_case(case)
    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert message in problem.message
    assert help_text in problem.help
    assert problem.place.pointer.startswith("/facts/a")
    assert problem.place.line == 0


def test_every_code_of_cases_has_a_smallest_bad_case():
    tried = {bad.code for bad in (*FILES, *SHAPES, *VALUES)} | {code for code, *_ in MAPPINGS}
    assert tried | OF_THE_ENGINE >= {row.code for row in CASE_CODES}
    assert tried <= {row.code for row in CASE_CODES}


def test_everything_wrong_is_said_at_once_in_the_order_of_places():
    text = case_of('{"a": NaN, "a": 1,\n "b": [{"value": 1}, {"value": 2}]}', '{"grade": 1, "assesed_on": "2020-01-01"}')
    found = refusal(text.replace('"A"', '""'))
    assert [(problem.code, problem.place.line) for problem in found] == [
        ("RE725", 1),
        ("RE710", 2),
        ("RE709", 2),
        ("RE733", 3),
        ("RE733", 3),
        ("RE724", 4),
        ("RE722", 4),
    ]


def test_two_things_that_conflict_are_both_placed():
    text = case_of('{"a": 1,\n  "a": 2}')
    (problem,) = refusal(text)
    assert (problem.place.line, problem.place.column) == (3, 3)
    ((place, word),) = problem.related
    assert (place.line, place.column, word) == (2, 12, "first here")


CANARY = "CANARY-7f3a"
PLACES = (
    '{"a": ["x", {"value": "%s"}]}',
    '{"a": {"value": ["%s", 3]}}',
    '{"a": {"value": "%s", "basis": "%s", "as_at": "%s"}}',
    '{"a": "%s\\u0000"}',
    '{"a": "%s}',
    "{\"a\": '%s'}",
    '{"a": %s}',
    '{"a": "%s" "b": 1}',
    '{"a": "%s", "a": "%s"}',
)
VALUES_TRIED = ("age", "weight", "lone", "category", "platforms", "born", "received")


@pytest.mark.parametrize("facts", PLACES)
@pytest.mark.parametrize("file", ["case.json", "case.yaml"])
def test_no_message_quotes_the_value_of_a_fact(facts, file):
    (found,) = read_each_case(case_of(facts.replace("%s", CANARY)), file)
    assert isinstance(found, CaseError) or file == "case.yaml"
    if isinstance(found, CaseError):
        assert CANARY not in f"{found} {found.diagnostics}"
        assert found.__cause__ is None


@pytest.mark.parametrize("name", VALUES_TRIED)
@pytest.mark.parametrize("value", [CANARY, [CANARY], "1864-07-13", "1864-07-13T10:00", "2020-13-13"])
def test_no_message_about_a_misfit_quotes_the_value(name, value):
    said = str(bound_badly(read_case(case_of(json.dumps({name: value})))))
    assert CANARY not in said
    assert "1864" not in said
    assert "2020-13" not in said
