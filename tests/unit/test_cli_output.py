"""Results are written whole or not at all, over nothing without leave, and coloured only where that is wanted."""

from __future__ import annotations

import io
import stat
import sys

import pytest

from riskengine.diagnostics import UsageError
from riskengine_cli.output import check_target, wants_color, write


def test_to_standard_output(capsys):
    write(["a", "b\n"], None)
    assert capsys.readouterr().out == "ab\n"


def test_to_a_file_in_utf_8(tmp_path):
    target = tmp_path / "decision.json"
    write(["é\n"], target)
    assert target.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_has_ordinary_permissions(tmp_path):
    plain, target = tmp_path / "plain", tmp_path / "decision"
    plain.write_text("", encoding="utf-8")
    write(["{}"], target)
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_file_that_exists_is_kept(tmp_path):
    target = tmp_path / "decision.json"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match="--force"):
        write(["new"], target)
    assert target.read_text(encoding="utf-8") == "old"
    write(["new"], target, force=True)
    assert target.read_text(encoding="utf-8") == "new"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path):
    target = tmp_path / "decision.json"

    def pieces():
        yield "new"
        target.write_text("of someone else", encoding="utf-8")

    with pytest.raises(UsageError, match="--force"):
        write(pieces(), target)
    assert target.read_text(encoding="utf-8") == "of someone else"
    assert list(tmp_path.iterdir()) == [target]


def test_a_run_that_fails_leaves_nothing(tmp_path):
    def pieces():
        yield "half"
        raise UsageError("no")

    with pytest.raises(UsageError, match="no"):
        write(pieces(), tmp_path / "decision.json")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_leaves_the_old_file(tmp_path):
    target = tmp_path / "decision.json"
    target.write_text("old", encoding="utf-8")

    def pieces():
        yield "half"
        raise UsageError("no")

    with pytest.raises(UsageError, match="no"):
        write(pieces(), target, force=True)
    assert target.read_text(encoding="utf-8") == "old"


def test_a_folder_is_refused_before_any_work(tmp_path):
    with pytest.raises(UsageError, match="is a folder"):
        check_target(tmp_path, force=True)


def test_a_missing_folder_is_refused_before_any_work(tmp_path):
    with pytest.raises(UsageError, match="there is no folder"):
        check_target(tmp_path / "no" / "decision.json", force=False)


class _Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(choice, environment, terminal, expected, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", _Terminal() if terminal else io.StringIO())
    assert wants_color(choice) is expected


def test_nothing_makes_no_file_and_leaves_no_older_result(tmp_path):
    target = tmp_path / "decision.json"
    write([], target)
    assert list(tmp_path.iterdir()) == []
    target.write_text("old", encoding="utf-8")
    write([], target, force=True)
    assert target.read_bytes() == b""


def test_the_whole_is_converted_at_once_and_nothing_is_not(tmp_path):
    target, none = tmp_path / "decision.pdf", tmp_path / "none.pdf"
    write(["a", "b"], target, convert=lambda text: text.upper().encode())
    write([], none, convert=lambda _: b"something")
    assert target.read_bytes() == b"AB"
    assert not none.exists()
