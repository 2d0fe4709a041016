"""The command line: a thin skin over the library."""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]

_UNCOLLECTED = 200_000
"""How many new objects Python waits for before it looks for unused ones: more than one case makes, few in memory."""


def main() -> int:
    """Run `riskengine` with the process's arguments and give the exit code.

    Everything is imported inside, so that an interrupt while modules load ends as quietly as any other. What a
    decision is made of is in use until the end, so looking for what is not would be a tenth of a short run.
    """
    gc.set_threshold(_UNCOLLECTED)
    try:
        from riskengine_cli.plain import run_plainly

        code = run_plainly(sys.argv[1:])
        if code is not None:
            return code
        from riskengine_cli.app import run

        return run()
    except KeyboardInterrupt:
        from riskengine_cli.failures import interrupted

        return interrupted()
    finally:
        gc.freeze()  # the process ends: nothing is worth looking for
