"""How many examples a law is tried on: few by default, thousands where `RISKENGINE_LAWS=deep` is set.

The default draws the same examples every time, so that a build does not fail by luck; `deep` draws new ones.
`RISKENGINE_LAWS=deep:50` multiplies by 50; `RISKENGINE_LAWS=deep:50:raw` leaves a failing example as it was found.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings

__all__ = ["laws"]

_SETTING = os.environ.get("RISKENGINE_LAWS", "")
_DEEP = _SETTING.startswith("deep")
_FACTOR = int([*_SETTING.split(":"), "20"][1]) if _DEEP else 1
_PHASES = [phase for phase in Phase if phase is not Phase.shrink] if _SETTING.endswith(":raw") else list(Phase)


def laws(examples: int) -> Callable[[Any], Any]:
    """Try a law on so many examples, times the factor of the profile."""
    return settings(
        max_examples=examples * _FACTOR,
        deadline=None,
        derandomize=not _DEEP,
        database=None,
        phases=_PHASES,
        print_blob=False,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
            HealthCheck.large_base_example,
        ],
    )
