"""What the command prints for every shipped example, to the letter.

`python -m pytest tests/golden --accept` writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from riskengine_cli.app import run

HERE = Path(__file__).parent
ROWS = yaml.safe_load((HERE / "examples.yaml").read_text(encoding="utf-8"))
FORMATS = {
    "text": ("txt", "--format", "text"),
    "full": ("full.txt", "--format", "text", "--explain", "full"),
    "json": ("json", "--format", "json"),
}
WHOLE = {"september-2020.json", "unknown-household.json", "authorised-departure.json"}
"""JSON and the full text are kept for these alone, because they are long; the others' fields are the same."""

CALLS = [(row, form) for row in ROWS for form in FORMATS if form == "text" or row["file"] in WHOLE]


@pytest.mark.parametrize(("row", "form"), CALLS, ids=[f"{row['file']}-{form}" for row, form in CALLS])
def test_the_output_is_as_accepted(row, form, examples, capsys, monkeypatch, accepting):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    ending, *options = FORMATS[form]
    code = run(["assess", str(examples / row["file"]), "--as-of", row["as_of"].isoformat(), "--no-cross-check", *options])
    told = capsys.readouterr()
    assert code == row["exit_code"]
    assert told.err == ""
    golden = HERE / "output" / f"{Path(row['file']).stem}.{ending}"
    if accepting:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told.out, encoding="utf-8", newline="\n")
    assert told.out == golden.read_text(encoding="utf-8")


def test_nothing_is_kept_for_examples_that_are_gone():
    kept = {path.name.partition(".")[0] for path in (HERE / "output").iterdir()}
    assert kept == {Path(row["file"]).stem for row in ROWS}
