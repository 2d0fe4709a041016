from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.diagnostics import Diagnostic
from riskengine.loading import decoding
from riskengine.loading.content import plain_content
from riskengine.loading.decoding import MAX_BYTES, forbidden_character
from riskengine.loading.nodes import BrokenNode, ListNode, MapNode, Node, ScalarNode
from riskengine.loading.yaml_reader import PurePythonParser, read_yaml

PARSERS = pytest.mark.parametrize("parser", [None, PurePythonParser], ids=["libyaml", "python"])


def content(text: str | bytes, parser=None):
    problems: list[Diagnostic] = []
    found = read_yaml(text if isinstance(text, bytes) else text.encode(), "a.yaml", problems, parser)
    assert problems == []
    assert found is not None
    return plain_content(found[0])


@PARSERS
def test_keys_are_text_and_values_are_typed(parser):
    text = "true: yes\nno: no\n2023: [1, 007, null]\n'a b': \"1\"\n? long\n: |\n  two\n  lines\n"
    assert content(text, parser) == {"true": "yes", "no": "no", "2023": [1, "007", None], "a b": "1", "long": "two\nlines\n"}


@PARSERS
def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(parser):
    plain = b"a: 1\nb:\n  - |\n    c\n    d\n"
    assert content(plain, parser) == content(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"), parser)
    assert content(plain, parser) == content(plain.replace(b"\n", b"\r"), parser)


def places(text: str, parser) -> dict[str, tuple[int, int, int, int]]:
    found = read_yaml(text.encode(), "a.yaml", [], parser)
    assert found is not None
    root, reading = found
    assert isinstance(root, MapNode)
    spans = {}
    for name, entry in root.entries.items():
        place = reading.place(entry.value)
        spans[name] = (place.line, place.column, place.end_line, place.end_column)
    return spans


@PARSERS
def test_places_count_lines_and_code_points_from_one(parser):
    text = "\ufeffé: ü\r\n\U0001f600: \U0001f600x\nflow: {a: [1, 2]}\nblock:\n  a: 1\n  b:\n    - 22\n\n\nlast: 1\n"
    assert places(text, parser) == {
        "é": (1, 4, 1, 5),
        "\U0001f600": (2, 4, 2, 6),
        "flow": (3, 7, 3, 18),
        "block": (5, 3, 7, 9),
        "last": (10, 7, 10, 8),
    }


@PARSERS
def test_a_tree_goes_on_where_one_value_is_broken(parser):
    problems: list[Diagnostic] = []
    found = read_yaml(b"a: *x\nb: 1\nc:\n  - !t 2\n  - 3\n", "a.yaml", problems, parser)
    assert found is not None
    root, _ = found
    assert isinstance(root, MapNode)
    assert isinstance(root.entries["a"].value, BrokenNode)
    assert root.entries["b"].value.value == 1
    assert [type(item).__name__ for item in root.entries["c"].value.items] == ["BrokenNode", "ScalarNode"]
    assert [problem.code for problem in problems] == ["RE112", "RE114"]


def codes(data: bytes, parser=None) -> list[str]:
    problems: list[Diagnostic] = []
    read_yaml(data, "a.yaml", problems, parser)
    return [problem.code for problem in problems]


@PARSERS
@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"{? ", b"[{a: "])
def test_deep_nesting_never_exhausts_the_stack(opening, parser):
    assert codes(opening * 20_000, parser) == ["RE119"]


def test_a_hundred_megabytes_of_nesting_are_refused_by_size():
    assert codes(b"[" * (100 * 1024 * 1024)) == ["RE102"]


def test_the_largest_file_of_nesting_is_refused_by_depth():
    assert codes(b"[" * MAX_BYTES) == ["RE119"]


@PARSERS
def test_an_alias_bomb_is_refused_before_it_is_expanded(parser):
    lines = [b"a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]".encode() for n in range(1, 10)]
    found = codes(b"\n".join(lines), parser)
    assert set(found) == {"RE111", "RE112"}
    assert found.count("RE112") == 81


@PARSERS
def test_nothing_of_a_tag_is_ever_built(parser):
    assert codes(b"a: !!python/object/apply:sys.exit [1]\n", parser) == ["RE114"]
    assert codes(b"!!python/object/new:os.system [echo]\n", parser) == ["RE114"]


YAML_LIKE = st.text(alphabet=" \n-:{}[],a1?!&*|>'\"#%@`\\~.=<\t\u2028é\0", max_size=60)


@given(YAML_LIKE)
def test_no_text_raises_and_whatever_is_read_has_places_in_it(text):
    for parser in (None, PurePythonParser):
        problems: list[Diagnostic] = []
        found = read_yaml(text.encode(), "a.yaml", problems, parser)
        lines = text.split("\n")
        for problem in problems:
            assert 1 <= problem.place.line <= len(lines) + 1
            assert problem.place.column >= 1
        if found is None:
            assert problems
        else:
            check_places(found[0], lines)


def check_places(node: Node, lines: list[str]) -> None:
    start, end = (node.start.line, node.start.column), (node.end.line, node.end.column)
    assert start <= end
    assert start[0] <= len(lines)
    match node:
        case ListNode(items):
            for item in items:
                check_places(item, lines)
        case MapNode(entries):
            for entry in entries.values():
                check_places(entry.key, lines)
                check_places(entry.value, lines)
        case ScalarNode(text, plain=True) if "\n" not in text and start[0] == end[0]:
            assert lines[start[0]][start[1] : end[1]] == text


@given(YAML_LIKE)
def test_both_parsers_read_the_same(text):
    problems: tuple[list[Diagnostic], list[Diagnostic]] = ([], [])
    first = read_yaml(text.encode(), "a.yaml", problems[0])
    second = read_yaml(text.encode(), "a.yaml", problems[1], PurePythonParser)
    if first is None or second is None or problems[0] or problems[1]:
        return
    assert plain_content(first[0]) == plain_content(second[0])


@given(st.binary(max_size=40))
def test_no_bytes_raise(data):
    problems: list[Diagnostic] = []
    if read_yaml(data, "a.yaml", problems) is None:
        assert problems


def test_the_recursion_limit_is_not_needed():
    limit = sys.getrecursionlimit()
    assert codes(b"[" * 49 + b"1" + b"]" * 49) == []
    assert sys.getrecursionlimit() == limit


def test_what_may_not_stand_in_a_file_is_never_printable():
    """The reader looks for such characters only where Python finds something that cannot be printed."""
    forbidden = [chr(point) for point in range(sys.maxunicode + 1) if re.match(decoding._FORBIDDEN, chr(point))]
    assert len(forbidden) > 200
    assert not any(character.isprintable() for character in forbidden)
    assert all(forbidden_character(f"a{character}") for character in forbidden)
