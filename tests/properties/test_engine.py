"""Random rule sets through the whole engine: files, loader, store, evaluators, verdict (language 3.8, 3.11)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riskengine import Engine
from riskengine.diagnostics import Diagnostic
from riskengine.loading.ruleset_reader import read_ruleset
from riskengine.ruleset import RuleSet
from tests.oracle import Situation, brute_force
from tests.oracle_verdicts import verdict_of
from tests.printing.cases import as_case
from tests.printing.yaml_text import GUIDANCE, folder_of
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, program_of, situations

OFFICERS = st.sampled_from([None, "low", "medium", "high", "very_high"])


@contextmanager
def written(ruleset: RuleSet) -> Iterator[Path]:
    """The rule set and its guidance in a folder of their own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder_of(ruleset, folder / "rules" / ruleset.id / ruleset.edition)
        (folder / "guidance" / "test").mkdir(parents=True)
        (folder / "guidance" / "test" / "1.md").write_text(GUIDANCE, encoding="utf-8")
        yield folder / "rules"


def assessed(officer: str | None, situation: Situation) -> dict[str, Any] | None:
    """An assessment made on the day itself."""
    return None if officer is None else {"grade": officer, "assessed_on": situation.as_of.isoformat(), "edition": "1"}


@laws(40)
@given(situations(LARGE))
def test_a_rule_set_that_was_printed_is_read_back_the_same(situation: Situation) -> None:
    with written(situation.ruleset) as rules:
        problems: list[Diagnostic] = []
        found = read_ruleset(rules / "random" / "1", problems)
    assert problems == []
    assert found is not None
    assert replace(found, digest="", folder="") == situation.ruleset


@laws(30)
@given(situations(FINITE), OFFICERS)
def test_the_verdict_is_the_first_line_of_the_table_that_fits(situation: Situation, officer: str | None) -> None:
    program_of(situation.ruleset)
    truth = brute_force(situation)
    with written(situation.ruleset) as rules:
        decision = Engine.open(rules).assess(as_case(situation, assessed(officer, situation)), as_of=situation.as_of)
        grade = decision.grade
    if grade.range == "exact":
        assert grade.verdict == verdict_of(situation, truth, officer)
        assert [grade.least, grade.most] == [None if n < 0 else situation.ruleset.grades[n] for n in (truth.least, truth.most)]


@laws(12)
@given(situations(FINITE), OFFICERS, st.randoms(use_true_random=False))
def test_the_decision_is_the_same_bytes_by_either_evaluator_and_in_any_order(
    situation: Situation, officer: str | None, random: Any
) -> None:
    program_of(situation.ruleset)
    case = as_case(situation, assessed(officer, situation))
    with written(situation.ruleset) as rules:
        expected = Engine.open(rules).assess(case, as_of=situation.as_of).model_dump_json()
        plain = Engine.open(rules, fast=False).assess(case, as_of=situation.as_of).model_dump_json()
    with written(shuffled(situation.ruleset, random)) as rules:
        other = Engine.open(rules).assess(json.dumps(mixed(case, random), default=float), as_of=situation.as_of).model_dump_json()
    assert plain == expected
    assert other == expected


def shuffled(ruleset: RuleSet, random: Any) -> RuleSet:
    """The same rule set with everything that has a name or id in another order."""
    return replace(
        ruleset,
        rules=tuple(random.sample(ruleset.rules, len(ruleset.rules))),
        facts=mixed(ruleset.facts, random),
        definitions=mixed(ruleset.definitions, random),
        quantities=mixed(ruleset.quantities, random),
        scores=mixed(ruleset.scores, random),
        parameters=mixed(ruleset.parameters, random),
    )


def mixed(mapping: Any, random: Any) -> dict[str, Any]:
    """A mapping with its keys in another order, and those of the mappings in it where they are plain data."""
    keys = random.sample(sorted(mapping), len(mapping))
    return {key: mixed(mapping[key], random) if isinstance(mapping[key], dict) else mapping[key] for key in keys}
