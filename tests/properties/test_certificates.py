"""A certificate is accepted, says what trying every completion says, and nothing false can be given one."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from riskengine.certificate_check import Refused, check
from riskengine.certifying.certificate import _Search
from riskengine.decision import Decision
from riskengine.diagnostics import DisagreementError, UsageError
from riskengine.engine import Engine
from tests.certificates import accepted, decided, leaves, read, sealed, with_value
from tests.oracle import Exact, Situation, brute_force
from tests.oracle_verdicts import verdict_of
from tests.properties.profile import laws
from tests.properties.test_engine import OFFICERS
from tests.strategies import FINITE, LARGE, program_of, situations

SCOPES = {True: "inside", False: "outside", None: "unsettled"}
OUTCOMES = st.sampled_from(["applies", "does_not_apply", "unsettled", "presumed", "accepted"])


def certificate(engine: Engine, decision: Decision) -> str | None:
    """The certificate; None where it says that there is none."""
    try:
        return engine.certificate(decision)
    except UsageError:
        return None


@laws(60)
@given(situations(FINITE), OFFICERS)
def test_a_certificate_says_what_trying_every_completion_says(situation: Situation, officer: str | None) -> None:
    program_of(situation.ruleset)
    with decided(situation, officer) as (engine, decision):
        text = certificate(engine, decision)
    assert text is not None or decision.grade.range == "bounds" or "working_days_between" in repr(situation)
    if text is not None:
        assert claims_of(situation, brute_force(situation), officer) == _without_gates(check(text)["claims"])


@laws(30)
@given(situations(LARGE), OFFICERS)
def test_large_domains_get_certificates_too(situation: Situation, officer: str | None) -> None:
    program_of(situation.ruleset)
    with decided(situation, officer) as (engine, decision):
        text = certificate(engine, decision)
    assume(text is not None)
    assert text is not None
    grade = check(text)["claims"]["grade"]
    assert grade == {key: getattr(decision.grade, key) for key in ("officer", "least", "most", "verdict")}


def claims_of(situation: Situation, truth: Exact, officer: str | None) -> dict[str, Any]:
    """What a certificate has to claim."""
    grades = situation.ruleset.grades
    least, most = (None if index < 0 else grades[index] for index in (truth.least, truth.most))
    return {
        "scope": SCOPES[truth.scope],
        "grade": {"officer": officer, "least": least, "most": most, "verdict": verdict_of(situation, truth, officer)},
        "outcomes": dict(truth.outcomes),
        "scores": {name: list(ends) for name, ends in truth.scores.items()} if truth.least >= 0 else {},
    }


def _without_gates(claims: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in claims.items() if key != "not_applicable"}


@laws(60)
@given(situations(FINITE), OFFICERS, st.data())
def test_a_false_claim_cannot_be_proved(situation: Situation, officer: str | None, data: st.DataObject) -> None:
    """The search that proves true claims is set to prove one that is not."""
    program_of(situation.ruleset)
    with decided(situation, officer) as (engine, decision):
        text = certificate(engine, decision)
    assume(text is not None)
    assert text is not None
    found = read(text) | {"cases": {}, "examples": {}}
    found.pop("digest")
    path, value = data.draw(st.sampled_from(list(leaves(found["claims"]))))
    false = data.draw(another(path, value, situation))
    assume(false != value)
    altered = with_value(found, ("claims", *path), false)
    judgement = decision.ruling.judgement
    assert judgement is not None
    try:
        _Search(altered, judgement).check()
    except (Refused, DisagreementError, KeyError, TypeError, ValueError):
        return
    raise AssertionError(f"{path} was proved to be {false}, and it is {value}")


def another(path: tuple[Any, ...], value: Any, situation: Situation) -> st.SearchStrategy[Any]:
    """Another value that a claim could have."""
    grades = [*situation.ruleset.grades, None]
    match path:
        case ("scope",):
            return st.sampled_from(list(SCOPES.values()))
        case ("grade", "verdict"):
            verdicts = ["consistent", "below_minimum", "not_supported", "not_graded", "out_of_scope", "departure"]
            return st.sampled_from(verdicts)
        case ("grade", _):
            return st.sampled_from(grades)
        case ("outcomes", _):
            return OUTCOMES
        case ("scores", _, _):
            return st.integers(-3, 3).map(lambda change: value + change)
        case ("not_applicable", *_):
            return st.sampled_from(sorted(situation.ruleset.facts)).map(lambda name: [name] if value == [] else name)
    return st.just(value)


@laws(40)
@given(situations(FINITE), OFFICERS, st.data())
def test_a_certificate_altered_and_sealed_anew_never_proves_another_claim(
    situation: Situation, officer: str | None, data: st.DataObject
) -> None:
    program_of(situation.ruleset)
    with decided(situation, officer) as (engine, decision):
        text = certificate(engine, decision)
    assume(text is not None)
    assert text is not None
    found = read(text)
    path, value = data.draw(st.sampled_from([each for each in leaves(found) if each[0][0] not in ("case", "edition")]))
    values = st.sampled_from([None, True, False, 0, 1, 7, "low", "2020-01-01", [], {}, "applies", "inside", "x"])
    false = data.draw(values | another(path[1:], value, situation) if path[0] == "claims" else values)
    assume(type(false) is not type(value) or false != value)
    altered = with_value(found, path, false)
    if accepted(sealed(altered)):
        assert path[0] in ("cases", "examples", "as_of", "digest"), path
        assert altered["claims"] == found["claims"]
