"""A command whose values are converted here: typer's own way loads pydantic, at twice the cost of a whole decision.

Where a version of typer has no such hook, nothing changes but the time that a start takes.
"""

from __future__ import annotations

import enum
from functools import partial
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

__all__ = ["QuickCommand", "QuickGroup"]


class QuickCommand(TyperCommand):
    """A typer command that converts texts, paths, flags and choices by itself."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, `--help` among them, without typer's converters."""
        return [_with_own_conversion(param) for param in super().get_params(ctx)]


class QuickGroup(TyperGroup):
    """A typer program that converts its own options by itself."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, `--help` among them, without typer's converters."""
        return [_with_own_conversion(param) for param in super().get_params(ctx)]


class _Plain:
    """Stands where typer would put a converter made by pydantic."""

    def __init__(self, param: Any) -> None:
        self.annotation = param.type_descriptor.annotation

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command's signature says."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if self.annotation == list[str]:
            return list(value)
        if isinstance(self.annotation, enum.EnumType):
            return _choice(self.annotation, value, param, ctx)
        return value if self.annotation is bool else self.annotation(value)


def _with_own_conversion(param: Any) -> Any:
    if hasattr(param, "get_runtime_param") and _is_plain(param.type_descriptor.annotation):
        param.get_runtime_param = partial(_Plain, param)
    return param


def _is_plain(annotation: Any) -> bool:
    return annotation in (str, bool, Path, list[str]) or isinstance(annotation, enum.EnumType)


def _choice(choices: type[enum.Enum] | enum.EnumType, value: Any, param: Any, ctx: Any) -> Any:
    try:
        return choices(value)
    except ValueError:
        allowed = ", ".join(str(each.value) for each in choices.__members__.values())
        raise typer.BadParameter(f"`{value}` is not one of {allowed}", ctx=ctx, param=param) from None
