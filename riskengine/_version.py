"""The version of the engine, told in every decision."""

from __future__ import annotations

__all__ = ["VERSION"]

VERSION = "0.1.0"
