"""The Welsh wording of an edition: each mistake in it is told with its place, and none of it changes the edition."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from riskengine.diagnostics import RuleSetError
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.loading.wording_reader import check_wording, read_wording_of

EDITION = Path("rules/suspect-priority/2026.1")


def problems_of(tmp_path, text):
    folder = tmp_path / "2026.1"
    if not folder.exists():
        shutil.copytree(EDITION, folder)
    (folder / "welsh.yaml").write_text(text, encoding="utf-8")
    problems = []
    ruleset = read_ruleset(folder, problems)
    assert not problems
    check_wording(folder, ruleset, problems)
    return [(problem.code, problem.place.line) for problem in problems]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("facts:\n  groomin: {question: Beth?}\n", "RE259", 2),
        ("rules:\n  ACC-99: {title: Dim}\n", "RE259", 2),
        ("clocks:\n  ACT-NEVER: Dim\n", "RE259", 2),
        ("define:\n  access: {true: mae}\n", "RE259", 2),
        ("quantities:\n  age: oed\n", "RE259", 2),
        ("rules:\n  ACC-1:\n    because: mae\n", "RE260", 3),
        ("rules:\n  ACC-1:\n    because: '{access_to_children} {grooming}'\n", "RE260", 3),
        ("rules:\n  ACC-6:\n    actions: [un, dau]\n", "RE260", 3),
        ("rules:\n  ACC-1:\n    flag: dim\n", "RE260", 3),
        ("facts:\n  grooming:\n    phrases: {value: '{value}'}\n", "RE260", 3),
        ("facts:\n  referral_received:\n    phrases:\n      value: heb werth\n", "RE260", 4),
        ("quantities:\n  access_routes: heb werth\n", "RE260", 2),
        ("define:\n  access_to_children:\n    true: '{value}'\n", "RE260", 3),
        ("titel: Dim\n", "RE201", 1),
        ("facts: [un]\n", "RE203", 1),
        ("rules:\n  ACC-1: {title: 3}\n", "RE205", 2),
    ],
)
def test_each_mistake_has_its_code_and_place(tmp_path, text, code, line):
    assert problems_of(tmp_path, text) == [(code, line)]


def test_the_wording_has_no_part_in_the_digest(tmp_path):
    problems = []
    folder = tmp_path / "2026.1"
    shutil.copytree(EDITION, folder)
    before = read_ruleset(folder, problems)
    (folder / "welsh.yaml").write_text("title: Arall\n", encoding="utf-8")
    after = read_ruleset(folder, problems)
    (folder / "welsh.yaml").unlink()
    without = read_ruleset(folder, problems)
    assert not problems
    assert before.digest == after.digest == without.digest
    assert read_wording_of(folder).title == ""


def test_a_file_that_cannot_be_read_is_refused_with_its_problems(tmp_path):
    (tmp_path / "welsh.yaml").write_text("titel: Dim\n", encoding="utf-8")
    with pytest.raises(RuleSetError) as caught:
        read_wording_of(tmp_path)
    assert [problem.code for problem in caught.value.diagnostics] == ["RE201"]
