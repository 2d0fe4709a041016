"""A module imports only from layers below it: the contract is in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys


def test_the_import_contracts_are_kept(root):
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
