"""SHA-256 of a text. Python's own is taken where there is one: that of `hashlib` loads OpenSSL, a fiftieth of a start."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

__all__ = ["sha256_of"]


def _fastest_to_load() -> Callable[[bytes], Any]:
    for module in ("_sha2", "_sha256"):  # Python 3.12 and later; before
        try:
            made: Callable[[bytes], Any] = import_module(module).sha256
        except (ImportError, AttributeError):
            continue
        return made
    return import_module("hashlib").sha256  # type: ignore[no-any-return]


_sha256 = _fastest_to_load()


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits.

    >>> sha256_of("")[:8]
    'e3b0c442'
    """
    digits: str = _sha256(text.encode()).hexdigest()
    return digits
