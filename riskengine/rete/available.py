"""Whether durable-rules can be used, asked without loading anything else."""

from __future__ import annotations

from importlib import import_module

__all__ = ["why_not"]

_FLAGS = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject"


def why_not() -> str:
    """Why nothing can be checked a second time; empty where it can.

    >>> why_not() in ("", "it is not installed") or why_not().startswith("it cannot be loaded")
    True
    """
    try:
        import_module("durable_rules_engine")
    except ModuleNotFoundError:
        return "it is not installed"
    except ImportError:
        return f"it cannot be loaded (on Python 3.13 and later it has to be built with {_FLAGS})"
    return ""
