"""How many examples a law is tried on: few by default, thousands where `RISKENGINE_LAWS=deep` is set.

The default draws the same examples every time, so that a build does not fail by luck; `deep` draws new ones.
`RISKENGINE_LAWS=deep:50` multiplies by 50.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

__all__ = ["laws"]

_SETTING = os.environ.get("RISKENGINE_LAWS", "")
_DEEP = _SETTING.startswith("deep")
_FACTOR = int(_SETTING.partition(":")[2] or 20) if _DEEP else 1


def laws(examples: int) -> Callable[[Any], Any]:
    """Try a law on so many examples, times the factor of the profile."""
    return settings(
        max_examples=examples * _FACTOR,
        deadline=None,
        derandomize=not _DEEP,
        database=None,
        print_blob=_DEEP,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example],
    )
