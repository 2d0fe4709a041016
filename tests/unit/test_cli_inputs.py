"""Cases are found in files of every kind, in order, and keep their places."""

from __future__ import annotations

import io
import json
import sys

import pytest

from riskengine.case import Case
from riskengine.diagnostics import CaseError, UsageError
from riskengine_cli.inputs import LARGEST, cases_in, only_one


def _case(name="A", **more):
    return {"schema": "riskengine/case/1", "case_id": name, "jurisdiction": "scotland", "facts": {}, **more}


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def _ids(*files):
    return [each.found.case_id for each in cases_in(files)]


def test_one_case_by_itself(file):
    alone, cases = only_one(cases_in([file("a.json", json.dumps(_case()))]))
    assert alone
    assert [each.case().case_id for each in cases] == ["A"]


def test_a_list_of_one_is_a_list(file):
    alone, cases = only_one(cases_in([file("a.json", json.dumps([_case()]))]))
    assert not alone
    assert len(list(cases)) == 1


def test_two_files_are_not_one(file):
    name = file("a.json", json.dumps(_case()))
    alone, cases = only_one(cases_in([name, name]))
    assert not alone
    assert len(list(cases)) == 2


@pytest.mark.parametrize("name", ["a.ndjson", "a.jsonl", "a.json"])
def test_one_case_to_a_line(file, name):
    lines = "\n".join(json.dumps(_case(each)) for each in "ABC")
    assert _ids(file(name, lines + "\n\n")) == ["A", "B", "C"]


def test_an_object_over_several_lines_is_one_case(file):
    assert _ids(file("a.json", json.dumps(_case(), indent=1))) == ["A"]
    assert _ids(file("b.json", "{\n}" if False else json.dumps(_case("B"), indent=0))) == ["B"]


def test_yaml(file):
    assert _ids(file("a.yaml", "schema: riskengine/case/1\ncase_id: Y\njurisdiction: scotland\nfacts: {}\n")) == ["Y"]


def test_a_byte_order_mark_is_no_matter(file):
    assert _ids(file("a.json", b"\xef\xbb\xbf" + json.dumps(_case()).encode())) == ["A"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps([_case("S"), _case("T")]).encode())))
    assert _ids("-") == ["S", "T"]


def test_standard_input_once_only(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"[]")))
    with pytest.raises(UsageError, match="once only"):
        list(cases_in(["-", "-"]))


def test_a_bad_line_has_its_place_and_does_not_stop_the_rest(file):
    name = file("a.ndjson", f"{json.dumps(_case('A'))}\n\n{{\n{json.dumps(_case('C'))}\n")
    first, bad, last = cases_in([name])
    assert isinstance(first.found, Case)
    assert isinstance(bad.found, CaseError)
    assert {each.place.line for each in bad.found.diagnostics} == {3}
    assert bad.name == f"{name}, case 2"
    assert last.found.case_id == "C"
    assert last.found.place.line == 4


def test_a_bad_member_does_not_stop_the_rest(file):
    name = file("a.json", json.dumps([_case("A"), {"case_id": 1}, _case("C")]))
    kinds = [type(each.found) for each in cases_in([name])]
    assert kinds == [Case, CaseError, Case]


def test_an_input_that_is_too_large(file, tmp_path):
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(LARGEST + 10)
    (given,) = cases_in([str(path)])
    assert isinstance(given.found, UsageError)
    assert "larger than 64 MiB" in given.found.message
