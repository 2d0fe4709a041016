"""The shipped rule set suspect-priority and its guidance: both load, compile and lint clean, and the examples fit them."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.lint import lint
from riskengine.compiling.program import Program
from riskengine.deciding.knowledge import bind
from riskengine.diagnostics import Diagnostic
from riskengine.engine import Engine
from riskengine.loading.case_reader import read_case
from riskengine.loading.citations import check_citations, citations_of
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.loading.store import Store
from riskengine.ruleset import RuleSet

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"
EDITIONS = sorted(path.parent for path in RULES.glob("suspect-priority/*/ruleset.yaml"))
EXAMPLES = sorted(RULES.glob("suspect-priority/examples/*.json"))
EXPECTED = yaml.safe_load((ROOT / "tests/golden/examples.yaml").read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@cache
def ruleset_in(folder: Path) -> RuleSet:
    problems: list[Diagnostic] = []
    ruleset = read_ruleset(folder, problems)
    assert problems == []
    assert ruleset is not None
    return ruleset


@cache
def program_in(folder: Path) -> Program:
    return compile_ruleset(ruleset_in(folder))


@cache
def store() -> Store:
    return Store.open(RULES)


@cache
def engine() -> Engine:
    return Engine.open(RULES)


editions = pytest.mark.parametrize("folder", EDITIONS, ids=name_of)
examples = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def test_all_editions_and_all_examples_are_there() -> None:
    assert [name_of(folder) for folder in EDITIONS] == [
        "suspect-priority/2020.1",
        "suspect-priority/2023.1",
        "suspect-priority/2026.1",
    ]
    assert len(EXAMPLES) >= 6


@editions
def test_an_edition_lints_without_errors_or_warnings(folder: Path) -> None:
    found = lint(program_in(folder), store().guidance)
    assert [problem for problem in found if problem.severity != "note"] == []


def test_the_store_finds_nothing_wrong() -> None:
    assert [problem for problem in store().check() if problem.severity != "note"] == []


@editions
def test_every_citation_exists_and_was_in_force(folder: Path) -> None:
    assert check_citations(ruleset_in(folder), store().guidance) == []


@editions
def test_every_rule_clock_and_parameter_cites_something(folder: Path) -> None:
    ruleset = ruleset_in(folder)
    cited = {citation.by for citation in citations_of(ruleset)}
    assert cited >= {f"rule {rule.id}" for rule in ruleset.rules} | {f"time limit {clock.id}" for clock in ruleset.clocks}
    assert all(value.cites for parameter in ruleset.parameters.values() for value in parameter.values)


@editions
def test_nothing_is_presented_as_official(folder: Path) -> None:
    ruleset = ruleset_in(folder)
    assert ruleset.provenance == "illustrative"
    # No interval was read in its source, so none may claim it.
    assert not any(value.verified for parameter in ruleset.parameters.values() for value in parameter.values)


@editions
def test_every_fact_can_be_asked_and_phrased(folder: Path) -> None:
    for fact in ruleset_in(folder).facts.values():
        assert fact.question.endswith("?")
        assert fact.group
        wanted = {"true", "false"} if fact.type == "boolean" else {"value"}
        wanted |= {"unknown"} | ({"not_applicable"} if fact.applies_when else set())
        assert fact.phrases.keys() == wanted, fact.name


@editions
def test_phrases_are_parts_of_sentences(folder: Path) -> None:
    ruleset = ruleset_in(folder)
    phrases = [each.phrases for each in ruleset.facts.values()] + [each.phrases for each in ruleset.definitions.values()]
    for phrase in (phrase for each in phrases for phrase in each.values()):
        assert not phrase.endswith("."), phrase
        assert phrase[0].islower() or phrase[0] == "{", phrase


@editions
def test_a_time_limit_of_any_live_case_has_a_value(folder: Path) -> None:
    # A limit takes the value of the day on which it started, which may lie years before the edition.
    for parameter in ruleset_in(folder).parameters.values():
        assert parameter.values[0].start <= date(2010, 1, 1), parameter.name


def test_a_suspect_who_lives_with_a_child_is_never_low_in_any_edition() -> None:
    for folder in EDITIONS:
        ruleset = ruleset_in(folder)
        floors = [claim for claim in ruleset.invariants if claim.minimum_grade and "lives with a child" in claim.claim]
        assert floors, folder
        assert all(ruleset.grades.index(claim.minimum_grade or "") > 0 for claim in floors)


@pytest.mark.parametrize("folder", EDITIONS[1:], ids=name_of)
def test_later_editions_drop_the_category_as_a_measure_of_risk(folder: Path) -> None:
    older, newer = ruleset_in(EDITIONS[0]), ruleset_in(folder)
    assert {"MAT-1", "MAT-2", "MAT-3", "MAT-4", "MAT-6"} <= {rule.id for rule in older.rules}
    category = re.compile(r"highest_category|category_scheme")
    raising = [rule for rule in newer.rules if rule.effect.minimum_grade or rule.effect.points or rule.effect.points_by]
    assert not [rule.id for rule in raising if category.search(repr(rule.when))]


def test_every_minimum_grade_of_2023_still_holds_in_2026() -> None:
    older, newer = (ruleset_in(RULES / "suspect-priority" / edition) for edition in ("2023.1", "2026.1"))
    now = {rule.id: rule for rule in newer.rules}
    for rule in older.rules:
        if rule.effect.minimum_grade:
            assert now[rule.id].when == rule.when
            assert newer.grades.index(now[rule.id].effect.minimum_grade or "") >= older.grades.index(rule.effect.minimum_grade)
            assert rule.discretion == now[rule.id].discretion


@pytest.mark.parametrize(("old", "new"), [("2020.1", "2023.1"), ("2023.1", "2026.1")])
def test_the_changelog_names_every_rule_that_came_or_went(old: str, new: str) -> None:
    text = (RULES / "suspect-priority" / "CHANGELOG.md").read_text(encoding="utf-8")
    section = text.split(f"## {new}")[1].split("\n## ")[0]
    named = set(re.findall(r"[A-Z]+-\d+", section))
    for kind, first, last in re.findall(r"([A-Z]+)-(\d+) to [A-Z]+-(\d+)", section):
        named |= {f"{kind}-{number}" for number in range(int(first), int(last) + 1)}
    ids = [{rule.id for rule in ruleset_in(RULES / "suspect-priority" / edition).rules} for edition in (old, new)]
    assert sorted((ids[0] ^ ids[1]) - named) == []


def test_the_urgency_of_a_provider_is_part_of_no_grade() -> None:
    ruleset = ruleset_in(RULES / "suspect-priority" / "2026.1")
    speaking = [rule for rule in ruleset.rules if "provider_" in repr(rule.when)]
    assert {rule.id for rule in speaking} >= {"PRO-1", "PRO-2", "PRO-3", "PRO-4"}
    assert not [rule.id for rule in speaking if rule.effect.minimum_grade or rule.effect.points or rule.effect.points_by]
    assert not [name for name, definition in ruleset.definitions.items() if "provider_" in repr(definition)]


@examples
def test_no_urgency_of_a_provider_changes_what_guidance_requires(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    case["facts"]["provider_report"] = True
    day = max(next(entry["as_of"] for entry in EXPECTED if entry["file"] == path.name), date(2026, 4, 7))
    grades = set()
    for urgency in (None, "immediate", "as_soon_as_practicable", "without_undue_delay", "none_given"):
        case["facts"]["provider_urgency"] = urgency
        grades.add(repr(engine().assess(case, as_of=day).grade))
    assert len(grades) == 1


@pytest.mark.parametrize("rule_id", ["ACC-1", "ACC-2", "ACC-3", "PREV-1", "CUR-1"])
def test_the_weightiest_minimum_grades_allow_no_departure(rule_id: str) -> None:
    rules = {rule.id: rule for rule in ruleset_in(EDITIONS[-1]).rules}
    assert rules[rule_id].discretion == "none"


def test_the_language_is_used_where_it_fits() -> None:
    rules = ruleset_in(EDITIONS[-1]).rules
    assert {rule.when_unknown for rule in rules} == {"report", "presume", "accept"}
    # What is presumed asks for steps; it sets no grade of its own.
    assert all(rule.effect.minimum_grade is None for rule in rules if rule.when_unknown == "presume")
    assert len([rule for rule in rules if rule.effect.minimum_grade in ("high", "very_high")]) >= 8


@examples
def test_an_example_binds_to_every_edition(path: Path) -> None:
    case = read_case(path.read_bytes(), file=path.name)
    vocabulary = {name for folder in EDITIONS for name in ruleset_in(folder).facts}
    assert set(case.facts) <= vocabulary
    day = next(entry["as_of"] for entry in EXPECTED if entry["file"] == path.name)
    for folder in EDITIONS:
        program = program_in(folder)
        bound = bind(case, program, known_on=day, as_of=day, guidance_day=day, vocabulary=vocabulary)
        assert set(bound.left_out) == set(case.facts) - set(ruleset_in(folder).facts)
        assert not bound.untimed


@examples
def test_an_example_says_who_recorded_what_when_and_why(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    for name, entries in record["facts"].items():
        for entry in entries if isinstance(entries, list) else [entries]:
            assert {"value", "as_at", "source", "recorded_by"} <= entry.keys(), name
            assert ("basis" in entry) == (entry["value"] is not None), name


def test_every_example_has_an_expected_result_and_no_other() -> None:
    assert [entry["file"] for entry in EXPECTED] == list(dict.fromkeys(entry["file"] for entry in EXPECTED))
    assert {entry["file"] for entry in EXPECTED} == {path.name for path in EXAMPLES}


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: entry["file"])
def test_an_expected_result_speaks_of_rules_and_clocks_that_exist(entry: dict[str, object]) -> None:
    ruleset = ruleset_in(RULES / "suspect-priority" / str(entry["edition"]))
    rules = {rule.id for rule in ruleset.rules}
    for key in ("applies", "does_not_apply", "unsettled", "presumed", "accepted"):
        assert set(entry.get(key, [])) <= rules  # type: ignore[call-overload]
    if "clocks" in entry:
        assert set(entry["clocks"]) == {clock.id for clock in ruleset.clocks}  # type: ignore[call-overload]
