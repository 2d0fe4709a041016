"""The two commands of README.md, as they are written there. Run by itself, it prints the one that is asked for."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_README = Path(__file__).resolve().parents[2] / "README.md"


def commands() -> dict[str, str]:
    """`try`, which checks a shipped example, and `test`, which passes the tests."""
    blocks = re.findall(r"```console\n(.*?)```", _README.read_text(encoding="utf-8"), re.DOTALL)
    first, second = [block.strip() for block in blocks if "-m venv" in block]
    return {"try": first, "test": second}


if __name__ == "__main__":
    sys.stdout.write(commands()[sys.argv[1]] + "\n")
