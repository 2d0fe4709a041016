"""Cases as written, in JSON, YAML and Python: what they become, their digest and their places."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.case import Assessment, Case, Departure, FactEntry
from riskengine.codes import CODES
from riskengine.diagnostics import CaseError
from riskengine.loading.case_digest import case_digest
from riskengine.loading.case_places import BROKEN, plain
from riskengine.loading.case_reader import locator, read_case, read_case_file, read_each_case
from riskengine.loading.case_text import Suspect, next_json
from riskengine.loading.digest import digest_of
from riskengine.loading.json_places import read_json
from tests.properties.profile import laws

HEAD = {"schema": "riskengine/case/1", "case_id": "EX-1", "jurisdiction": "england-and-wales"}
FULL = HEAD | {
    "ruleset": "suspect-priority",
    "facts": {
        "lives_with_child": True,
        "children_in_household": {
            "value": 3,
            "as_at": "2020-09-14",
            "source": "social care check",
            "recorded_by": "DC 4471",
            "basis": "fact",
        },
        "grooming": None,
        "platforms": ["mail", "chat"],
        "weight": 1.50,
        "referral_received": [
            {"value": "2020-09-15T09:00", "as_at": "2020-09-16T12:00:00+01:00"},
            {"value": None, "as_at": "2020-09-15"},
        ],
    },
    "assessment": {
        "grade": "low",
        "assessed_on": "2020-09-15",
        "edition": "2020.1",
        "assessed_by": "DC 4471",
        "departure": {
            "rules": ["ACC-1"],
            "reason_code": "local_knowledge",
            "reason": "known to the local team",
            "by": "DC 4471",
            "authorised_by": "DS 12",
            "authorised_on": "2020-09-16",
        },
    },
}
YAML = """\
schema: riskengine/case/1
case_id: EX-1
jurisdiction: england-and-wales
ruleset: suspect-priority
facts:
  lives_with_child: true
  children_in_household: {value: 3, as_at: 2020-09-14, source: social care check, recorded_by: DC 4471, basis: fact}
  grooming: null
  platforms: [chat, mail]
  weight: 1.5
  referral_received:
    - {value: null, as_at: 2020-09-15}
    - {value: "2020-09-15T09:00", as_at: 2020-09-16T12:00+01:00}
assessment:
  grade: low
  assessed_on: 2020-09-15
  edition: "2020.1"
  assessed_by: DC 4471
  departure:
    rules: [ACC-1]
    reason_code: local_knowledge
    reason: known to the local team
    by: DC 4471
    authorised_by: DS 12
    authorised_on: 2020-09-16
"""


def case_of(facts: dict[str, object], **more: object) -> Case:
    return read_case(HEAD | {"facts": facts} | more)


def test_every_part_of_a_case_is_read():
    case = read_case(json.dumps(FULL))
    assert (case.case_id, case.jurisdiction, case.ruleset) == ("EX-1", "england-and-wales", "suspect-priority")
    assert case.facts["lives_with_child"] == (FactEntry(True),)
    assert case.facts["children_in_household"] == (FactEntry(3, date(2020, 9, 14), "social care check", "DC 4471", "fact"),)
    assert case.facts["grooming"] == (FactEntry(None),)
    assert case.facts["platforms"] == (FactEntry(("chat", "mail")),)
    assert case.facts["weight"] == (FactEntry(Decimal("1.5")),)
    assert [entry.as_at for entry in case.facts["referral_received"]] == [
        date(2020, 9, 15),
        datetime(2020, 9, 16, 11, 0, tzinfo=UTC),
    ]
    departure = Departure(("ACC-1",), "local_knowledge", "known to the local team", "DC 4471", "DS 12", date(2020, 9, 16))
    assert case.assessment == Assessment("low", date(2020, 9, 15), "2020.1", "DC 4471", departure)


def test_json_yaml_and_python_give_the_same_case():
    text = json.dumps(FULL)
    python = FULL | {"facts": FULL["facts"] | {"weight": Decimal("1.500"), "platforms": {"chat", "mail"}}}
    python["assessment"] = FULL["assessment"] | {"assessed_on": date(2020, 9, 15)}
    read = [read_case(text), read_case(text.encode()), read_case(YAML, file="a.yml"), read_case(python)]
    assert all(case == read[0] for case in read)
    assert len({case.digest for case in read}) == 1


def test_numbers_are_exact_and_keep_how_they_were_written():
    start = json.dumps(HEAD | {"facts": {}})[:-3]
    facts = read_case(start + '{"a": 3, "b": 3.0, "c": 0.1, "d": 1e3, "e": -0.0, "f": -0}}').facts
    assert {name: (type(entry.value), str(entry.value)) for name, (entry,) in facts.items()} == {
        "a": (int, "3"),
        "b": (Decimal, "3.0"),
        "c": (Decimal, "0.1"),
        "d": (Decimal, "1E+3"),
        "e": (Decimal, "0.0"),
        "f": (int, "0"),
    }


def test_null_under_a_key_that_may_be_left_out_means_not_recorded():
    case = case_of(
        {"a": {"value": 1, "as_at": None, "source": None}}, assessment={"grade": None, "departure": None}, ruleset=None
    )
    assert case.facts["a"] == (FactEntry(1),)
    assert case.assessment == Assessment()
    assert case.ruleset is None
    assert case_of({}, assessment=None).assessment is None


def test_an_incomplete_departure_is_no_reason_to_refuse_a_case():
    case = case_of({}, assessment={"grade": "low", "departure": {"rules": [], "reason": "", "by": None}})
    assert case.assessment == Assessment("low", departure=Departure())


def test_an_empty_list_is_a_value_and_not_a_history():
    assert case_of({"a": []}).facts["a"] == (FactEntry(()),)


def test_a_history_of_one_value_needs_no_day():
    assert case_of({"a": [{"value": 1}]}).facts["a"] == (FactEntry(1),)


def test_two_times_of_one_day_are_in_order():
    entries = [{"value": 2, "as_at": "2020-07-01T12:00"}, {"value": 1, "as_at": "2020-07-01T10:30Z"}]
    assert [(entry.value, entry.as_at) for entry in case_of({"a": entries}).facts["a"]] == [
        (1, datetime(2020, 7, 1, 10, 30, tzinfo=UTC)),
        (2, datetime(2020, 7, 1, 11, 0, tzinfo=UTC)),
    ]


class Grade(StrEnum):
    LOW = "low"


def test_python_values_become_plain_ones():
    london_noon = datetime(2020, 7, 1, 12, 0)  # noqa: DTZ001
    elsewhere = datetime(2020, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=5)))
    facts = case_of({"a": Grade.LOW, "b": london_noon, "c": elsewhere, "d": date(2020, 7, 1), "e": frozenset({"y", "x"})}).facts
    assert type(facts["a"][0].value) is str
    assert facts["b"][0].value == datetime(2020, 7, 1, 11, 0, tzinfo=UTC)
    assert facts["c"][0].value == datetime(2020, 7, 1, 7, 0, tzinfo=UTC)
    assert facts["d"][0].value == date(2020, 7, 1)
    assert facts["e"][0].value == ("x", "y")


def test_text_is_read_in_normal_form_c():
    assert case_of({"a": "cafe\u0301"}).facts["a"][0].value == "café"
    assert case_of({"a": "cafe\u0301"}).digest == case_of({"a": "café"}).digest


def test_a_byte_order_mark_and_windows_line_ends_are_passed_over():
    text = json.dumps(FULL, indent=1)
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    case = read_case(data, file="a.json")
    assert case == read_case(text)
    assert locator(case)("/facts/grooming", True).line == locator(read_case(text))("/facts/grooming", True).line


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"facts": dict(reversed(FULL["facts"].items()))}, True),
        ({"facts": FULL["facts"] | {"platforms": ["chat", "mail"]}}, True),
        ({"facts": FULL["facts"] | {"lives_with_child": {"value": True}}}, True),
        ({"facts": FULL["facts"] | {"lives_with_child": {"value": True, "source": "x"}}}, False),
        ({"facts": FULL["facts"] | {"lives_with_child": None}}, False),
        ({"facts": FULL["facts"] | {"extra": None}}, False),
        ({"case_id": "EX-2"}, False),
        ({"jurisdiction": "scotland"}, False),
        ({"ruleset": None}, False),
        ({"assessment": FULL["assessment"] | {"assessed_by": "DC 1"}}, False),
        ({"assessment": None}, False),
    ],
)
def test_the_digest_covers_the_content_and_nothing_else(change, same):
    before, after = read_case(json.dumps(FULL)), read_case(json.dumps(FULL | change))
    assert (before.digest == after.digest) is same


plain_trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("aBé_"), inner, max_size=3),
    max_leaves=8,
)


@laws(100)
@given(st.dictionaries(st.sampled_from("abc"), plain_trees))
def test_the_fast_digest_is_the_canonical_one(tree):
    tree = json.loads(normalize("NFC", json.dumps(tree, ensure_ascii=False)))
    assert case_digest(tree) == digest_of(tree)


def test_a_case_pickles_with_its_places():
    case = read_case(json.dumps(FULL, indent=2), file="a.json")
    copy = pickle.loads(pickle.dumps(case))  # noqa: S301
    assert copy == case
    assert locator(copy)("/facts/weight", False) == locator(case)("/facts/weight", False)


def test_an_error_pickles_with_its_diagnostics():
    with pytest.raises(CaseError) as caught:
        read_case("{}", file="a.json")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(copy), copy.diagnostics) == (str(caught.value), caught.value.diagnostics)


ARRAY = '[\n {"schema": "riskengine/case/1", "case_id": "é1", "jurisdiction": "wales", "facts": {}}, %s,\n   %s]'


def test_a_list_of_cases_is_read_in_order_with_places():
    text = ARRAY % (json.dumps(FULL), json.dumps(FULL | {"case_id": "EX-2"}))
    cases = read_case_file(text, "a.json")
    assert [case.case_id for case in cases] == ["é1", "EX-1", "EX-2"]
    assert [(case.place.line, case.place.pointer) for case in cases] == [(2, "/0"), (2, "/1"), (3, "/2")]
    third = locator(cases[2])("/facts/grooming", True)
    line = text.splitlines()[third.line - 1]
    assert line[third.column - 1 : third.end_column - 1] == '"grooming"'
    assert third.pointer == "/2/facts/grooming"


def test_one_bad_case_of_a_list_does_not_stop_the_rest():
    bad = json.dumps(FULL | {"case_id": 12, "fact": {}})
    found = read_each_case(ARRAY % (bad, json.dumps(FULL)), "a.json")
    assert [type(item) for item in found] == [Case, CaseError, Case]
    assert isinstance(found[1], CaseError)
    assert [problem.place.pointer for problem in found[1].diagnostics] == ["/1/case_id", "/1/fact"]


def test_a_duplicate_key_spoils_its_own_case_only():
    bad = json.dumps(FULL).replace('"grooming": null', '"grooming": null, "grooming": true')
    found = read_each_case(ARRAY % (bad, json.dumps(FULL)), "a.json")
    assert [type(item) for item in found] == [Case, CaseError, Case]


def test_a_list_of_yaml_cases():
    item = "- " + YAML.replace("\n", "\n  ").rstrip() + "\n"
    found = read_each_case(item + item.replace("EX-1", "12"), "a.yaml")
    assert [type(each) for each in found] == [Case, CaseError]


def test_a_list_where_one_case_is_needed_is_refused():
    with pytest.raises(CaseError, match="this holds 2"):
        read_case(f"[{json.dumps(FULL)}, {json.dumps(FULL)}]")
    assert read_case(f"[{json.dumps(FULL)}]").case_id == "EX-1"


json_trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-999, 999, places=3) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class Exact(json.JSONEncoder):
    def default(self, o):
        return float(o)


@laws(100)
@given(json_trees, st.sampled_from([None, 1, "\t"]))
def test_the_careful_reader_agrees_with_the_fast_one(tree, indent):
    text = json.dumps(tree, indent=indent, cls=Exact)
    problems = []
    node = read_json(text, "a.json", problems)
    assert problems == []
    assert node is not None
    assert plain(node) == next_json(text, 0)[0]


@laws(100)
@given(st.text('[]{},:"\\ \n1-.eE+tru0naNnl/u', max_size=12) | st.text(max_size=12))
def test_the_careful_reader_refuses_what_the_fast_one_refuses(text):
    problems = []
    careful = read_json(text.lstrip(" \t\n\r"), "a.json", problems)
    try:
        value, end = next_json(text.lstrip(" \t\n\r"), 0)
    except Suspect:
        assert problems
        return
    if text.lstrip(" \t\n\r")[end:].strip(" \t\n\r"):
        assert problems
    else:
        assert problems == []
        assert careful is not None
        assert plain(careful) == value


@laws(100)
@given(st.binary(max_size=200) | st.text(max_size=200), st.sampled_from(["a.json", "a.yaml", ""]))
def test_any_input_is_read_or_refused_with_a_code(data, file):
    for found in read_each_case(data, file):
        if isinstance(found, CaseError):
            assert found.diagnostics
            assert all(problem.code in CODES for problem in found.diagnostics)


@laws(100)
@given(st.integers(0, len(json.dumps(FULL)) - 1))
def test_a_case_that_was_cut_off_is_refused(length):
    with pytest.raises(CaseError) as caught:
        read_case(json.dumps(FULL)[:length])
    assert caught.value.diagnostics[-1].code in {"RE704", "RE705", "RE706"}


odd_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "as_at", "source", "basis", "x"]), inner, max_size=4)
        | st.tuples(inner)
    ),
    max_leaves=8,
)


@laws(100)
@given(st.dictionaries(st.sampled_from(["a", "b", "A b"]) | st.integers(), odd_values, max_size=3), odd_values)
def test_any_mapping_is_read_or_refused_with_a_code(facts, assessment):
    try:
        case = read_case(HEAD | {"facts": facts, "assessment": assessment})
    except CaseError as error:
        found = error.diagnostics
    else:
        found = ()
        assert len(case.digest) == 64
    assert all(problem.code in CODES and problem.place.pointer for problem in found)


def test_what_could_not_be_read_is_passed_over_in_silence():
    assert plain(read_json("[NaN]", "a.json", [])) == [BROKEN]
