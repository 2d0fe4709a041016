"""The check of certificates: what it accepts, what it refuses, and that it needs nothing of the engine."""

from __future__ import annotations

import ast
import json
import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from riskengine import Engine
from riskengine.certificate_check import Refused, check, main, sha256
from tests.certificates import accepted, leaves, read, sealed, with_value

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("rules/*/examples/*.json"))
CHECKER = ROOT / "riskengine" / "certificate_check.py"
ENGINE = Engine.open()
DAYS = {"september-2020": date(2022, 3, 15), "authorised-departure": date(2023, 12, 1)}
EVERY_DAY = date(2026, 11, 1)
CHANCE = random.Random(7)  # noqa: S311 - the same alterations every time, and no secret


def decision_of(path):
    return ENGINE.assess(path.read_bytes(), as_of=DAYS.get(path.stem, EVERY_DAY))


@pytest.fixture(scope="module")
def texts():
    return {path: ENGINE.certificate(decision_of(path)) for path in EXAMPLES}


@pytest.fixture(scope="module")
def small():
    """The certificate with the fewest rules, of a case with facts that are not known."""
    return ENGINE.certificate(decision_of(ROOT / "rules" / "moj-images" / "examples" / "count-not-known.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_certificate_of_an_example_is_accepted_and_says_what_the_decision_says(texts, path):
    decision = json.loads(decision_of(path).model_dump_json())
    certificate = check(texts[path], decision["edition"]["digest"])
    claims = certificate["claims"]
    assert {key: decision["grade"][key] for key in claims["grade"]} == claims["grade"]
    assert {rule["id"]: rule["outcome"] for rule in decision["rules"]} == claims["outcomes"]
    assert certificate["case_digest"] == decision["case_digest"]
    assert certificate["as_of"] == decision["as_of"]


def test_the_examples_show_every_verdict_that_a_certificate_can_have(texts):
    verdicts = {check(text)["claims"]["grade"]["verdict"] for text in texts.values()}
    assert verdicts >= {"consistent", "below_minimum", "not_supported", "out_of_scope", "departure"}


def test_a_certificate_is_the_same_each_time(texts):
    path = EXAMPLES[-1]
    assert Engine.open(fast=False).certificate(decision_of(path)) == texts[path]


def test_every_value_that_is_altered_is_noticed(small):
    certificate = read(small)
    paths = list(leaves(certificate))
    assert len(paths) > 200
    for path, value in paths:
        altered = with_value(certificate, path, "altered" if value != "altered" else None)
        assert not accepted(json.dumps(altered, default=str)), path


def test_every_key_that_is_left_out_or_added_is_noticed(small):
    certificate = read(small)
    for key in certificate:
        assert not accepted(json.dumps({name: value for name, value in certificate.items() if name != key}, default=str))
    assert not accepted(sealed(certificate | {"note": "x"}))


OTHERS = (None, True, False, 0, 3, "x", "very_high", "low", "applies", "unsettled", "presumed", "2020-01-01", [], {}, ["x"])


@pytest.mark.parametrize("example", ["moj-images/examples/count-not-known", "suspect-priority/examples/unknown-household"])
def test_a_claim_altered_and_sealed_anew_is_refused(texts, example):
    """Whoever works out the digest of the certificate again has still to prove what it claims."""
    certificate = read(texts[ROOT / "rules" / f"{example}.json"])
    claims = list(leaves(certificate["claims"]))
    for path, value in claims if len(claims) < 40 else CHANCE.sample(claims, 40):
        for other in OTHERS:
            if other != value or type(other) is not type(value):
                assert not accepted(sealed(with_value(certificate, ("claims", *path), other))), (path, other)


def test_what_matters_beside_the_claims_is_refused_when_altered_and_sealed_anew(small):
    """Examples and cases may be others that prove the same; a day may be one on which the same is so. Nothing else may change."""
    certificate = read(small)
    for path, value in leaves(certificate):
        for other in ("x", 3) if path[0] in ("case", "edition") else OTHERS:
            if path[0] in ("claims", "digest") or (other == value and type(other) is type(value)):
                continue
            if accepted(sealed(with_value(certificate, path, other))):
                assert path[0] in ("as_of", "cases", "examples"), path


def test_an_example_outside_its_domain_is_refused(texts):
    certificate = read(texts[ROOT / "rules" / "moj-images" / "examples" / "count-not-known.json"])
    tried = 0
    for name, example in certificate["examples"].items():
        for fact, value in example.items():
            if isinstance(value, int):
                tried += 1
                assert not accepted(sealed(with_value(certificate, ("examples", name, fact), -1)))
                assert not accepted(sealed(with_value(certificate, ("examples", name, fact), 10**9)))
    assert tried


def test_rules_and_case_are_held_to_their_digests_even_when_sealed_anew(small):
    certificate = read(small)
    rules = certificate["edition"]["content"]["rules"]
    rule = next(iter(rules))
    assert not accepted(sealed(with_value(certificate, ("edition", "content", "rules", rule, "title"), "another")))
    assert not accepted(sealed(with_value(certificate, ("case", "case_id"), "another")))
    other = with_value(certificate, ("edition", "content", "rules", rule, "title"), "another")
    content = {"content": sha256(other["edition"]["content"]), "provisions": other["edition"]["provisions"]}
    other = with_value(other, ("edition", "digest"), sha256(content))
    assert accepted(sealed(other))  # a proof about other rules
    with pytest.raises(Refused, match="other rules"):
        check(sealed(other), certificate["edition"]["digest"])


def test_random_bytes_are_refused_or_change_nothing(small):
    chance, data, certificate = CHANCE, small.encode(), read(small)
    noticed = 0
    for _ in range(400):
        at = chance.randrange(len(data))
        altered = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        try:
            found = check(altered)
        except Refused:
            noticed += 1
        else:
            assert found | {"digest": certificate["digest"]} == certificate
    assert noticed > 350


def test_a_text_cut_short_is_refused(small):
    assert not any(accepted(small[: CHANCE.randrange(len(small) - 2)]) for _ in range(100))


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "1", '"x"', "[" * 100_000, '{"schema": 1, "schema": 2}', "NaN", "\x00", '{"digest": NaN}'],
)
def test_what_is_no_certificate_is_refused(text):
    assert not accepted(text)


def test_a_key_that_stands_twice_is_refused(small):
    assert accepted(small)
    assert not accepted(small.replace('"verdict"', '"verdict":"consistent","verdict"', 1))


def test_it_imports_nothing_but_the_standard_library():
    imported = set()
    for node in ast.walk(ast.parse(CHECKER.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= set(sys.stdlib_module_names)


@pytest.fixture
def alone(tmp_path, texts):
    """A folder that holds the check and one certificate, and nothing else."""
    shutil.copy(CHECKER, tmp_path)
    path = ROOT / "rules" / "suspect-priority" / "examples" / "unknown-household.json"
    (tmp_path / "certificate.json").write_text(texts[path], encoding="utf-8")
    return tmp_path


def run_alone(folder, *arguments):
    call = [sys.executable, "-I", "certificate_check.py", *arguments]
    found = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    assert found.stderr == ""
    return found.returncode, found.stdout


def test_a_copy_of_the_one_file_works_alone(alone):
    code, told = run_alone(alone, "certificate.json")
    assert code == 0
    assert told.startswith("accepted: case EX-UNKNOWN-HOUSEHOLD, as of 2026-11-01, by suspect-priority 2026.1\n")
    text = (alone / "certificate.json").read_text(encoding="utf-8")
    (alone / "certificate.json").write_text(text.replace('"not_supported"', '"consistent"'), encoding="utf-8")
    assert run_alone(alone, "certificate.json") == (6, "refused: it was altered: its digest is another\n")
    assert run_alone(alone, "missing.json")[0] == 6


def call(capsys, *arguments):
    return main(list(map(str, arguments))), capsys.readouterr().out


def test_it_is_held_to_a_case_a_decision_and_a_digest(alone, capsys):
    file, examples = alone / "certificate.json", ROOT / "rules" / "suspect-priority" / "examples"
    case, other = examples / "unknown-household.json", examples / "stands-2026.json"
    assert call(capsys, file, "--case", case)[0] == 0
    assert call(capsys, file, "--case", other) == (6, "refused: it is about another case\n")
    decision = alone / "decision.json"
    for path, code in ((case, 0), (other, 6)):
        decision.write_text(decision_of(path).model_dump_json(), encoding="utf-8")
        assert call(capsys, file, "--decision", decision)[0] == code
    digest = read(file.read_text(encoding="utf-8"))["edition"]["digest"]
    assert call(capsys, file, "--digest", digest)[0] == 0
    assert call(capsys, file, "--digest", "0" * 64)[0] == 6


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_certificate_is_about_its_case_however_that_is_spelt(texts, path, tmp_path, capsys):
    file, spelt = tmp_path / "certificate.json", tmp_path / "case.json"
    file.write_text(texts[path], encoding="utf-8")
    case = json.loads(path.read_text(encoding="utf-8"))
    case["facts"] = dict(reversed(case["facts"].items()))
    case.setdefault("ruleset", None)
    spelt.write_text(json.dumps(case, indent=3), encoding="utf-8")
    assert call(capsys, file, "--case", path)[0] == 0
    assert call(capsys, file, "--case", spelt)[0] == 0
    first = next(iter(case["facts"]))
    spelt.write_text(json.dumps(case | {"facts": case["facts"] | {first: None}}), encoding="utf-8")
    assert call(capsys, file, "--case", spelt)[0] == 6


def test_a_case_that_is_no_case_is_refused(alone, capsys):
    (alone / "case.json").write_text("[1]", encoding="utf-8")
    assert call(capsys, alone / "certificate.json", "--case", alone / "case.json")[0] == 6
