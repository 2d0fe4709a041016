"""Whatever is given, the program ends with a clear message and the right exit code, and never with a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "riskengine_cli"]
DAY = ["--as-of", "2022-03-15"]
CASE = {"schema": "riskengine/case/1", "case_id": "A", "jurisdiction": "england-and-wales", "facts": {"offence_type": "images"}}


def _text(**changes):
    return json.dumps({**CASE, **changes})


def _run(*arguments, **more):
    return subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False, **more)


BAD = {
    "empty": ("a.json", b"", "nothing here"),
    "blank": ("a.json", b" \n\t\n", "nothing here"),
    "truncated": ("a.json", _text()[:-9].encode(), "a.json:1:"),
    "no JSON": ("a.json", b"lives with child: yes, certainly", "a.json:1:"),
    "two values": ("a.json", (_text() + "[]").encode(), "a.json:1:"),
    "deep": ("a.json", b"[" * 200_000, "a.json"),
    "deep objects": ("a.json", b'{"a":' * 200_000, "a.json"),
    "deep YAML": ("a.yaml", b"[" * 100_000, "a.yaml"),
    "duplicate key": ("a.json", b'{"case_id": "A", "case_id": "B"}', "for the second time"),
    "duplicate fact": (
        "a.json",
        _text().replace('"facts": {', '"facts": {"offence_type": "other", ').encode(),
        "for the second time",
    ),
    "not a number": ("a.json", _text(facts={"videos_shared": float("nan")}).encode(), "not a finite number"),
    "infinity": ("a.json", _text(facts={"videos_shared": float("inf")}).encode(), "not a finite number"),
    "huge number": ("a.json", b'{"facts": {"videos_shared": ' + b"9" * 10_000 + b"}}", "digits"),
    "huge exponent": ("a.json", b'{"facts": {"videos_shared": 1e999999999}}', "a.json:1:"),
    "3.0": ("a.json", _text(facts={"offence_type": "images", "videos_shared": 3.0}).encode(), "3"),
    "UTF-16": ("a.json", _text().encode("utf-16"), "UTF-8"),
    "Latin-1": ("a.json", _text(case_id="caf\u00e9").encode().replace(b"caf\\u00e9", b"caf\xe9"), "UTF-8"),
    "an image": ("a.json", b"\xff\xd8\xff\xe0" + b"\x00" * 100, "image"),
    "null bytes": ("a.json", b"\x00" * 100, "a.json"),
    "alias bomb": ("a.yaml", b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "a.yaml:1:"),
    "tag": ("a.yaml", b"a: !!python/object:os.system x\n", "a.yaml:1:"),
    "unknown key": ("a.json", _text(assesment={}).encode(), "did you mean `assessment`?"),
    "unknown fact": (
        "a.json",
        _text(facts={"offence_type": "images", "lives_with_chld": True}).encode(),
        "did you mean `lives_with_child`?",
    ),
    "wrong type": ("a.json", _text(facts={"offence_type": "images", "lives_with_child": "yes"}).encode(), "true or false"),
    "outside its domain": ("a.json", _text(facts={"offence_type": "pictures"}).encode(), "images"),
    "unknown jurisdiction": ("a.json", _text(jurisdiction="england", ruleset="suspect-priority").encode(), "england-and-wales"),
    "unknown rule set": ("a.json", _text(ruleset="suspect-prority").encode(), "suspect-priority"),
    "unknown grade": ("a.json", _text(assessment={"grade": "lowish", "assessed_on": "2021-01-01"}).encode(), "low"),
    "assessed in the future": ("a.json", _text(assessment={"grade": "low", "assessed_on": "2022-03-16"}).encode(), "2022-03-16"),
    "a list of nothing": ("a.json", b"[]", "no case"),
    "text": ("a.json", b'"a case"', "a.json:1:1"),
    "no lines": ("a.ndjson", b"\n\n", "nothing was checked"),
}


@pytest.mark.parametrize(("name", "content", "words"), BAD.values(), ids=BAD)
def test_a_bad_case(name, content, words, tmp_path):
    (tmp_path / name).write_bytes(content)
    result = _run("assess", name, *DAY, cwd=tmp_path, timeout=60)
    assert result.returncode == 2, result.stderr[-2000:]
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert "internal error" not in result.stderr
    assert result.stdout == ""


def test_a_hundred_megabytes_of_nesting(tmp_path):
    path = tmp_path / "deep.json"
    path.write_bytes(b"[" * 100_000_000)
    result = _run("assess", path, *DAY, timeout=60)
    assert result.returncode == 2
    assert "larger than" in result.stderr
    assert len(result.stderr) < 1000


def test_a_missing_file_does_not_stop_the_others(tmp_path, examples):
    result = _run("assess", tmp_path / "no.json", examples / "september-2020.json", *DAY, "--format", "ndjson")
    assert result.returncode == 2
    assert "there is no file" in result.stderr
    assert [json.loads(line)["schema"] for line in result.stdout.splitlines()] == [
        "riskengine/refusal/1",
        "riskengine/decision/1",
    ]


def test_a_folder_in_place_of_a_file(tmp_path):
    result = _run("assess", tmp_path, *DAY)
    assert result.returncode == 2
    assert "is a folder" in result.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable for the administrator")
def test_an_unreadable_file(tmp_path):
    path = tmp_path / "a.json"
    path.touch(mode=0)
    result = _run("assess", path, *DAY)
    assert result.returncode == 2
    assert "permissions" in result.stderr


def test_a_missing_folder_of_rules(tmp_path, examples):
    result = _run("assess", examples / "stands.json", *DAY, "--rules", tmp_path / "no")
    assert result.returncode == 2
    assert "no" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_output_in_a_missing_folder(tmp_path, examples):
    result = _run("assess", examples / "stands.json", *DAY, "--output", tmp_path / "no" / "decision.json")
    assert result.returncode == 2
    assert "there is no folder" in result.stderr


posix = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")


@posix
def test_a_closed_pipe(examples):
    """The reader has gone before anything is written; the exit code still speaks of the case."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        command = [*PROGRAM, "assess", str(examples / "september-2020.json"), *DAY]
        result = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert result.stderr == b""


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device to write to")
def test_a_full_disk(examples):
    with Path("/dev/full").open("wb") as full:
        command = [*PROGRAM, "assess", str(examples / "september-2020.json"), *DAY]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 2
    assert b"could not be written" in result.stderr
    assert b"Traceback" not in result.stderr


@posix
def test_closed_standard_streams(examples):
    command = " ".join([sys.executable, "-m", "riskengine_cli", "assess", str(examples / "september-2020.json"), *DAY])
    assert subprocess.run(["sh", "-c", f"{command} 2>&-"], capture_output=True, check=False).returncode == 1
    closed = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False)
    assert closed.returncode == 2
    assert b"Traceback" not in closed.stderr


@posix
def test_an_interrupt():
    process = subprocess.Popen(
        [*PROGRAM, "assess", "-", *DAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1)  # until it waits for standard input, which never ends
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"interrupted" in err
    assert b"Traceback" not in err
