"""The command line: a thin skin over the library."""

from __future__ import annotations

__all__ = ["main"]


def main() -> int:
    """Run `riskengine` with the process's arguments and give the exit code.

    Everything is imported inside, so that an interrupt while modules load ends as quietly as any other.
    """
    try:
        from riskengine_cli.app import run

        return run()
    except KeyboardInterrupt:
        from riskengine_cli.failures import interrupted

        return interrupted()
