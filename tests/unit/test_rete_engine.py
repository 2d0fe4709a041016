"""An engine that checks every case a second time: what it says, and what happens where the two do not agree."""

from __future__ import annotations

import json
import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from riskengine.decision import Refusal
from riskengine.diagnostics import DisagreementError, UsageError
from riskengine.engine import Engine
from riskengine.facts import FactState
from riskengine.loading.case_reader import read_case
from riskengine.records import changed
from riskengine.rete.available import why_not
from riskengine.rete.bundle import BUNDLE_SCHEMA
from riskengine_cli.app import run

needs_durable_rules = pytest.mark.skipif(bool(why_not()), reason=f"durable-rules: {why_not()}")
RULES = Path(__file__).parents[2] / "rules"
EXAMPLES = sorted(RULES.glob("*/examples/*.json"))
SEPTEMBER = RULES / "suspect-priority/examples/september-2020.json"
DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.open(cross_check=True)


@needs_durable_rules
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_shipped_example_is_agreed_on(engine, path):
    decision = engine.assess(path.read_bytes(), as_of=DAY)
    assert decision.checked_by == ("durable-rules",)
    assert decision.record.engine.checked_by == ("durable-rules",)
    assert decision.digest == Engine.open().assess(path.read_bytes(), as_of=DAY).digest


def test_without_it_nothing_is_said_to_be_checked():
    decision = Engine.open().assess(SEPTEMBER.read_bytes(), as_of=DAY)
    assert decision.checked_by == decision.record.engine.checked_by == ()


@needs_durable_rules
def test_where_no_edition_is_in_force_there_is_nothing_to_check(engine):
    case = json.loads(SEPTEMBER.read_text(encoding="utf-8"))
    del case["assessment"]
    decision = engine.assess({**case, "ruleset": "suspect-priority"}, as_of=date(2001, 1, 1))
    assert (decision.grade.verdict, decision.checked_by) == ("no_edition", ())


@needs_durable_rules
def test_copies_of_the_engine_and_of_its_decisions_keep_it(engine):
    copy = pickle.loads(pickle.dumps(engine))  # noqa: S301
    decision = copy.assess(SEPTEMBER.read_bytes(), as_of=DAY)
    assert pickle.loads(pickle.dumps(decision)).checked_by == ("durable-rules",)  # noqa: S301


@needs_durable_rules
def test_threads_may_share_it(engine):
    cases = [read_case(path.read_text(encoding="utf-8")) for path in EXAMPLES] * 3
    expected = [Engine.open().assess(case, as_of=DAY).grade for case in cases]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda case: engine.assess(case, as_of=DAY).grade, cases)) == expected


def test_without_durable_rules_it_cannot_be_asked_for(monkeypatch):
    monkeypatch.setattr("riskengine.rete.available.why_not", lambda: "it is not installed")
    with pytest.raises(UsageError, match=r"durable-rules is needed .* it is not installed"):
        Engine.open(cross_check=True)


# Disagreement.


@pytest.fixture
def disagreeing(monkeypatch):
    """The engine takes what is not known as no: a fault on purpose."""
    from riskengine.deciding.judge import _settle, plain_evaluator

    def settle(program, inputs):
        evaluation, settled = _settle(program, inputs)
        return evaluation, changed(settled, most=settled.least)

    monkeypatch.setattr("riskengine.deciding.prepared.plain_evaluator", changed(plain_evaluator, settle=settle))


@needs_durable_rules
def test_a_disagreement_gives_no_decision_but_what_a_report_needs(disagreeing):
    case = read_case((RULES / "suspect-priority/examples/unknown-household.json").read_text(encoding="utf-8"))
    with pytest.raises(DisagreementError, match="so there is no decision") as caught:
        Engine.open(cross_check=True).assess(case, as_of=DAY)
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (error.exit_code, error.message) == (7, caught.value.message)
    bundle = json.loads(json.dumps(error.bundle))
    assert bundle["schema"] == BUNDLE_SCHEMA
    assert bundle["edition"]["digest"] == Engine.open().store.edition("suspect-priority", bundle["edition"]["edition"]).digest
    assert read_case(bundle["case"]).digest == case.digest == bundle["case_digest"]
    assert bundle["differences"]
    assert set(bundle["riskengine"]["rules"]) == set(bundle["durable-rules"]["rules"])


@needs_durable_rules
def test_one_case_of_many_is_refused(disagreeing):
    paths = [RULES / f"suspect-priority/examples/{name}.json" for name in ("unknown-household", "stands-2026")]
    results = list(Engine.open(cross_check=True).assess_many([path.read_bytes() for path in paths], as_of=DAY))
    assert [isinstance(each, Refusal) for each in results] == [True, False]
    assert results[0].exit_code == 7


@needs_durable_rules
def test_a_fault_in_reading_the_case_is_noticed(monkeypatch):
    from riskengine.deciding.knowledge import Binder

    right = Binder.bind

    def bind(*given, **more):
        bound = right(*given, **more)
        states = tuple(FactState.UNKNOWN if each is FactState.NOT_ASKED else each for each in bound.inputs.states)
        return changed(bound, inputs=changed(bound.inputs, states=states))

    monkeypatch.setattr(Binder, "bind", bind)
    with pytest.raises(DisagreementError, match="was read in two ways"):
        Engine.open(cross_check=True).assess(SEPTEMBER.read_bytes(), as_of=DAY)


@needs_durable_rules
def test_a_parameter_of_another_day_is_noticed(monkeypatch):
    from riskengine.deciding.knowledge import Binder

    right = Binder._parameters
    monkeypatch.setattr(Binder, "_parameters", lambda binder, _: tuple(None for _ in right(binder, DAY)))
    program = Engine.open().program("suspect-priority", "2026.1")
    assert program.parameters
    with pytest.raises(DisagreementError, match=r"the parameter .* was read in two ways"):
        Engine.open(cross_check=True).assess(SEPTEMBER.read_bytes(), as_of=DAY)


# At the terminal.

UNKNOWN = str(RULES / "suspect-priority/examples/unknown-household.json")


def assess(*arguments: str) -> int:
    return run(["assess", UNKNOWN, "--as-of", "2026-11-01", *arguments])


@needs_durable_rules
def test_a_disagreement_at_the_terminal_ends_with_7_and_keeps_a_bundle(disagreeing, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert assess() == 7
    told = capsys.readouterr()
    [bundle] = tmp_path.iterdir()
    assert told.out == ""
    assert bundle.name.startswith("riskengine-disagreement-")
    assert bundle.name in told.err
    assert "there is no decision" in told.err
    assert json.loads(bundle.read_text(encoding="utf-8"))["differences"]
    assert assess("--format", "json") == 7
    assert json.loads(capsys.readouterr().out)["exit_code"] == 7
    assert len(list(tmp_path.iterdir())) == 2


@needs_durable_rules
@pytest.mark.skipif(os.name == "nt", reason="permissions are those of POSIX")
def test_the_bundle_is_for_its_owner_alone(disagreeing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assess()
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600]


@needs_durable_rules
def test_a_bundle_that_cannot_be_written_is_said(disagreeing, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert assess() == 7
    assert "could not be written" in capsys.readouterr().err


def test_the_check_can_be_left_out(disagreeing, capsys):
    assert assess("--no-cross-check", "--format", "json") in (0, 1, 3)
    told = capsys.readouterr()
    assert json.loads(told.out)["engine"]["checked_by"] == []
    assert told.err == ""


def test_where_durable_rules_is_not_there_a_note_says_so(monkeypatch, capsys):
    monkeypatch.setattr("riskengine.rete.available.why_not", lambda: "it is not installed")
    assert assess("--format", "json") == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["engine"]["checked_by"] == []
    assert "not checked a second time" in told.err
    assert "it is not installed" in told.err


@needs_durable_rules
def test_where_it_is_there_the_decision_says_so(capsys):
    assert assess("--format", "json") == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["engine"]["checked_by"] == ["durable-rules"]
    assert told.err == ""
