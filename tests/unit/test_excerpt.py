from __future__ import annotations

import pytest

from riskengine.diagnostics import Diagnostic, Place
from riskengine.excerpt import MAX_WIDTH, printable, render


def test_every_part_of_a_diagnostic_is_shown():
    problem = Diagnostic(
        "RE115",
        "the key `a` stands here for the second time",
        Place("rules/a.yaml", 12, 3, 12, 4),
        help="keep one of the two",
        related=((Place("rules/a.yaml", 2, 3), "first here"),),
        source="  a: 1",
    )
    assert render(problem).splitlines() == [
        "error[RE115]: the key `a` stands here for the second time",
        "   --> rules/a.yaml:12:3",
        "    |",
        " 12 |   a: 1",
        "    |   ^",
        "    = first here: rules/a.yaml:2:3",
        "    = help: keep one of the two",
    ]


def test_a_diagnostic_without_a_line_has_no_excerpt():
    assert render(Diagnostic("RE101", "facts.yaml does not exist", Place("facts.yaml"))).splitlines() == [
        "error[RE101]: facts.yaml does not exist",
        "  --> facts.yaml",
    ]
    assert render(Diagnostic("RE701", "no", severity="warning")) == "warning[RE701]: no"


def caret(source: str, start: int, end: int) -> tuple[str, str]:
    lines = render(Diagnostic("X", "m", Place("a", 1, start, 1, end), source=source)).splitlines()
    return lines[3][5:], lines[4][5:]


@pytest.mark.parametrize("at", [1, 50, 99, 100, 101, 250, 480, 500])
def test_a_long_line_is_shortened_around_the_caret(at):
    source = "".join(chr(0x61 + n % 26) for n in range(500))
    line, marks = caret(source, at, at + 1)
    assert len(line) <= MAX_WIDTH + 2
    assert line[marks.index("^")] == source[at - 1]
    assert line.strip("…") in source


def test_a_stretch_that_ends_on_a_later_line_is_marked_to_the_end_of_its_first():
    line, marks = caret("a: {b: 1,", 4, 99)
    assert (line, marks) == ("a: {b: 1,", "   ^^^^^^")
    several = Diagnostic("X", "m", Place("a", 1, 4, 3, 2), source="a: {b: 1,")
    assert render(several).splitlines()[4] == "   |    ^^^^^^"


def test_a_place_after_the_end_of_the_line_is_marked_after_it():
    assert caret("a:", 3, 4) == ("a:", "  ^")


def test_wide_and_combining_characters_keep_the_caret_in_its_column():
    assert caret("日本: e\u0301x", 7, 8) == ("日本: e\u0301x", " " * 7 + "^")
    assert caret("日本", 1, 3) == ("日本", "^^^^")


def test_what_cannot_be_seen_is_shown_and_cannot_steer_a_terminal():
    line, marks = caret("a: \x1b[31mb", 4, 5)
    assert line == "a: <U+001B>[31mb"
    assert marks == "   ^^^^^^^^"
    text = render(Diagnostic("X", "bad\x1b\u202e\nname", Place("a\x07.yaml", 1, 1), help="\x9b2J"))
    assert all(char.isprintable() or char == "\n" for char in text)
    assert printable("\U000e0041") == "<U+E0041>"
