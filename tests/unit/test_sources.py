from __future__ import annotations

from riskengine.diagnostics import Diagnostic, Place
from riskengine.loading.sources import with_sources


def test_each_problem_gets_its_line(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes("\ufeffa: 1\r\nb: é\r\n".encode())
    first = Diagnostic("X1", "m", Place(file.as_posix(), 2, 4))
    second = Diagnostic("X2", "m", Place(file.as_posix(), 1, 1))
    assert [problem.source for problem in with_sources([first, second])] == ["b: é", "a: 1"]


def test_what_has_a_line_or_no_file_stays_as_it_is(tmp_path):
    problems = (
        Diagnostic("X1", "m", Place((tmp_path / "none.yaml").as_posix(), 1, 1)),
        Diagnostic("X2", "m", Place(tmp_path.as_posix(), 1, 1)),
        Diagnostic("X3", "m", Place("", 1, 1, pointer="/facts")),
        Diagnostic("X4", "m", Place("a.yaml", 1, 1), source="kept"),
        Diagnostic("X5", "m", Place((tmp_path / "none.yaml").as_posix())),
    )
    found = with_sources(problems)
    assert found == problems
    assert [problem.source for problem in found] == ["", "", "", "kept", ""]


def test_a_line_beyond_the_end_is_empty(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n")
    assert with_sources([Diagnostic("X", "m", Place(file.as_posix(), 99, 1))])[0].source == ""
