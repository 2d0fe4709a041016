"""Every code is documented, and every code that is reported has a row."""

from __future__ import annotations

import re

import pytest

from riskengine.codes import CODES, FINDINGS
from tests.repo.sources import modules

ROWS = [path for name, path in modules().items() if name.startswith("riskengine.codes")]


@pytest.mark.parametrize("code", CODES)
def test_a_diagnostic_code_says_what_is_wrong_and_why_it_matters(code):
    row = CODES[code]
    assert row.code == code
    assert re.fullmatch(r"RE\d{3}", code)
    assert re.fullmatch(r"[a-z][a-z0-9-]*", row.name)
    assert row.what
    assert row.why


def test_no_two_codes_share_a_name():
    names = [row.name for row in CODES.values()]
    assert sorted(set(names)) == sorted(names)


def test_every_code_in_the_source_has_a_row():
    used = {
        code
        for path in modules().values()
        if path not in ROWS
        for code in re.findall(r"\"(RE\d{3})\"", path.read_text(encoding="utf-8"))
    }
    assert sorted(used - set(CODES)) == []


def test_every_row_is_reported_somewhere():
    source = "".join(path.read_text(encoding="utf-8") for path in modules().values() if path not in ROWS)
    assert [code for code in CODES if f'"{code}"' not in source] == []


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_says_what_it_tells(code):
    assert FINDINGS[code].what.endswith(".")
