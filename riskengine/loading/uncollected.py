"""Reading and compiling without the garbage collector, which would look through everything made so far again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off looking for unused objects while many are made that all stay in use.

    Otherwise the time of reading ten thousand rules would be five times as long, and grow faster than their number.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
