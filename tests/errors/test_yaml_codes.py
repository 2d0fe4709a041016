"""One smallest bad input for each code of files and YAML. `▸` stands before the place that is reported."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from riskengine.codes.yaml import YAML_CODES
from riskengine.diagnostics import Diagnostic
from riskengine.loading.decoding import MAX_BYTES
from riskengine.loading.yaml_reader import MAX_DEPTH, MAX_NODES, MAX_TEXT, PurePythonParser, read_yaml, read_yaml_file


class Bad(NamedTuple):
    code: str
    data: str | bytes
    message: str
    help: str = ""
    place: tuple[int, int] | None = None


BAD = (
    Bad("RE103", b"a: caf\xe9\n", "byte 0xe9 is not UTF-8", "save the file as UTF-8", (1, 7)),
    Bad("RE103", "a: ü\nb: é".encode() + b"\x80", "byte 0x80", "", (2, 5)),
    Bad("RE104", "a: 1".encode("utf-16"), "UTF-16", "save it as UTF-8", (1, 1)),
    Bad("RE104", "a: 1".encode("utf-16-le"), "UTF-16", "save it as UTF-8", (1, 1)),
    Bad("RE104", "a: 1".encode("utf-32-be"), "UTF-16 or UTF-32", "", (1, 1)),
    Bad("RE105", "a: b▸\0c", "U+0000", "delete it"),
    Bad("RE105", "a: b▸\x1b[31m", "U+001B"),
    Bad("RE105", "a: b▸\x85c", "U+0085"),
    Bad("RE105", 'a: ▸"b\\0c"', "U+0000"),
    Bad("RE106", "a: b\nc: d▸\u202ee", "U+202E", "read differently from what it says"),
    Bad("RE106", "a: b▸\u200bc", "U+200B"),
    Bad("RE106", "a: b▸\u00adc", "U+00AD"),
    Bad("RE106", "a: b▸\ufeff", "U+FEFF"),
    Bad("RE106", 'a: ▸"\\u2066b"', "U+2066"),
    Bad("RE107", "a:\n▸\tb: 1", "a tab", "use spaces"),
    Bad("RE108", "▸", "empty"),
    Bad("RE108", "▸# nothing yet\n", "nothing but comments"),
    Bad("RE108", "▸---\n...\n", "empty"),
    Bad("RE109", "a: 1\n▸---\nb: 2\n", "second document", "delete the `---`"),
    Bad("RE110", "▸%YAML 1.1\n---\na: 1\n", "`%`", "delete it"),
    Bad("RE111", "a: ▸&x 1\n", "anchors are not read", "`define`"),
    Bad("RE111", "a: ▸&x\n  b: 1\n", "anchors are not read"),
    Bad("RE112", "a: ▸*x\n", "aliases are not read", "write the value out"),
    Bad("RE113", "a:\n  ▸<<: {b: 1}\n", "merge keys", "write the keys out"),
    Bad("RE114", "a: ▸!!python/object:os.system x\n", "tags are not read", "delete it"),
    Bad("RE114", "a: ▸!!str 1\n", "tags are not read"),
    Bad("RE114", "a: ▸! 1\n", "tags are not read"),
    Bad("RE115", "a: 1\nb: 2\n▸a: 3\n", "`a` stands here for the second time", "keep one"),
    Bad("RE115", "{x: {a: 1, ▸'a': 2}}", "second time"),
    Bad("RE116", "▸{a: 1}: 2\n", "a key must be text", "quotes"),
    Bad("RE116", "? ▸[a]\n: 2\n", "a key must be text"),
    Bad("RE117", "?▸ \n: 1\n", "a key is missing"),
    Bad("RE117", '▸"": 1\n', "a key is missing"),
    Bad("RE118", "a:▸\nb: 1\n", "a value is missing", "`null` where that is meant"),
    Bad("RE118", "a:\n  -▸\n  - 1\n", "a value is missing"),
    Bad("RE118", "{a: 1, b▸}", "a value is missing"),
    Bad("RE119", "[" * MAX_DEPTH + "▸[" + "]" * (MAX_DEPTH + 1), f"more than {MAX_DEPTH} deep", "`define`"),
    Bad("RE121", "%YAML 3.0\n---\na: 1", "this is not YAML", ""),
    Bad("RE122", 'a: "b\nc: d\n', "never closed", "close it"),
    Bad("RE122", "a: 'b\n", "never closed"),
    Bad("RE123", "a: [1, 2\nb: 3\n", "not closed", "close every"),
    Bad("RE123", "a: {b: 1\n", "not closed"),
    Bad("RE123", "a: [1, 2\n", "not closed"),
    Bad("RE124", "a: b▸: c\n", "no key can stand", "put quotes around text"),
    Bad("RE125", "a: ▸@b\n", "may not start with this character", "quotes"),
    Bad("RE125", "a: ▸`b`\n", "may not start with this character"),
    Bad("RE125", "a: ▸%b\n", "may not start with this character"),
    Bad("RE126", 'a: "\\q"\n', "no such escape", "single quotes"),
    Bad("RE126", 'a: "\\xzz"\n', "no such escape"),
    Bad("RE124", "a: 1\n b▸: 2\n", "no key can stand", "indentation"),
    Bad("RE127", "a:\n    b: 1\n  ▸c: 2\n", "does not fit", "indentation"),
    Bad("RE127", "- a\n▸b: 1\n", "does not fit"),
    Bad("RE128", "a: ▸1234567890123456\n", "16 digits before the point", "at most 15 and 9"),
    Bad("RE128", "a: ▸0.1234567891\n", "10 after it"),
    Bad("RE129", "a: ▸2023-02-29\n", "no such day or time as 2023-02-29", "quotes"),
    Bad("RE129", "a: ▸2023-02-28T24:00\n", "no such day or time"),
    Bad("RE129", "a: ▸2023-02-28T10:00+25:00\n", "no such day or time"),
    Bad("RE129", "a: ▸0001-01-01T00:00+10:00\n", "no such day or time"),
    Bad("RE130", "a: ▸2023-03-26T01:30\n", "does not exist or happens twice", "2023-03-26T01:30+00:00"),
    Bad("RE130", "a: ▸2023-10-29T01:30:00\n", "does not exist or happens twice", "2023-10-29T01:30:00+01:00"),
    Bad("RE131", f"a: ▸{'b' * (MAX_TEXT + 1)}\n", "more than 10,000 characters", "shorten it"),
)  # fmt: skip


def expected(bad: Bad) -> tuple[bytes, tuple[int, int] | None]:
    """The input without its marker, and the place that the marker stands for."""
    if isinstance(bad.data, bytes):
        return bad.data, bad.place
    before, marker, after = bad.data.partition("▸")
    place = (before.count("\n") + 1, len(before) - before.rfind("\n")) if marker else None
    return (before + after).encode(), place


def named(bad: Bad) -> str:
    return f"{bad.code}-{bad.data[:20]!r}"


@pytest.mark.parametrize("parser", [None, PurePythonParser], ids=["libyaml", "python"])
@pytest.mark.parametrize("bad", BAD, ids=named)
def test_a_bad_file_is_reported_once_at_its_place(bad, parser):
    data, place = expected(bad)
    problems: list[Diagnostic] = []
    read_yaml(data, "a.yaml", problems, parser)
    assert [problem.code for problem in problems] == [bad.code], problems
    (problem,) = problems
    assert bad.message in problem.message
    assert bad.help in problem.help
    assert problem.place.file == "a.yaml"
    if place is not None:
        assert (problem.place.line, problem.place.column) == place


def test_files_that_cannot_be_opened(tmp_path: Path):
    (tmp_path / "folder.yaml").mkdir()
    problems: list[Diagnostic] = []
    assert read_yaml_file(tmp_path / "none.yaml", "none.yaml", problems) is None
    assert read_yaml_file(tmp_path / "folder.yaml", "folder.yaml", problems) is None
    assert read_yaml_file(tmp_path / "a\0b.yaml", "a.yaml", problems) is None
    assert [problem.code for problem in problems] == ["RE101"] * 3
    assert [problem.message for problem in problems[:2]] == ["none.yaml does not exist", "folder.yaml is a folder, not a file"]


def test_a_large_file_is_refused_before_it_is_parsed(tmp_path: Path):
    problems: list[Diagnostic] = []
    assert read_yaml(b"[" * (MAX_BYTES + 1), "a.yaml", problems) is None
    (problem,) = problems
    assert (problem.code, problem.help) == ("RE102", "split it into several files")


def test_too_many_values_are_refused():
    problems: list[Diagnostic] = []
    assert read_yaml(b"[" + b"1," * (MAX_NODES + 1) + b"]", "a.yaml", problems) is None
    assert [problem.code for problem in problems] == ["RE120"]


def test_a_list_of_problems_ends_somewhere():
    problems: list[Diagnostic] = []
    read_yaml(b"a: *b\n" * 500, "a.yaml", problems)
    assert len(problems) == 100
    assert problems[-1].code == "RE132"
    assert "RE132" not in {problem.code for problem in problems[:-1]}


def test_every_code_has_a_bad_file():
    elsewhere = {"RE101", "RE102", "RE120", "RE132"}
    assert {bad.code for bad in BAD} | elsewhere == {row.code for row in YAML_CODES}
